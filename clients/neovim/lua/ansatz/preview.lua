--- What a generation would change, beside the text, and a choice. See :help :AnsatzPreview
local M = {}

local function labels(previews)
  local choices = {}
  for _, preview in ipairs(previews) do
    local head = ('%s: %s, %s'):format(preview.name, preview.level, preview.title)
    table.insert(choices, { label = head, preview = preview })
    for count = 1, #preview.steps - 1 do
      table.insert(choices, { label = ('  up to step %d: %s'):format(count, preview.steps[count]), preview = preview, steps = count })
    end
  end
  return choices
end

--- Shows Markdown in a window of its own.
---@param text string
function M.page(text)
  vim.cmd('silent new')
  local scratch = vim.api.nvim_get_current_buf()
  vim.bo[scratch].buftype, vim.bo[scratch].bufhidden, vim.bo[scratch].swapfile = 'nofile', 'wipe', false
  vim.api.nvim_buf_set_lines(scratch, 0, -1, true, vim.split(text, '\r?\n'))
  vim.bo[scratch].filetype = 'markdown'
  vim.bo[scratch].modifiable = false
end

--- Shows the first of `previews` as a difference in a window of its own, and lets the user choose.
---@param client vim.lsp.Client
---@param bufnr integer
---@param previews table[]
function M.offer(client, bufnr, previews)
  local window = vim.api.nvim_get_current_win()
  vim.cmd('silent vertical new')
  local scratch = vim.api.nvim_get_current_buf()
  vim.bo[scratch].buftype, vim.bo[scratch].bufhidden, vim.bo[scratch].swapfile = 'nofile', 'wipe', false
  vim.api.nvim_buf_set_lines(scratch, 0, -1, true, vim.split(previews[1].text, '\r?\n'))
  vim.bo[scratch].filetype = 'python'
  vim.bo[scratch].modifiable = false
  vim.cmd.diffthis()
  vim.api.nvim_win_call(window, vim.cmd.diffthis)
  vim.cmd.redraw()
  vim.ui.select(labels(previews), {
    prompt = 'Ansatz: what shall be put in?',
    format_item = function(choice)
      return choice.label
    end,
  }, function(choice)
    if vim.api.nvim_buf_is_valid(scratch) then
      vim.api.nvim_buf_delete(scratch, { force = true })
    end
    if vim.api.nvim_win_is_valid(window) then
      vim.api.nvim_win_call(window, function()
        vim.cmd.diffoff()
      end)
    end
    if choice then
      local nowhere = { line = 0, character = 0 }
      client:exec_cmd({
        title = 'Apply',
        command = 'ansatz.applyKept',
        arguments = {
          {
            uri = vim.uri_from_bufnr(bufnr),
            version = vim.NIL,
            range = { start = nowhere, ['end'] = nowhere },
            name = choice.preview.qualified_name,
            ordinal = choice.preview.ordinal,
            rank = choice.preview.rank,
            steps = choice.steps,
          },
        },
      }, { bufnr = bufnr })
    end
  end)
end

return M
