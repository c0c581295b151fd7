/** Finds installed routines by what they do, and inserts the one chosen with the import that it needs. */

import { type QuickPickItem, SnippetString, window, WorkspaceEdit, workspace, Position } from "vscode";
import { ExecuteCommandRequest } from "vscode-languageclient/node";
import type { Server } from "./client.ts";
import { afterImports } from "./imports.ts";

interface Row {
  readonly name: string;
  readonly version: string;
  readonly signature: string;
  readonly summary: string;
  readonly why: readonly string[];
  readonly insert: string;
  readonly import: string;
}

interface Rows {
  readonly status: string;
  readonly message: string;
  readonly rows: readonly Row[];
}

interface Choice extends QuickPickItem {
  readonly row: Row;
}

export async function search(server: Server): Promise<void> {
  const editor = window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection) ?? "";
  const query = await window.showInputBox({
    title: "Ansatz: find an installed routine",
    prompt: "What shall it do? Words, a name, or a passage with its equation",
    value: selected.split("\n").join(" ").slice(0, 500),
  });
  const client = server.running;
  if (query === undefined || query.trim() === "" || client === undefined) {
    return;
  }
  const uri = editor === undefined ? "" : client.code2ProtocolConverter.asUri(editor.document.uri);
  const found: Rows = await client.sendRequest(ExecuteCommandRequest.type, { command: "ansatz.search", arguments: [{ query, limit: 20, uri }] });
  if (found.rows.length === 0) {
    void window.showInformationMessage(`Ansatz: ${found.message}`);
    return;
  }
  const chosen = await window.showQuickPick<Choice>(
    found.rows.map((row) => ({ label: `$(symbol-method) ${row.name}`, description: row.summary, detail: row.why.join("; "), row })),
    { title: "Ansatz: installed routines, the best match first", matchOnDescription: true, placeHolder: "Enter inserts the call at the cursor" },
  );
  if (chosen !== undefined && editor !== undefined) {
    await insert(chosen.row, editor.document.uri);
  }
}

async function insert(row: Row, uri: Parameters<WorkspaceEdit["insert"]>[0]): Promise<void> {
  const editor = window.visibleTextEditors.find((each) => each.document.uri.toString() === uri.toString());
  if (editor === undefined) {
    return;
  }
  await editor.insertSnippet(new SnippetString().appendText(row.insert));
  const lines = editor.document.getText().split(/\r?\n/);
  if (row.import !== "" && !lines.includes(row.import)) {
    const edit = new WorkspaceEdit();
    edit.insert(uri, new Position(afterImports(lines), 0), `${row.import}\n`);
    await workspace.applyEdit(edit);
  }
}
