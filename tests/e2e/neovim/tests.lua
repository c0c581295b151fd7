-- Ansatz in Neovim, from opening a file to the applied edit and the hover.
-- Run by ../run.sh: nvim --headless --clean -l tests.lua CLIENT SAMPLES SCRATCH SERVER
local client_folder, samples, scratch, server = unpack(_G.arg)

local passed, failed = 0, 0
local slow = 60000 -- ms; a generation on a busy machine. Nothing is asserted of time: it only ends a test that hangs.

_G.print = function() end -- Neovim prints the label of each edit, in the middle of our lines

local function say(line)
  io.stdout:write(line .. '\n')
end

local notified = {}
vim.notify = function(message, level)
  table.insert(notified, { message = message, level = level })
end

local progress = {}
vim.api.nvim_create_autocmd('LspProgress', {
  callback = function(event)
    table.insert(progress, event.data.params.value)
  end,
})

vim.opt.runtimepath:prepend(client_folder)
vim.lsp.config('ansatz', { cmd = { server, 'serve' } })
vim.lsp.enable('ansatz')

local function wait_for(what, condition, patience)
  local value
  assert(
    vim.wait(patience or slow, function()
      value = condition()
      return value
    end, 20),
    'waited in vain for ' .. what .. '; messages: ' .. vim.inspect(notified)
  )
  return value
end

local opened = 0
--- Opens a copy of a sample, attached to the server; returns the buffer, its client and its text.
local function open(sample)
  opened = opened + 1
  local file = ('%s/%d_%s'):format(scratch, opened, sample)
  assert(vim.uv.fs_copyfile(samples .. '/' .. sample, file))
  vim.cmd.edit(file)
  vim.bo.filetype = 'python'
  local buf = vim.api.nvim_get_current_buf()
  local client = wait_for('the server', function()
    local attached = vim.lsp.get_clients({ bufnr = buf, name = 'ansatz' })[1]
    return attached and attached.initialized and attached
  end)
  notified, progress = {}, {}
  return buf, client, vim.api.nvim_buf_get_lines(buf, 0, -1, true)
end

local function text(buf)
  return vim.api.nvim_buf_get_lines(buf, 0, -1, true)
end

local function put_cursor(pattern, buf)
  for number, line in ipairs(text(buf)) do
    local column = line:find(pattern)
    if column then
      vim.api.nvim_win_set_cursor(0, { number, column - 1 })
      return number
    end
  end
  error('no line has ' .. pattern)
end

local function is_generated(buf)
  local all = table.concat(text(buf), '\n')
  return not all:find('raise NotImplementedError', 1, true) and all:find('sqrt', all:find('"""\n', 1, true), true) ~= nil
end

--- The actions on the cursor's line, by the client's own request, and the one that starts with `title`.
local function actions(buf, client)
  local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
  params.context = { diagnostics = {}, triggerKind = 1 }
  local reply = assert(client:request_sync('textDocument/codeAction', params, slow, buf))
  assert(not reply.err, vim.inspect(reply.err))
  return reply.result or {}
end

local function find_action(found, start)
  for _, action in ipairs(found) do
    if vim.startswith(action.title, start) then
      return action
    end
  end
end

local function choose(start)
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return vim.startswith(action.title, start)
    end,
  })
end

local function is_at_work()
  for _, client in ipairs(vim.lsp.get_clients({ name = 'ansatz' })) do
    for _, request in pairs(client.requests) do
      if request.method == 'workspace/executeCommand' and request.type == 'pending' then
        return true
      end
    end
  end
  return false
end

local function test(name, body)
  local ok, why = xpcall(body, debug.traceback)
  vim.wait(slow, function() -- so that no answer of this test is taken for one of the next
    return not is_at_work()
  end, 20)
  vim.wait(100)
  if ok then
    passed = passed + 1
    say('PASSED neovim: ' .. name)
  else
    failed = failed + 1
    say('FAILED neovim: ' .. name .. '\n' .. tostring(why))
  end
  vim.cmd('silent! %bwipeout!')
end

test('both actions are offered on a stub, with their kinds, and nothing has run', function()
  local buf, client, before = open('speed.py')
  put_cursor('raise NotImpl', buf)
  local found = actions(buf, client)
  local generate = assert(find_action(found, 'Generate implementation of `speed_of_sound`'), vim.inspect(found))
  local validate = assert(find_action(found, 'Validate `speed_of_sound` against its docstring'), vim.inspect(found))
  assert(generate.kind == 'refactor.rewrite.ansatz.generate', generate.kind)
  assert(validate.kind == 'source.ansatz.validate', validate.kind)
  assert(vim.deep_equal(text(buf), before))
end)

test('the chosen action generates, one undo restores every byte, the hover explains', function()
  local buf, client, before = open('speed.py')
  put_cursor('raise NotImpl', buf)
  choose('Generate implementation')
  wait_for('the edit', function()
    return is_generated(buf)
  end)
  local after = text(buf)
  wait_for('the outcome in words', function()
    return #notified > 0
  end)
  assert(notified[1].message:find('speed_of_sound', 1, true), vim.inspect(notified))
  for number = 1, 23 do -- up to the docstring's end
    assert(after[number] == before[number], ('line %d became %q'):format(number, after[number]))
  end
  assert(vim.deep_equal({ unpack(after, #after - 3) }, { unpack(before, #before - 3) }), 'text below was touched')

  put_cursor('sqrt%(', buf)
  local position = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local hover = wait_for('the hover', function()
    local reply = client:request_sync('textDocument/hover', position, slow, buf)
    return reply and reply.result
  end)
  local shown = hover.contents.value
  assert(shown:find('verified', 1, true) or shown:find('plausible', 1, true), shown)
  assert(shown:find('rho', 1, true) or shown:find('ρ', 1, true), shown)

  vim.cmd('silent undo')
  assert(vim.deep_equal(text(buf), before), 'one undo did not restore the text:\n' .. table.concat(text(buf), '\n'))
  vim.cmd('silent redo')
  assert(vim.deep_equal(text(buf), after))
end)

test('progress is reported by stage, from its begin to its end', function()
  local buf = open('speed.py')
  put_cursor('raise NotImpl', buf)
  choose('Generate implementation')
  wait_for('the end of progress', function()
    return #progress > 0 and progress[#progress].kind == 'end'
  end)
  assert(progress[1].kind == 'begin' and progress[1].title ~= '', vim.inspect(progress))
  local reports = vim.tbl_filter(function(value)
    return value.kind == 'report' and value.message
  end, progress)
  assert(#reports > 0, vim.inspect(progress))
end)

test(':AnsatzGenerate and :AnsatzValidate do what the actions do', function()
  local buf = open('speed.py')
  put_cursor('raise NotImpl', buf)
  vim.cmd.AnsatzGenerate()
  wait_for('the edit', function()
    return is_generated(buf) and #notified > 0
  end)
  local generated = text(buf)
  notified = {}
  put_cursor('sqrt%(', buf)
  vim.cmd.AnsatzValidate()
  local outcome = wait_for('the verdict', function()
    return notified[1]
  end)
  assert(outcome.level == vim.log.levels.INFO, vim.inspect(outcome))
  assert(vim.deep_equal(text(buf), generated), 'validating changed the text')
end)

test('text changed during a generation is left alone, and the result is offered again', function()
  local buf, client = open('speed.py')
  put_cursor('raise NotImpl', buf)
  vim.cmd.AnsatzGenerate()
  vim.api.nvim_buf_set_lines(buf, 0, 0, true, { '# typed meanwhile: é' })
  local mine = text(buf)
  wait_for('the outcome', function()
    return #notified > 0
  end)
  assert(notified[1].level == vim.log.levels.WARN, vim.inspect(notified))
  assert(vim.deep_equal(text(buf), mine), table.concat(text(buf), '\n'))
  put_cursor('raise NotImpl', buf)
  local found = actions(buf, client)
  if notified[1].message:find('Run it again', 1, true) then
    return -- the edit overtook the command: nothing was generated for a text that is no more
  end
  assert(find_action(found, 'Apply kept result for `speed_of_sound`'), vim.inspect({ notified, found }))
  notified = {}
  choose('Apply kept result')
  wait_for('the kept edit', function()
    return is_generated(buf) and #notified > 0
  end)
  assert(text(buf)[1] == mine[1])
end)

local function count(buf, pattern)
  return select(2, table.concat(text(buf), '\n'):gsub(pattern, ''))
end

test('a selection over several stubs generates them all, in one undo step', function()
  local buf, _, before = open('gases.py')
  local stubs = count(buf, 'raise NotImplementedError')
  assert(stubs > 1)
  vim.cmd('%AnsatzGenerate')
  wait_for('the edit', function()
    return #notified > 0 and count(buf, 'raise NotImplementedError') == 0
  end)
  assert(count(buf, 'return np.sqrt') == stubs, table.concat(text(buf), '\n'))
  vim.cmd('silent undo')
  assert(vim.deep_equal(text(buf), before), table.concat(text(buf), '\n'))
end)

test(':AnsatzCancel ends the work and leaves the text alone', function()
  local buf, _, before = open('gases.py')
  vim.cmd('%AnsatzGenerate')
  wait_for('its first stage', function()
    return #progress > 1
  end)
  assert(is_at_work())
  vim.cmd.AnsatzCancel()
  wait_for('the end of progress', function()
    return progress[#progress].kind == 'end' and not is_at_work()
  end)
  vim.wait(3000) -- an edit that escaped the cancel would come now
  assert(vim.deep_equal(text(buf), before), table.concat(text(buf), '\n'))
  assert(#notified == 0, vim.inspect(notified))
  assert(progress[#progress].kind == 'end', 'progress went on after its end: ' .. vim.inspect(progress[#progress]))
end)

test('a docstring whose units contradict its equation gets a diagnostic, and no code', function()
  local buf, _, before = open('unit_fault.py')
  local fault = wait_for('the diagnostic', function()
    return vim.diagnostic.get(buf)[1]
  end)
  assert(fault.source == 'ansatz' and fault.code == 'spec-units', vim.inspect(fault))
  put_cursor('raise NotImpl', buf)
  vim.cmd.AnsatzGenerate()
  wait_for('the outcome', function()
    return #notified > 0
  end)
  assert(notified[1].level == vim.log.levels.WARN, vim.inspect(notified))
  assert(vim.deep_equal(text(buf), before))
end)

test(':AnsatzSuggest shows text at the cursor, and :AnsatzAccept puts it in with its evidence', function()
  local buf, client = open('speed.py')
  local row = put_cursor('raise NotImpl', buf)
  vim.api.nvim_buf_set_lines(buf, row - 1, row, true, { '    ' })
  vim.api.nvim_win_set_cursor(0, { row, 4 })
  local inline = require('ansatz.inline')
  wait_for('the suggestion', function()
    vim.cmd.AnsatzSuggest()
    vim.wait(3000, inline.is_visible, 20)
    return inline.is_visible()
  end)
  assert(count(buf, 'np.sqrt') == 0, 'the suggestion is in the text already')
  vim.cmd.AnsatzAccept()
  wait_for('the text', function()
    return count(buf, 'sqrt%(gamma') == 1
  end)
  assert(not inline.is_visible())
  put_cursor('sqrt%(', buf)
  local position = vim.lsp.util.make_position_params(0, client.offset_encoding)
  wait_for('the evidence on it', function()
    local reply = client:request_sync('textDocument/hover', position, slow, buf)
    local value = reply and reply.result and reply.result.contents.value or ''
    return value:find('verified', 1, true) or value:find('plausible', 1, true)
  end)
end)

test(':AnsatzPreview shows a difference, and puts in what is chosen', function()
  local buf, _, before = open('speed.py')
  put_cursor('raise NotImpl', buf)
  local offered, take
  local select = vim.ui.select
  vim.ui.select = function(items, _, choose_one)
    offered, take = items, choose_one
  end
  vim.cmd.AnsatzPreview()
  wait_for('the choice', function()
    return take
  end)
  assert(vim.deep_equal(text(buf), before))
  assert(vim.wo.diff and vim.api.nvim_get_current_buf() ~= buf)
  assert(offered[1].label:find('speed_of_sound', 1, true), vim.inspect(offered[1].label))
  vim.ui.select = select
  take(offered[1])
  wait_for('the edit', function()
    return is_generated(buf)
  end)
  assert(#vim.api.nvim_list_wins() == 1 and not vim.wo.diff)
end)

test('with a model, a spec of several steps becomes one edit, and the hover on each step tells its evidence', function()
  local buf, client, before = open('chain.py')
  client.settings = {
    ansatz = { models = { all = 'openai/scripted at ' .. assert(os.getenv('E2E_MODELS')), unknown_prices = 'allow' } },
  }
  client:notify('workspace/didChangeConfiguration', { settings = vim.NIL })
  put_cursor('raise NotImplementedError', buf)
  vim.cmd.AnsatzDryRun()
  wait_for('the page of what would be sent', function()
    return vim.bo.filetype == 'markdown'
  end, 3 * slow) -- the first call loads litellm
  local page = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n')
  assert(page:find('Nothing was sent', 1, true) and page:find('def chain_size(', 1, true), page)
  vim.cmd.close()
  assert(vim.deep_equal(text(buf), before))
  put_cursor('raise NotImplementedError', buf)
  choose('Generate implementation')
  wait_for('the edit', function()
    return not table.concat(text(buf), '\n'):find('raise NotImplementedError', 1, true)
  end, 3 * slow)
  for _, name in ipairs({ 'bead_places', 'centred', 'gyration', 'end_to_path' }) do
    put_cursor('def ' .. name .. '%(', buf)
    local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
    params.position.character = params.position.character + 5
    local reply = assert(client:request_sync('textDocument/hover', params, slow, buf))
    local shown = reply.result and reply.result.contents.value or ''
    assert(shown:find('This step works out', 1, true), name .. ': ' .. shown)
    assert(shown:find('price not known', 1, true), name .. ': ' .. shown)
    assert(shown:find('[Ll]earned from') or shown:find('[Ee]xample'), name .. ' names no exemplar: ' .. shown)
  end
  vim.cmd.undo()
  assert(vim.deep_equal(text(buf), before))
end)

test(':AnsatzChange without a model changes nothing and says what is missing', function()
  local buf, client, before = open('speed.py')
  client.settings = { ansatz = vim.empty_dict() }
  client:notify('workspace/didChangeConfiguration', { settings = vim.NIL })
  put_cursor('raise NotImplementedError', buf)
  vim.cmd.AnsatzChange('make', 'it', 'accept', 'arrays')
  wait_for('the message', function()
    return notified[1] and notified[1].message:find('models.all', 1, true)
  end)
  assert(vim.deep_equal(text(buf), before))
end)

test('the help is found by its tags', function()
  local copy = scratch .. '/help'
  vim.fn.mkdir(copy .. '/doc', 'p')
  assert(vim.uv.fs_copyfile(client_folder .. '/doc/ansatz.txt', copy .. '/doc/ansatz.txt'))
  vim.cmd.helptags(copy .. '/doc')
  vim.opt.runtimepath:append(copy)
  for _, topic in ipairs({ 'ansatz', 'ansatz-setup', ':AnsatzGenerate', ':AnsatzPreview', ':AnsatzSuggest', ':AnsatzCancel' }) do
    vim.cmd.help(topic)
    assert(vim.fn.expand('%:t') == 'ansatz.txt', topic)
  end
end)

for _, client in ipairs(vim.lsp.get_clients()) do
  client:stop()
end
if not vim.wait(10000, function()
  return #vim.lsp.get_clients() == 0
end, 20) then
  failed = failed + 1
  say('FAILED neovim: the server did not stop when it was asked to')
end
say(('%d passed, %d failed'):format(passed, failed))
os.exit(failed == 0 and 0 or 1)
