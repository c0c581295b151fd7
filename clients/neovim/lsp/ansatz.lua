--- The Ansatz language server, for vim.lsp.enable('ansatz') in Neovim 0.11 or later. See :help ansatz

local execute_command = 'workspace/executeCommand'

--- Sends a command of the server and says how it ended: Neovim's own way of running it drops the answer.
---@param command lsp.Command
---@param ctx { client_id: integer, bufnr?: integer }
local function run(command, ctx)
  local client = assert(vim.lsp.get_client_by_id(ctx.client_id))
  local params = { command = command.command, arguments = command.arguments }
  client:request(execute_command, params, function(err, answer)
    if err then
      vim.notify('Ansatz: ' .. err.message, vim.log.levels.ERROR)
    elseif type(answer) == 'table' and answer.previews and #answer.previews > 0 then
      require('ansatz.preview').offer(client, ctx.bufnr or 0, answer.previews)
    elseif type(answer) == 'table' and type(answer.message) == 'string' and answer.message ~= '' then
      local holds = answer.level == 'verified' or answer.level == 'plausible'
      local is_good = answer.status == 'accepted' or (answer.status == 'judged' and holds)
      vim.notify(answer.message, is_good and vim.log.levels.INFO or vim.log.levels.WARN)
    end
  end, ctx.bufnr)
end

--- The command on the cursor's position, or on the lines given.
---@param client vim.lsp.Client
---@param bufnr integer
---@param name string
---@param takes_instruction? boolean
local function user_command(client, bufnr, name, takes_instruction)
  return function(opts)
    local range = vim.lsp.util.make_range_params(0, client.offset_encoding).range
    if opts.range > 0 then
      range = {
        start = { line = opts.line1 - 1, character = 0 },
        ['end'] = { line = opts.line2, character = 0 },
      }
    end
    run({
      title = name,
      command = name,
      arguments = {
        {
          uri = vim.uri_from_bufnr(bufnr),
          version = vim.lsp.util.buf_versions[bufnr],
          range = range,
          instruction = takes_instruction and opts.args or nil,
        },
      },
    }, { client_id = client.id, bufnr = bufnr })
  end
end

return {
  cmd = { 'ansatz', 'serve' },
  filetypes = { 'python' },
  root_markers = { 'pyproject.toml', 'setup.py', 'setup.cfg', '.git' },
  init_options = { showsAnswers = true, showsPreviews = true }, -- `run` does, so the server need not
  settings = { ansatz = vim.empty_dict() },
  commands = {
    ['ansatz.generate'] = run,
    ['ansatz.preview'] = run,
    ['ansatz.validate'] = run,
    ['ansatz.change'] = run,
    ['ansatz.applyKept'] = run,
  },
  on_attach = function(client, bufnr)
    vim.api.nvim_buf_create_user_command(bufnr, 'AnsatzGenerate', user_command(client, bufnr, 'ansatz.generate'), {
      range = true,
      desc = 'Generate the implementation of the function here',
    })
    vim.api.nvim_buf_create_user_command(bufnr, 'AnsatzValidate', user_command(client, bufnr, 'ansatz.validate'), {
      range = true,
      desc = 'Validate the function here against its docstring',
    })
    vim.api.nvim_buf_create_user_command(bufnr, 'AnsatzPreview', user_command(client, bufnr, 'ansatz.preview'), {
      range = true,
      desc = 'Show the implementation of the function here before it is put in',
    })
    vim.api.nvim_buf_create_user_command(bufnr, 'AnsatzChange', user_command(client, bufnr, 'ansatz.change', true), {
      nargs = '+',
      desc = 'Change the function here as the words that follow say',
    })
    vim.api.nvim_buf_create_user_command(bufnr, 'AnsatzSuggest', function()
      require('ansatz.inline').suggest()
    end, { desc = 'Suggest an implementation at the cursor' })
    vim.api.nvim_buf_create_user_command(bufnr, 'AnsatzAccept', function()
      require('ansatz.inline').accept()
    end, { desc = 'Put the suggestion in' })
    vim.api.nvim_buf_create_user_command(bufnr, 'AnsatzCancel', function()
      for id, request in pairs(client.requests) do
        if request.type == 'pending' and request.method == execute_command then
          client:cancel_request(id)
        end
      end
    end, { desc = 'Cancel what Ansatz is at work on' })
  end,
}
