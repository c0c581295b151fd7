--- Suggestions at the cursor, as text that is not there yet. See :help ansatz-suggest
local M = {}

local method = 'textDocument/inlineCompletion'
local namespace = vim.api.nvim_create_namespace('ansatz.inline')

---@type { buf: integer, client: vim.lsp.Client, items: table[], index: integer, row: integer, column: integer, tick: integer }?
local shown

local function text_of(item)
  return type(item.insertText) == 'table' and item.insertText.value or item.insertText
end

local function draw()
  local first, rest = '', {}
  for number, line in ipairs(vim.split(text_of(shown.items[shown.index]), '\r?\n')) do
    if number == 1 then
      first = line
    else
      table.insert(rest, { { line, 'Comment' } })
    end
  end
  local label = #shown.items > 1 and ('  (%d of %d)'):format(shown.index, #shown.items) or ''
  vim.api.nvim_buf_clear_namespace(shown.buf, namespace, 0, -1)
  vim.api.nvim_buf_set_extmark(shown.buf, namespace, shown.row, shown.column, {
    virt_text = { { first .. (#rest == 0 and label or ''), 'Comment' } },
    virt_text_pos = 'inline',
    virt_lines = #rest > 0 and rest or nil,
  })
end

--- Takes the suggestion away.
function M.dismiss()
  if shown then
    vim.api.nvim_buf_clear_namespace(shown.buf, namespace, 0, -1)
    shown = nil
  end
end

--- Whether a suggestion is shown in the current buffer, and the text is still the one that it is for.
function M.is_visible()
  return shown ~= nil
    and shown.buf == vim.api.nvim_get_current_buf()
    and shown.tick == vim.api.nvim_buf_get_changedtick(shown.buf)
end

--- Asks for a suggestion at the cursor, and shows it when it comes.
function M.suggest()
  local buf = vim.api.nvim_get_current_buf()
  local client = vim.lsp.get_clients({ bufnr = buf, name = 'ansatz' })[1]
  if not client then
    vim.notify('Ansatz: the server is not attached to this buffer', vim.log.levels.WARN)
    return
  end
  M.dismiss()
  local tick = vim.api.nvim_buf_get_changedtick(buf)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  if vim.api.nvim_get_mode().mode:sub(1, 1) == 'n' then
    column = #vim.api.nvim_get_current_line() -- the cursor of normal mode stands on the last character
  end
  local line = vim.api.nvim_get_current_line()
  local character = vim.str_utfindex(line, client.offset_encoding, column)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buf),
    position = { line = row - 1, character = character },
    context = { triggerKind = 1 },
  }
  client:request(method, params, function(err, items)
    if err then
      vim.notify('Ansatz: ' .. err.message, vim.log.levels.ERROR)
    elseif not items or #items == 0 then
      vim.notify('Ansatz: no suggestion here yet; ask again, or use :AnsatzGenerate', vim.log.levels.INFO)
    elseif vim.api.nvim_buf_is_valid(buf) and tick == vim.api.nvim_buf_get_changedtick(buf) then
      shown = { buf = buf, client = client, items = items, index = 1, row = row - 1, column = column, tick = tick }
      draw()
      vim.api.nvim_create_autocmd({ 'TextChanged', 'TextChangedI', 'BufLeave' }, {
        buffer = buf,
        once = true,
        callback = M.dismiss,
      })
    end
  end, buf)
end

--- Shows the next alternative.
function M.next()
  if M.is_visible() then
    shown.index = shown.index % #shown.items + 1
    draw()
  end
end

--- Puts the suggestion in, with the imports that it needs. Returns whether there was one.
function M.accept()
  if not M.is_visible() then
    return false
  end
  local taken = shown
  M.dismiss()
  local item = taken.items[taken.index]
  local lines = vim.split(text_of(item), '\r?\n')
  vim.api.nvim_buf_set_text(taken.buf, taken.row, taken.column, taken.row, taken.column, lines)
  local last = #lines == 1 and taken.column + #lines[1] or #lines[#lines]
  vim.api.nvim_win_set_cursor(0, { taken.row + #lines, last })
  if item.command then
    taken.client:exec_cmd(item.command, { bufnr = taken.buf })
  end
  return true
end

return M
