;;; zdd-lsp.el --- Adobe Commerce on cloud infrastructure, with eglot -*- lexical-binding: t -*-

;; For Emacs 29 and later. Emacs 28 needs the package eglot from GNU ELPA first.

(require 'eglot)

;; Eglot starts one server for a major mode. A mode of their own gives these files zdd-lsp and leaves
;; all other YAML with the server that it has.
(defalias 'zdd-lsp-yaml-mode
  (cond ((and (fboundp 'treesit-ready-p) (treesit-ready-p 'yaml t)) 'yaml-ts-mode)
        ((fboundp 'yaml-mode) 'yaml-mode)
        (t 'conf-colon-mode)))

(define-derived-mode zdd-lsp-mode zdd-lsp-yaml-mode "Commerce YAML"
  "Major mode for the YAML of Adobe Commerce on cloud infrastructure.")

;; Modes for YAML are modes for text, where this key asks the spelling checker.
(define-key zdd-lsp-mode-map (kbd "C-M-i") #'completion-at-point)

(put 'zdd-lsp-mode 'eglot-language-id "yaml")
(add-to-list 'auto-mode-alist '("/\\.magento\\.\\(?:app\\|env\\)\\.yaml\\'" . zdd-lsp-mode))
(add-to-list 'auto-mode-alist '("/\\.magento/\\(?:routes\\|services\\)\\.yaml\\'" . zdd-lsp-mode))
(add-to-list 'eglot-server-programs '(zdd-lsp-mode . ("zdd-lsp")))
(add-hook 'zdd-lsp-mode-hook #'eglot-ensure)

(provide 'zdd-lsp)
;;; zdd-lsp.el ends here
