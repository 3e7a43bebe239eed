--- What the scripts of this folder share: waiting, looking, and telling what was seen.
---
--- From the environment: ZDD_STORE, the folder of the store; ZDD_RESULT, where to write what was seen.

local M = { store = vim.env.ZDD_STORE }

function M.wait(what, condition)
  assert(vim.wait(60000, condition, 10), 'waited in vain for ' .. what)
end

--- Open a file of the store and wait for the server; returns the buffer and the client.
function M.open(name)
  vim.cmd.edit(M.store .. '/' .. name)
  local buffer = vim.api.nvim_get_current_buf()
  M.wait('the server', function()
    return M.client(buffer) ~= nil
  end)
  return buffer, M.client(buffer)
end

function M.client(buffer)
  return vim.lsp.get_clients({ bufnr = buffer, name = 'zdd_lsp' })[1]
end

function M.lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
end

--- The place of `text` in a buffer: line and byte, both from 0.
function M.find(buffer, text)
  for number, line in ipairs(M.lines(buffer)) do
    local column = line:find(text, 1, true)
    if column then
      return number - 1, column - 1
    end
  end
end

function M.put_cursor(buffer, text)
  local line, column = M.find(buffer, text)
  vim.api.nvim_win_set_cursor(0, { line + 1, column })
end

--- The diagnostic of the line that holds `text`, which is where a person would look.
function M.underlined(buffer, text)
  local line = M.find(buffer, text)
  return line and vim.diagnostic.get(buffer, { lnum = line })[1]
end

function M.diagnostics(buffer)
  return vim.tbl_map(function(it)
    return {
      code = it.code,
      source = it.source,
      message = it.message,
      severity = it.severity,
      from = { it.lnum, it.col },
      to = { it.end_lnum, it.end_col },
    }
  end, vim.diagnostic.get(buffer))
end

function M.has_code(buffer, code)
  return vim.iter(vim.diagnostic.get(buffer)):any(function(it)
    return it.code == code
  end)
end

function M.float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return vim.api.nvim_win_get_buf(window)
    end
  end
end

--- Show the hover at the cursor and return its lines.
function M.hover()
  vim.lsp.buf.hover()
  M.wait('the hover', M.float)
  return M.lines(M.float())
end

--- Stop the servers and write down what was seen.
function M.finish(seen)
  local clients = vim.lsp.get_clients()
  vim.lsp.stop_client(clients)
  M.wait('the servers to stop', function()
    return vim.iter(clients):all(function(client)
      return client:is_stopped()
    end)
  end)
  local file = assert(io.open(vim.env.ZDD_RESULT, 'w'))
  file:write(vim.json.encode(seen))
  file:close()
end

vim.cmd.filetype('on')
return M
