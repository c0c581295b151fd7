/** What VS Code calls: starts the server with the extension, and puts its commands in the palette. */

import { commands, type ExtensionContext, type NotebookCell, window, workspace } from "vscode";
import { generateFromCell } from "./cells.ts";
import { Server } from "./client.ts";
import { Installer } from "./installer.ts";
import { Keys } from "./keys.ts";
import { registerPreviews } from "./preview.ts";
import { search } from "./search.ts";
import { registerStatus } from "./status.ts";

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("Ansatz", { log: true });
  const keys = new Keys(context);
  const server = new Server(output, keys, new Installer(context, output));
  context.subscriptions.push(
    output,
    { dispose: () => server.stop() },
    commands.registerCommand("ansatz.generateHere", () => runHere(server, "ansatz.generate")),
    commands.registerCommand("ansatz.generateFromCell", (cell?: NotebookCell) => generateFromCell(server, cell)),
    commands.registerCommand("ansatz.previewHere", () => runHere(server, "ansatz.preview")),
    commands.registerCommand("ansatz.changeHere", () => changeHere(server)),
    commands.registerCommand("ansatz.dryRunHere", () => runHere(server, "ansatz.dryRun")),
    commands.registerCommand("ansatz.keepTestHere", () => runHere(server, "ansatz.keepTest")),
    commands.registerCommand("ansatz.searchRoutines", () => search(server)),
    commands.registerCommand("ansatz.suggestHere", () => commands.executeCommand("editor.action.inlineSuggest.trigger")),
    commands.registerCommand("ansatz.openWalkthrough", () => commands.executeCommand("workbench.action.openWalkthrough", "ansatz.ansatz#start", false)),
    commands.registerCommand("ansatz.validateHere", () => runHere(server, "ansatz.validate")),
    commands.registerCommand("ansatz.restartServer", () => server.restart()),
    commands.registerCommand("ansatz.keepKey", () => restartIf(server, keys.keep())),
    commands.registerCommand("ansatz.forgetKey", () => restartIf(server, keys.forget())),
    commands.registerCommand("ansatz.showOutput", () => output.show()),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("ansatz.server")) {
        await server.restart();
      }
    }),
    workspace.onDidGrantWorkspaceTrust(() => server.start()),
  );
  registerPreviews(context);
  await server.start();
  registerStatus(context, server);
}

/** A running server has the keys that it was started with. */
async function restartIf(server: Server, changed: Promise<boolean>): Promise<void> {
  if (await changed) {
    await server.restart();
  }
}

/** Asks what shall change in the function at the cursor, and has the server do it. */
async function changeHere(server: Server): Promise<unknown> {
  const instruction = await window.showInputBox({
    title: "Change this function",
    prompt: "What shall change? Everything that holds of it now must hold afterwards.",
    placeHolder: "make it accept arrays",
  });
  return instruction === undefined || instruction.trim() === "" ? undefined : runHere(server, "ansatz.change", { instruction });
}

/** The server's own command, on what the cursor or selection of the active editor covers. */
async function runHere(
  server: Server,
  command: `ansatz.${"generate" | "preview" | "validate" | "change" | "dryRun" | "keepTest"}`,
  more: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== "python") {
    void window.showWarningMessage("Ansatz: put the cursor in a function of a Python file first.");
    return undefined;
  }
  if (server.running === undefined) {
    await server.start();
  }
  const convert = server.running?.code2ProtocolConverter;
  if (convert === undefined) {
    return undefined; // Starting it has just said why not.
  }
  const { document, selection } = editor;
  return commands.executeCommand(command, {
    uri: convert.asUri(document.uri),
    version: document.version,
    range: convert.asRange(selection),
    ...more,
  });
}
