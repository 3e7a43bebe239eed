--- What a person sees who has another server for YAML running beside ours.

local it = dofile(vim.env.ZDD_SUPPORT)
local seen = {}

vim.lsp.config('other', {
  cmd = { vim.env.ZDD_PYTHON, vim.env.ZDD_OTHER_SERVER },
  filetypes = { 'yaml' },
})
vim.lsp.enable('other')

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

it.finish(seen)
