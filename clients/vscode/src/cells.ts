/** Notebook cells: puts in what the server made from a Markdown cell, which the protocol has no edit for. */

import { commands, type NotebookCell, NotebookCellData, NotebookCellKind, NotebookEdit, window, workspace, WorkspaceEdit } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { Server } from "./client.ts";

/** What the server calls the request. */
export const INSERT_CELL = "ansatz/insertCell";

interface Insertion {
  /** URIs of the notebook, and of the text of the cell that the new one goes below. */
  readonly notebook: string;
  readonly below: string;
  readonly text: string;
}

interface Inserted {
  readonly applied: boolean;
  readonly failureReason?: string;
}

/** Answers the server's request; a cell that is gone is no reason to guess another place. */
export async function insertCell(client: LanguageClient, { notebook, below, text }: Insertion): Promise<Inserted> {
  const asUri = client.code2ProtocolConverter.asUri;
  const document = workspace.notebookDocuments.find((each) => asUri(each.uri) === notebook);
  if (document === undefined) {
    return { applied: false, failureReason: "the notebook was closed meanwhile" };
  }
  const index = document.getCells().findIndex((each) => asUri(each.document.uri) === below);
  if (index < 0) {
    return { applied: false, failureReason: "its cell was removed meanwhile" };
  }
  const edit = new WorkspaceEdit();
  edit.set(document.uri, [NotebookEdit.insertCells(index + 1, [new NotebookCellData(NotebookCellKind.Code, text, "python")])]);
  return (await workspace.applyEdit(edit)) ? { applied: true } : { applied: false, failureReason: "VS Code refused the edit" };
}

/** Generates from a cell: the one whose button was pressed, else the selected one. */
export async function generateFromCell(server: Server, pressed: NotebookCell | undefined): Promise<unknown> {
  const editor = window.activeNotebookEditor;
  const cell = pressed ?? editor?.notebook.cellAt(editor.selection.start);
  if (cell === undefined) {
    void window.showWarningMessage("Ansatz: select a cell of a notebook first.");
    return undefined;
  }
  if (server.running === undefined) {
    await server.start();
  }
  const convert = server.running?.code2ProtocolConverter;
  if (convert === undefined) {
    return undefined; // Starting it has just said why not.
  }
  const { document } = cell;
  const end = document.lineAt(document.lineCount - 1).range.end;
  return commands.executeCommand("ansatz.generate", {
    uri: convert.asUri(document.uri),
    version: document.version,
    range: { start: { line: 0, character: 0 }, end: { line: end.line, character: end.character } },
  });
}
