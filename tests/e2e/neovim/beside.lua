--- What a person sees who has another server for YAML running beside ours.

local it = dofile(vim.env.ZDD_SUPPORT)
local seen = {}

-- As nvim-lspconfig has it.
vim.lsp.config('yamlls', { cmd = { 'yaml-language-server', '--stdio' }, filetypes = { 'yaml' } })
vim.lsp.enable('yamlls')

local buffer = it.open('.magento.env.yaml')
local function everybody_has_spoken()
  local sources = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    sources[diagnostic.message] = true
  end
  return sources['pushed'] and sources['pulled'] and it.underlined(buffer, 'SKIP_SCD') ~= nil
end
it.wait('all diagnostics', everybody_has_spoken)
seen.opened = it.diagnostics(buffer)

vim.api.nvim_buf_set_lines(buffer, 0, 0, false, { '# One more line.' })
it.wait('diagnostics that follow', function()
  local moved = it.underlined(buffer, 'SKIP_SCD')
  return everybody_has_spoken() and moved and moved.message:find('SKIP_SCD', 1, true)
end)
seen.edited = it.diagnostics(buffer)

it.put_cursor(buffer, 'SKIP_SCD')
seen.hover = it.hover()

-- What both would say is said by the other; what only ece-tools minds, by ours.
vim.api.nvim_buf_set_lines(buffer, 0, 1, false, { '? one', ': two' })
it.wait('what only ece-tools minds', function()
  return it.has_code(buffer, 'yaml-complex-key')
end)
vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { "three: 'four" })
it.put_cursor(buffer, "'four")
it.wait('a fix of what the other says', function()
  local client = it.client(buffer)
  local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
  params.context = { diagnostics = {} }
  local answer = client:request_sync('textDocument/codeAction', params, 10000, buffer)
  return vim.iter(answer and answer.result or {}):any(function(action)
    return vim.startswith(action.title, 'Close the quote')
  end)
end)
seen.broken = it.diagnostics(buffer)

it.finish(seen)
