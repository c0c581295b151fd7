/** The status bar: how the functions of the file in front stand. */

import { type ExtensionContext, languages, StatusBarAlignment, type TextEditor, window } from "vscode";
import { ExecuteCommandRequest } from "vscode-languageclient/node";
import type { Server } from "./client.ts";
import { type Standing, textOf, tooltipOf } from "./standing.ts";

export function registerStatus(context: ExtensionContext, server: Server): void {
  const item = window.createStatusBarItem("ansatz.status", StatusBarAlignment.Right, 90);
  item.name = "Ansatz";
  item.command = "ansatz.showOutput";
  let asked = 0;
  const show = async (editor: TextEditor | undefined): Promise<void> => {
    const ours = ++asked;
    const client = server.running;
    if (editor?.document.languageId !== "python") {
      item.hide();
      return;
    }
    if (client === undefined) {
      item.text = "$(beaker) Ansatz: not running";
      item.tooltip = "The server is not running. The output says why.";
      item.show();
      return;
    }
    const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
    const standing: Standing | undefined = await client.sendRequest(ExecuteCommandRequest.type, { command: "ansatz.status", arguments: [{ uri }] }).catch(() => undefined);
    if (ours === asked && standing !== undefined) {
      item.text = textOf(standing);
      item.tooltip = tooltipOf(standing);
      item.show();
    }
  };
  const now = (): void => void show(window.activeTextEditor);
  context.subscriptions.push(
    item,
    window.onDidChangeActiveTextEditor(now),
    // The server publishes after everything that it does, and after every pause in typing.
    languages.onDidChangeDiagnostics((change) => {
      const front = window.activeTextEditor?.document.uri.toString();
      if (change.uris.some((uri) => uri.toString() === front)) {
        now();
      }
    }),
    server.onChanged(now),
    // A first verdict may leave the diagnostics as they were: none.
    server.onWorked(now),
  );
  now();
}
