/** Offers to install the server: shows what would be run, and runs it when the user says so. */

import { homedir } from "node:os";
import * as path from "node:path";
import { type ExtensionContext, type LogOutputChannel, ProgressLocation, window, workspace } from "vscode";
import { bundled, InstallFailed, inEnvironment, install, PACKAGE, steps } from "./install.ts";
import type { Surroundings } from "./program.ts";

export class Installer {
  readonly #folder: string;
  readonly #output: LogOutputChannel;
  readonly #version: string;
  readonly #packaged: string;

  constructor(context: ExtensionContext, output: LogOutputChannel) {
    this.#folder = path.join(context.globalStorageUri.fsPath, "server");
    this.#output = output;
    this.#version = (context.extension.packageJSON as { version: string }).version;
    this.#packaged = path.join(context.extensionUri.fsPath, "dist");
  }

  /** Where programs are looked for, now. */
  surroundings(): Surroundings {
    const windows = process.platform === "win32";
    return {
      configured: workspace.getConfiguration("ansatz").get<string[]>("server.command", []),
      folders: (workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === "file").map((folder) => folder.uri.fsPath),
      trusted: workspace.isTrusted,
      path: process.env["PATH"] ?? "",
      home: homedir(),
      own: inEnvironment(this.#folder, "ansatz", windows),
      windows,
    };
  }

  /** Asks, and installs; whether it was done. */
  async offer(): Promise<boolean> {
    const wheel = await bundled(this.#packaged);
    const todo = await steps(this.#folder, this.#version, this.surroundings(), wheel);
    if (todo === undefined) {
      void window.showErrorMessage("Ansatz: there is no Python 3.11 or later (with `venv`) on PATH to install it with. Install one, and try again.");
      return false;
    }
    const origin = wheel === undefined ? "it and what it needs come from your package index" : "what it needs comes from your package index";
    const detail = [`These commands are run; ${origin}:`, ...todo.map((step) => [step.command, ...step.args].join(" "))].join("\n\n");
    if ((await window.showInformationMessage(`Install ${PACKAGE} ${this.#version} for VS Code?`, { modal: true, detail }, "Install")) !== "Install") {
      return false;
    }
    const progress = { location: ProgressLocation.Notification, title: "Ansatz", cancellable: true };
    return window.withProgress(progress, async (report, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      try {
        await install(this.#folder, todo, stop.signal, (message) => report.report({ message }));
        return true;
      } catch (error) {
        const why = error instanceof InstallFailed ? error.message : String(error);
        this.#output.error(`The installation ended: ${why}`);
        const todo = "Where your package index has no `ansatz-ls`, install it from its source, and name the program in the setting `ansatz.server.command`.";
        void window.showErrorMessage(`Ansatz was not installed: ${why} ${todo}`);
        return false;
      }
    });
  }
}
