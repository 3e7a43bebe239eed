--- What a person does with a mistake: sees it, reads about it, has it mended, has all mended.

local it = dofile(vim.env.ZDD_SUPPORT)
local seen = {}

local buffer, client = it.open('.magento.env.yaml')
it.wait('diagnostics', function()
  return it.underlined(buffer, 'SKIP_SCD') ~= nil
end)
seen.filetype = vim.bo[buffer].filetype
seen.root = client.root_dir
seen.pulls = client.server_capabilities.diagnosticProvider ~= nil
seen.before = it.diagnostics(buffer)

local mistake = it.underlined(buffer, 'SKIP_SCD')
vim.api.nvim_win_set_cursor(0, { mistake.lnum + 1, mistake.col })
seen.hover = it.hover()

vim.lsp.buf.code_action({
  apply = true,
  context = { only = { 'quickfix' }, diagnostics = { mistake.user_data.lsp } },
  filter = function(action)
    if seen.fix == nil and action.isPreferred then
      seen.fix = action.title
      return true
    end
    return false
  end,
})
it.wait('the fix', function()
  return vim.bo[buffer].modified
end)
it.wait('the diagnostic to go', function()
  return it.underlined(buffer, 'SKIP_SCD') == nil
end)
seen.after = it.diagnostics(buffer)
seen.text = it.lines(buffer)

-- What another file says changes with this one, too.
local app = it.open('.magento.app.yaml')
it.wait('diagnostics of the other file', function()
  return it.has_code(app, 'missing-post-deploy-hook')
end)
vim.lsp.buf.code_action({ apply = true, context = { only = { 'source.fixAll' }, diagnostics = {} } })
it.wait('all to be mended', function()
  return not it.has_code(app, 'missing-post-deploy-hook')
end)
seen.hook = it.find(app, 'post_deploy: |') ~= nil

-- Neovim 0.11.0 does not have this function yet.
local is_enabled = vim.lsp.is_enabled
vim.lsp.is_enabled = nil
local params = { capabilities = { textDocument = {} } }
vim.lsp.config['zdd_lsp'].before_init(params)
vim.lsp.is_enabled = is_enabled
seen.first_of_its_line = params.initializationOptions

it.finish(seen)
