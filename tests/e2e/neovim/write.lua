--- What a person uses while writing: completion, rename, hints and the score.

local it = dofile(vim.env.ZDD_SUPPORT)
local seen = { messages = {} }

local buffer, client = it.open('.magento.env.yaml')
it.wait('diagnostics', function()
  return it.underlined(buffer, 'SKIP_SCD') ~= nil
end)

-- Hints tell what another stage says, so the other has to say something.
local html = it.find(buffer, 'SKIP_HTML_MINIFICATION')
vim.api.nvim_buf_set_lines(buffer, html + 1, html + 1, false, { '    SCD_THREADS: 2' })
it.wait('hints', function()
  return #vim.lsp.inlay_hint.get({ bufnr = buffer }) > 0
end)
seen.hints = vim.tbl_map(function(hint)
  return { it.lines(buffer)[hint.inlay_hint.position.line + 1], hint.inlay_hint.label }
end, vim.lsp.inlay_hint.get({ bufnr = buffer }))

it.wait('the score', function()
  return #vim.lsp.codelens.get(buffer) > 0
end)
seen.score = vim.lsp.codelens.get(buffer)[1].command.title
local shown = vim.lsp.handlers['window/showMessage']
vim.lsp.handlers['window/showMessage'] = function(fault, message, ...)
  table.insert(seen.messages, message.message)
  return shown(fault, message, ...)
end
vim.api.nvim_win_set_cursor(0, { 1, 0 })
vim.lsp.codelens.run()
it.wait('the gaps', function()
  return #seen.messages > 0
end)

-- A line is begun in the build stage.
local line = it.find(buffer, 'SCD_THREADS: 1')
vim.api.nvim_buf_set_lines(buffer, line + 1, line + 1, false, { '    SCD_STRA' })
vim.api.nvim_win_set_cursor(0, { line + 2, 12 })
local answer = client:request_sync(
  'textDocument/completion',
  vim.lsp.util.make_position_params(0, client.offset_encoding),
  60000,
  buffer
)
seen.completions = vim.tbl_map(function(item)
  return item.label
end, answer.result.items or answer.result)
vim.cmd.undo()

-- A service is renamed where it is declared; the relationship follows in the other file.
local services = it.open('.magento/services.yaml')
it.put_cursor(services, 'mysql:')
vim.lsp.buf.rename('database')
it.wait('the new name', function()
  return it.find(services, 'database:') ~= nil
end)
local app = it.open('.magento.app.yaml')
seen.relationship = it.lines(app)[it.find(app, '  database: ') + 1]

it.wait('a word about the risk', function()
  return #seen.messages > 1
end)

it.finish(seen)
