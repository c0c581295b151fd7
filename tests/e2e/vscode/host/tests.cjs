// Ansatz in VS Code's extension host, by its API: what the light bulb, the palette, the hover and the problems list get.
// VS Code calls run(); ../drive.mjs started it and reads the results.

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const { E2E_RESULTS, E2E_SAMPLES, E2E_WORKSPACE } = process.env;
const SLOW_MS = 60_000; // ends a test that hangs; nothing is asserted of time
const STUB = "raise NotImplementedError";

const tests = [];
const test = (name, body) => tests.push({ name, body });

exports.run = async function run() {
  const results = [];
  for (const { name, body } of tests) {
    try {
      await Promise.race([body(), new Promise((_, reject) => setTimeout(reject, 3 * SLOW_MS, new Error("it has no end")))]);
      results.push({ name });
    } catch (error) {
      results.push({ name, why: error.stack ?? String(error) });
    }
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  fs.writeFileSync(E2E_RESULTS, JSON.stringify(results));
};

async function waitFor(what, look) {
  const end = Date.now() + SLOW_MS;
  for (;;) {
    const value = await look();
    if (value) {
      return value;
    }
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

let opened = 0;

async function open(sample) {
  const file = path.join(E2E_WORKSPACE, `${++opened}_${sample}`);
  fs.copyFileSync(path.join(E2E_SAMPLES, sample), file);
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  return { document, editor, before: document.getText() };
}

function find(document, text) {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `no ${text} in\n${document.getText()}`);
  return document.positionAt(offset);
}

function putCursor({ document, editor }, text) {
  const position = find(document, text);
  editor.selection = new vscode.Selection(position, position);
  return new vscode.Range(position, position);
}

async function offered(document, range, title) {
  return waitFor(`the action "${title}"`, async () => {
    const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range);
    return actions.find((action) => action.title.startsWith(title));
  });
}

const execute = (action) => vscode.commands.executeCommand(action.command.command, ...action.command.arguments);

function assertGenerated(document, before) {
  const after = document.getText();
  assert.ok(!after.includes(STUB), after);
  const [head, tail] = before.split(`    ${STUB}\n`);
  assert.ok(after.startsWith(head) && after.endsWith(tail), "text around the body was touched");
  assert.match(after.slice(head.length, after.length - tail.length), /sqrt/);
}

test("the extension runs from its package, with its commands in the palette", async () => {
  const extension = vscode.extensions.getExtension("ansatz.ansatz");
  assert.ok(extension?.extensionPath.includes("installed-extensions"), extension?.extensionPath);
  await open("speed.py");
  await waitFor("activation", () => extension.isActive);
  const commands = await vscode.commands.getCommands(true);
  for (const { command } of extension.packageJSON.contributes.commands) {
    assert.ok(commands.includes(command), command);
  }
});

async function openNotebook(sample) {
  const file = path.join(E2E_WORKSPACE, `${++opened}_${sample}`);
  fs.copyFileSync(path.join(E2E_SAMPLES, sample), file);
  const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
  const editor = await vscode.window.showNotebookDocument(notebook);
  const edit = async (index) => {
    // VS Code asks for actions only in a cell that is in sight, and in Markdown only while it is edited.
    editor.selection = new vscode.NotebookRange(index, index + 1);
    editor.revealRange(editor.selection);
    await vscode.commands.executeCommand("notebook.cell.edit");
    const { document } = notebook.cellAt(index);
    await waitFor("the cell in edit mode", () => vscode.window.activeTextEditor?.document === document);
    return document;
  };
  return { notebook, edit, texts: () => notebook.getCells().map((cell) => cell.document.getText()) };
}

test("a stub in a notebook is generated in its cell, with the names of the others", async () => {
  const { edit, texts } = await openNotebook("lab.ipynb");
  const before = texts();
  const document = await edit(2);
  const position = find(document, "fall_speed");
  const answer = await execute(await offered(document, new vscode.Range(position, position), "Generate implementation of `fall_speed`"));
  assert.equal(answer.status, "accepted", JSON.stringify(answer));
  const after = texts();
  assert.match(after[2], /return np\.sqrt/);
  assert.ok(!after[2].includes("import"), after[2]); // The first cell has it.
  assert.deepEqual([after[0], after[1], after[3]], [before[0], before[1], before[3]]);
  const shown = await waitFor("the hover", async () => {
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, find(document, "np.sqrt"));
    return hovers.flatMap((hover) => hover.contents.map((part) => part.value ?? part)).find((text) => text.includes(answer.level));
  });
  assert.ok(shown);
  const lenses = await vscode.commands.executeCommand("vscode.executeCodeLensProvider", document.uri, 5);
  assert.ok(lenses.some((lens) => lens.command?.title.toLowerCase().includes(answer.level)), JSON.stringify(lenses));
});

test("refuted code in a notebook has its diagnostic in its own cell", async () => {
  const { notebook, edit } = await openNotebook("lab.ipynb");
  const document = await edit(3);
  const position = find(document, "motion");
  const answer = await execute(await offered(document, new vscode.Range(position, position), "Validate `motion`"));
  assert.equal(answer.level, "refuted", JSON.stringify(answer));
  const own = (uri) => vscode.languages.getDiagnostics(uri).filter((each) => each.source === "ansatz");
  const [found] = await waitFor("the diagnostic", () => own(document.uri).length > 0 && own(document.uri));
  assert.equal(document.getText(found.range), "motion");
  assert.deepEqual(own(notebook.cellAt(0).document.uri), []);
});

test("a Markdown cell gets a code cell below it, and no other cell changes", async () => {
  const { notebook, edit, texts } = await openNotebook("lab.ipynb");
  const before = texts();
  const document = await edit(1);
  await offered(document, new vscode.Range(0, 0, 0, 0), "Generate a function from this cell");
  const answer = await vscode.commands.executeCommand("ansatz.generateFromCell", notebook.cellAt(1)); // as its button does
  assert.equal(answer.status, "accepted", JSON.stringify(answer));
  const after = texts();
  const [made] = after.splice(2, 1);
  assert.deepEqual(after, before);
  assert.match(made, /^def period_pendulum\(L, g\):/);
  assert.match(made, /return 2 \* np\.pi \* np\.sqrt\(L \/ g\)$/);
  assert.equal(notebook.cellAt(2).document.languageId, "python");
});

test("both actions are offered on a stub, with their kinds, and nothing has run", async () => {
  const at = await open("speed.py");
  const range = putCursor(at, STUB);
  const generate = await offered(at.document, range, "Generate implementation of `speed_of_sound`");
  const validate = await offered(at.document, range, "Validate `speed_of_sound` against its docstring");
  assert.equal(generate.kind.value, "refactor.rewrite.ansatz.generate");
  // A kind that the light bulb shows; `source` it does not.
  assert.equal(validate.kind.value, "ansatz.validate");
  assert.equal(at.document.getText(), at.before);
});

test("the chosen action generates, the hover explains, one undo restores every byte", async () => {
  const at = await open("speed.py");
  const answer = await execute(await offered(at.document, putCursor(at, STUB), "Generate implementation"));
  assert.equal(answer.status, "accepted", JSON.stringify(answer));
  assert.ok(["verified", "plausible"].includes(answer.level), JSON.stringify(answer));
  assertGenerated(at.document, at.before);
  const after = at.document.getText();

  const code = find(at.document, "sqrt(");
  const shown = await waitFor("the hover", async () => {
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", at.document.uri, code);
    return hovers.flatMap((hover) => hover.contents.map((part) => part.value ?? part)).find((text) => text.includes(answer.level));
  });
  assert.match(shown, /rho|ρ/);

  await vscode.commands.executeCommand("undo");
  assert.equal(at.document.getText(), at.before);
  await vscode.commands.executeCommand("redo");
  assert.equal(at.document.getText(), after);
});

test("the palette's commands generate and validate what the cursor is in", async () => {
  const at = await open("speed.py");
  putCursor(at, STUB);
  const generated = await vscode.commands.executeCommand("ansatz.generateHere");
  assert.equal(generated.status, "accepted", JSON.stringify(generated));
  assertGenerated(at.document, at.before);
  const text = at.document.getText();
  putCursor(at, "sqrt(");
  const validated = await vscode.commands.executeCommand("ansatz.validateHere");
  assert.equal(validated.status, "judged", JSON.stringify(validated));
  assert.ok(["verified", "plausible"].includes(validated.level), JSON.stringify(validated));
  assert.equal(at.document.getText(), text);
});

test("a selection over several stubs generates them all, in one undo step", async () => {
  const at = await open("gases.py");
  const count = (text) => at.document.getText().split(text).length - 1;
  const stubs = count(STUB);
  assert.ok(stubs > 1);
  at.editor.selection = new vscode.Selection(new vscode.Position(0, 0), at.document.lineAt(at.document.lineCount - 1).range.end);
  const answer = await vscode.commands.executeCommand("ansatz.generateHere");
  assert.equal(answer.status, "accepted", JSON.stringify(answer));
  assert.equal(count(STUB), 0, at.document.getText());
  assert.equal(count("return np.sqrt"), stubs, at.document.getText());
  await vscode.commands.executeCommand("undo");
  assert.equal(at.document.getText(), at.before);
});

test("text changed during a generation is left alone, and the result is offered again", async () => {
  const at = await open("speed.py");
  putCursor(at, STUB);
  const working = vscode.commands.executeCommand("ansatz.generateHere");
  await at.editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "# typed meanwhile: é\n"));
  const mine = at.document.getText();
  const answer = await working;
  assert.equal(answer.status, "stale", JSON.stringify(answer));
  assert.equal(at.document.getText(), mine);
  const kept = await offered(at.document, putCursor(at, STUB), "Apply kept result for `speed_of_sound`");
  assert.equal((await execute(kept)).status, "accepted");
  assertGenerated(at.document, mine);
});

test("a docstring whose units contradict its equation gets a diagnostic, and no code", async () => {
  const at = await open("unit_fault.py");
  const fault = await waitFor("the diagnostic", () =>
    vscode.languages.getDiagnostics(at.document.uri).find((diagnostic) => diagnostic.source === "ansatz"),
  );
  assert.equal(fault.code.value, "spec-units", JSON.stringify(fault));
  assert.ok(fault.code.target, "the code leads to no description");
  putCursor(at, STUB);
  const answer = await vscode.commands.executeCommand("ansatz.generateHere");
  assert.equal(answer.status, "declined", JSON.stringify(answer));
  assert.equal(at.document.getText(), at.before);
});

test("a wrong function is refuted with a plot, another one is offered first, and its docstring is kept as a test", async () => {
  const at = await open("speed.py");
  const stub = find(at.document, STUB);
  await at.editor.edit((edit) => edit.replace(new vscode.Range(stub, stub.translate(0, STUB.length)), "return (gamma * p * rho) ** 0.5"));
  putCursor(at, "gamma * p * rho");
  const judged = await vscode.commands.executeCommand("ansatz.validateHere");
  assert.equal(judged.level, "refuted", JSON.stringify(judged));
  const code = find(at.document, "gamma * p * rho");
  const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", at.document.uri, code);
  const shown = hovers.flatMap((hover) => hover.contents.map((part) => part.value ?? part)).join("\n");
  assert.match(shown, /does \*\*not\*\* hold that[^]*data:image\/svg/);
  const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", at.document.uri, new vscode.Range(code, code));
  const fixes = actions.filter((action) => action.kind?.value.startsWith("quickfix")).map((action) => action.title);
  assert.match(fixes[0], /is refuted: preview another implementation/);
  const kept = await vscode.commands.executeCommand("ansatz.keepTestHere");
  assert.equal(kept.status, "accepted", JSON.stringify(kept));
  const test = await waitFor("the test to be shown", () => {
    const shown = vscode.window.activeTextEditor?.document;
    return shown?.fileName.includes("test_") ? shown : undefined;
  });
  assert.match(test.getText(), /from hypothesis import|np\.testing/);
  await test.save();
  await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  await vscode.window.showTextDocument(at.document); // to be closed after the test like all others
});

test("a restarted server serves the documents that are open", async () => {
  const at = await open("speed.py");
  const range = putCursor(at, STUB);
  await offered(at.document, range, "Generate implementation");
  await vscode.commands.executeCommand("ansatz.restartServer");
  await offered(at.document, range, "Generate implementation");
});

test("a server that cannot be started leaves no commands behind, and comes back when the setting is corrected", async () => {
  const at = await open("speed.py");
  const range = putCursor(at, STUB);
  const settings = vscode.workspace.getConfiguration("ansatz");
  const right = settings.get("server.command");
  const isThere = async () => (await vscode.commands.getCommands(true)).includes("ansatz.generate");
  await waitFor("the server's commands", isThere);
  for (const wrong of [["/nowhere/ansatz", "serve"], ["/bin/false"]]) {
    await settings.update("server.command", wrong, vscode.ConfigurationTarget.Global);
    await waitFor("the server's commands to go", async () => !(await isThere()));
    assert.equal(await vscode.commands.executeCommand("ansatz.generateHere"), undefined);
  }
  await settings.update("server.command", right, vscode.ConfigurationTarget.Global);
  await offered(at.document, range, "Generate implementation");
});

test("a lens generates, and then tells the level and its age", async () => {
  const at = await open("speed.py");
  const lens = (title) =>
    waitFor(`the lens "${title}"`, async () => {
      const lenses = await vscode.commands.executeCommand("vscode.executeCodeLensProvider", at.document.uri, 10);
      return lenses.find((each) => each.command?.title.includes(title));
    });
  const { command } = await lens("Generate");
  assert.equal((await vscode.commands.executeCommand(command.command, ...command.arguments)).status, "accepted");
  await lens("generated just now");
});

test("the suggestion at the cursor goes in with its imports, and ends in what was judged", async () => {
  const at = await open("speed.py");
  const place = find(at.document, STUB);
  await at.editor.edit((edit) => edit.delete(new vscode.Range(place, place.translate(0, STUB.length))));
  at.editor.selection = new vscode.Selection(place, place);
  let patienceMs = 1000;
  await waitFor("the suggestion to go in", async () => {
    // Longer each time: asking again takes back what a slow machine was about to answer.
    patienceMs = Math.min(2 * patienceMs, SLOW_MS / 3);
    await vscode.commands.executeCommand("ansatz.suggestHere");
    await new Promise((resolve) => setTimeout(resolve, patienceMs));
    await vscode.commands.executeCommand("editor.action.inlineSuggest.commit");
    return at.document.getText().includes("sqrt(gamma");
  });
  const code = find(at.document, "sqrt(gamma");
  await waitFor("the evidence on it", async () => {
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", at.document.uri, code);
    return hovers.flatMap((hover) => hover.contents.map((part) => part.value ?? part)).some((text) => /verified|plausible/.test(text));
  });
});

test("with a model, a spec of several steps becomes one edit, and the hover on each step tells its evidence", async () => {
  const settings = vscode.workspace.getConfiguration("ansatz");
  const all = `openai/scripted at ${process.env.E2E_MODELS}`;
  await settings.update("models.all", all, vscode.ConfigurationTarget.Global);
  await settings.update("models.unknown_prices", "allow", vscode.ConfigurationTarget.Global);
  try {
    const at = await open("chain.py");
    putCursor(at, STUB);
    const dry = await vscode.commands.executeCommand("ansatz.dryRunHere");
    assert.match(dry.message, /1 call would be made[^]*Nothing was sent/);
    const page = await waitFor("the page", () => vscode.workspace.textDocuments.find((each) => each.uri.path.endsWith("What would be sent.md")));
    assert.ok(page.getText().includes("def chain_size("), page.getText());
    assert.equal(at.document.getText(), at.before);
    await vscode.window.showTextDocument(at.document);
    const action = await offered(at.document, putCursor(at, STUB), "Generate implementation");
    const { status, message } = await execute(action);
    assert.equal(status, "accepted", message);
    assert.ok(at.document.getText().startsWith(at.before.split(`    ${STUB}`)[0]), "text above the body was touched");
    for (const name of ["bead_places", "centred", "gyration", "end_to_path"]) {
      const place = find(at.document, `def ${name}(`).translate(0, 5);
      const shown = await waitFor(`the hover on ${name}`, async () => {
        const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", at.document.uri, place);
        const text = hovers.flatMap((hover) => hover.contents.map((part) => part.value ?? part)).join("\n");
        return /This step works out/.test(text) ? text : undefined;
      });
      assert.match(shown, /price not known/, name);
      assert.match(shown, /[Ll]earned from|[Ee]xample/, `${name} names no exemplar`);
    }
    await vscode.commands.executeCommand("undo");
    assert.equal(at.document.getText(), at.before);
  } finally {
    await settings.update("models.all", undefined, vscode.ConfigurationTarget.Global);
    await settings.update("models.unknown_prices", undefined, vscode.ConfigurationTarget.Global);
  }
});

test("a preview shows the difference and puts in only what is chosen", async () => {
  const at = await open("speed.py");
  putCursor(at, STUB);
  const shown = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).some((tab) => tab.input?.modified?.scheme === "ansatz-preview");
  const left = vscode.commands.executeCommand("ansatz.previewHere");
  await waitFor("the difference", shown);
  assert.equal(at.document.getText(), at.before);
  const ended = left.then(() => true);
  await waitFor("the preview to be left", async () => {
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    return Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 300, false))]);
  });
  assert.equal(at.document.getText(), at.before);
  await vscode.window.showTextDocument(at.document);
  putCursor(at, STUB);
  const taken = vscode.commands.executeCommand("ansatz.previewHere");
  await waitFor("the difference", shown);
  await waitFor("the choice", async () => {
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    await new Promise((resolve) => setTimeout(resolve, 500));
    return !at.document.getText().includes(STUB);
  });
  await taken;
  assertGenerated(at.document, at.before);
  assert.ok(!shown(), "the difference is still open");
});

test("a rival is offered after the best went in, and takes its place", async () => {
  const settings = vscode.workspace.getConfiguration("ansatz");
  const right = settings.get("server.command");
  // An engine that always has two answers; all the rest is as it is.
  const two = [process.env.E2E_PYTHON, "-m", "ansatz.lsp", "--service", "support.fake_engine:build"];
  await settings.update("server.command", two, vscode.ConfigurationTarget.Global);
  try {
    const at = await open("rival.py");
    const generate = await offered(at.document, putCursor(at, "def twice"), "Generate implementation");
    assert.equal((await execute(generate)).status, "accepted");
    assert.match(at.document.getText(), /doubled = 2 \* x/);
    const rival = await offered(at.document, putCursor(at, "def twice"), "Use another implementation");
    const answer = await execute(rival);
    assert.equal(answer.level, "plausible", JSON.stringify(answer));
    assert.match(at.document.getText(), /return half \+ half/);
    assert.doesNotMatch(at.document.getText(), /doubled/);
  } finally {
    await settings.update("server.command", right, vscode.ConfigurationTarget.Global);
  }
});
