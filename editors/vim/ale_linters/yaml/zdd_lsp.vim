" Adobe Commerce on cloud infrastructure, with ALE: zdd-lsp as a language server.

" The folder of the store; without one zdd-lsp is not started.
function! s:Root(buffer) abort
  let l:app = ale#path#FindNearestFile(a:buffer, '.magento.app.yaml')
  if !empty(l:app)
    return fnamemodify(l:app, ':h')
  endif
  let l:folder = ale#path#FindNearestDirectory(a:buffer, '.magento')
  return empty(l:folder) ? '' : fnamemodify(l:folder, ':h:h')
endfunction

call ale#linter#Define('yaml', {
\   'name': 'zdd_lsp',
\   'lsp': 'stdio',
\   'executable': 'zdd-lsp',
\   'command': '%e',
\   'project_root': function('s:Root'),
\   'language': 'yaml',
\})
