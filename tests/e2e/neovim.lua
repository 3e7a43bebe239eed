--- What a person does in Neovim, without the person. Run by test_neovim.py, which judges the result.
---
--- From the environment: ZDD_STORE, the folder of the store; ZDD_RESULT, where to write what was seen.

local store, result = vim.env.ZDD_STORE, vim.env.ZDD_RESULT
local seen = {}

local function wait(what, condition)
  assert(vim.wait(15000, condition, 10), 'waited in vain for ' .. what)
end

local function diagnostics(buffer)
  return vim.tbl_map(function(it)
    return {
      code = it.code,
      message = it.message,
      severity = it.severity,
      from = { it.lnum, it.col },
      to = { it.end_lnum, it.end_col },
    }
  end, vim.diagnostic.get(buffer))
end

--- The diagnostic of the line that holds `text`, which is where a person would look.
local function underlined(buffer, text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    if line:find(text, 1, true) then
      return vim.diagnostic.get(buffer, { lnum = number - 1 })[1]
    end
  end
end

local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return vim.api.nvim_win_get_buf(window)
    end
  end
end

vim.lsp.enable('zdd_lsp')
vim.cmd.filetype('on')
vim.cmd.edit(store .. '/.magento.env.yaml')
local buffer = vim.api.nvim_get_current_buf()

wait('the server', function()
  return #vim.lsp.get_clients({ bufnr = buffer }) > 0
end)
local client = vim.lsp.get_clients({ bufnr = buffer })[1]
wait('diagnostics', function()
  return underlined(buffer, 'SKIP_SCD') ~= nil
end)
seen.filetype = vim.bo[buffer].filetype
seen.root = client.root_dir
seen.pulls = client.server_capabilities.diagnosticProvider ~= nil
seen.before = diagnostics(buffer)

local mistake = underlined(buffer, 'SKIP_SCD')
vim.api.nvim_win_set_cursor(0, { mistake.lnum + 1, mistake.col })
vim.lsp.buf.hover()
wait('the hover', float)
seen.hover = vim.api.nvim_buf_get_lines(float(), 0, -1, false)

seen.fix = nil
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
wait('the fix', function()
  return vim.bo[buffer].modified
end)
wait('the diagnostic to go', function()
  return underlined(buffer, 'SKIP_SCD') == nil
end)
seen.after = diagnostics(buffer)
seen.text = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)

client:stop()
wait('the server to stop', function()
  return client:is_stopped()
end)

local file = assert(io.open(result, 'w'))
file:write(vim.json.encode(seen))
file:close()
