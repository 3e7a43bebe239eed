--- zdd-lsp: zero-downtime deployments of Adobe Commerce (Magento) on cloud infrastructure.
---
--- For Neovim 0.11 and later. See ../README.md for how to switch it on.

---@type vim.lsp.Config
return {
  cmd = { 'zdd-lsp' },
  filetypes = { 'yaml' },
  root_markers = { '.magento.app.yaml', '.magento', '.magento.env.yaml' },
  -- Without a store around it a YAML file is none of this server's business.
  workspace_required = true,
  -- Neovim 0.11 can ask for diagnostics, but cannot be told to ask again when another file of the
  -- store has changed. Without this capability the server sends them whenever they change.
  before_init = function(params)
    params.capabilities.textDocument.diagnostic = nil
  end,
}
