--- The Ansatz language server, for vim.lsp.enable('ansatz') in Neovim 0.11 or later. See :help ansatz

local execute_command = 'workspace/executeCommand'

--- Shows in the command line that something is going on, and how far it is, until the function that it returns is called.
---@param client vim.lsp.Client
---@param title string
---@return fun()
local function tell_progress(client, title)
  local function echo(words)
    local line = words == '' and '' or 'Ansatz: ' .. words:gsub('^Ansatz: ', '')
    vim.api.nvim_echo({ { vim.fn.strcharpart(line, 0, vim.o.columns - 12) } }, false, {})
  end
  echo(title .. ' …')
  local heard = vim.api.nvim_create_autocmd('LspProgress', {
    callback = function(event)
      local value = event.data.client_id == client.id and event.data.params.value or nil
      if type(value) == 'table' and value.kind ~= 'end' then
        echo(table.concat({ value.title or title, value.message }, ': ') .. ' …')
      end
    end,
  })
  return function()
    vim.api.nvim_del_autocmd(heard)
    echo('')
  end
end

--- Sends a command of the server and says how it ended: Neovim's own way of running it drops the answer.
---@param command lsp.Command
---@param ctx { client_id: integer, bufnr?: integer }
local function run(command, ctx)
  local client = assert(vim.lsp.get_client_by_id(ctx.client_id))
  -- At once: a first run on a cold machine takes its time, and progress comes only with the first stage.
  local stop_telling = tell_progress(client, command.title)
  local params = { command = command.command, arguments = command.arguments }
  client:request(execute_command, params, function(err, answer)
    stop_telling()
    if err then
      vim.notify('Ansatz: ' .. err.message, vim.log.levels.ERROR)
    elseif type(answer) == 'table' and answer.previews and #answer.previews > 0 then
      require('ansatz.preview').offer(client, ctx.bufnr or 0, answer.previews)
    elseif type(answer) == 'table' and type(answer.message) == 'string' and answer.message ~= '' then
      if type(answer.page) == 'string' then
        require('ansatz.preview').page(answer.page)
      end
      local holds = answer.level == 'verified' or answer.level == 'plausible' or answer.level == vim.NIL
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
    ['ansatz.keepTest'] = run,
    ['ansatz.dismissClaim'] = run,
    ['ansatz.dryRun'] = run,
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
    vim.api.nvim_buf_create_user_command(bufnr, 'AnsatzDryRun', user_command(client, bufnr, 'ansatz.dryRun'), {
      range = true,
      desc = 'Show what would be sent to a language model',
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
