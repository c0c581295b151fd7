/** The language client: started, stopped and restarted one step at a time, with words for what went wrong. */

import { homedir } from "node:os";
import { type CancellationToken, CodeAction, CodeActionKind, commands, type Disposable, env, EventEmitter, type LogOutputChannel, window, workspace } from "vscode";
import {
  CloseAction, type ConfigurationParams, type ConfigurationRequest, DidChangeConfigurationNotification, LanguageClient, type LanguageClientOptions, RevealOutputChannelOn, type ServerOptions, State } from "vscode-languageclient/node";
import { kindInBulb } from "./bulb.ts";
import { INSERT_CELL, insertCell } from "./cells.ts";
import { chosenInterpreter, onChosen } from "./interpreter.ts";
import type { Keys } from "./keys.ts";
import { type Missing, findProgram, isMissing, type Program } from "./program.ts";
import { Installer } from "./installer.ts";
import { runCommand, TELLING } from "./work.ts";

/** Leaves the telling of a failed start to `Server`: the library's words say neither why nor what to do. */
class Client extends LanguageClient {
  quiet = false;

  override error(message: string, data?: unknown, show?: boolean | "force"): void {
    super.error(message, data, this.quiet ? false : show);
  }
}

export class Server {
  readonly #output: LogOutputChannel;
  readonly #keys: Keys;
  readonly #installer: Installer;
  readonly #changed = new EventEmitter<void>();
  /** Fires when the server has started or stopped. */
  readonly onChanged = this.#changed.event;
  readonly #worked = new EventEmitter<void>();
  /** Fires when one of the server's commands has ended. */
  readonly onWorked = this.#worked.event;
  #chosen: Disposable | undefined;
  #client: Client | undefined;
  #steps: Promise<void> = Promise.resolve();

  constructor(output: LogOutputChannel, keys: Keys, installer: Installer) {
    this.#output = output;
    this.#installer = installer;
    this.#keys = keys;
  }

  get running(): LanguageClient | undefined {
    return this.#client?.state === State.Running ? this.#client : undefined;
  }

  start(): Promise<void> {
    return this.#next(() => this.#start());
  }

  stop(): Promise<void> {
    return this.#next(() => this.#stop());
  }

  restart(): Promise<void> {
    return this.#next(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  /** One step after the other: a restart during a start would leave two servers. */
  #next(step: () => Promise<void>): Promise<void> {
    this.#steps = this.#steps.then(step, step);
    return this.#steps;
  }

  async #start(): Promise<void> {
    if (this.#client?.needsStop() === true) {
      return;
    }
    const found = await findProgram(this.#installer.surroundings());
    if (isMissing(found)) {
      this.#explain(found);
      return;
    }
    // The user's, and of no use while models can't be asked for what a stranger wrote.
    const keys = workspace.isTrusted ? await this.#keys.environment() : {};
    const client = createClient(found, this.#output, keys, () => this.#worked.fire());
    this.#client = client;
    this.#output.info(`Starting ${[found.command, ...found.args].join(" ")}`);
    client.quiet = true;
    try {
      await client.start();
      this.#chosen ??= workspace.isTrusted
        ? await onChosen(() => void this.running?.sendNotification(DidChangeConfigurationNotification.type, { settings: null }))
        : undefined;
    } catch (error) {
      this.#explain({
        why: `\`${[found.command, ...found.args].join(" ")}\` did not start as a server (${error instanceof Error ? error.message : String(error)}).`,
        todo: "Run `ansatz doctor` in a terminal, or look at the output.",
      });
    } finally {
      client.quiet = false;
      this.#changed.fire();
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#chosen?.dispose();
    this.#chosen = undefined;
    try {
      if (client?.state === State.Starting) {
        await client.start(); // a crashed server on its way back: one that is starting can't be stopped
      }
      if (client?.needsStop() === true) {
        await client.dispose();
      }
    } catch (error) {
      this.#output.warn(`The server did not stop as it was asked to: ${String(error)}`);
    } finally {
      this.#changed.fire();
    }
  }

  #explain({ why, todo, installable }: Missing): void {
    this.#output.error(`${why} ${todo}`);
    const others = ["Open setting", "Try again", "Show output"] as const;
    const offered = installable === true ? (["Install…", ...others] as const) : others;
    void window.showErrorMessage(`Ansatz could not start its server: ${why} ${todo}`, ...offered).then((choice) => {
      switch (choice) {
        case "Install…":
          return this.#installer.offer().then((done) => (done ? this.restart() : undefined));
        case "Open setting":
          return openSetting("ansatz.server.command");
        case "Try again":
          return this.restart();
        case "Show output":
          return this.#output.show(true);
        case undefined:
          return undefined;
      }
    });
  }
}

/** In the editor's settings where it stands: what is of a machine is set on the machine that the window works on. */
function openSetting(query: string): Thenable<unknown> {
  return commands.executeCommand(env.remoteName === undefined ? "workbench.action.openSettings" : "workbench.action.openRemoteSettings", { query });
}

function createClient(program: Program, output: LogOutputChannel, keys: Readonly<Record<string, string>>, worked: () => void): Client {
  const server: ServerOptions = {
    command: program.command,
    args: [...program.args],
    // Not the workspace: nothing in it shall be picked up by where the server happens to start.
    options: { cwd: homedir(), env: { ...process.env, ...keys } },
  };
  const options: LanguageClientOptions = {
    documentSelector: [
      { language: "python", scheme: "file" },
      { language: "python", scheme: "untitled" },
      // Their texts are told of as parts of their notebook.
      { notebook: "jupyter-notebook", language: "python" },
      { notebook: "jupyter-notebook", language: "markdown" },
    ],
    initializationOptions: { showsAnswers: true, showsPreviews: true, insertsCells: true }, // `runCommand` tells how a command ended, so the server need not
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
    errorHandler: {
      error: (error, message, count) => usual.error(error, message, count),
      // A server that never answered would only fail again: say so once, and let the user try.
      closed: () => (client.state === State.Running ? usual.closed() : { action: CloseAction.DoNotRestart, handled: true }),
    },
    middleware: {
      executeCommand: async (command, args: unknown[], next) => {
        try {
          return await (TELLING.has(command) ? runCommand(client, command, args) : next(command, args));
        } finally {
          worked();
        }
      },
      provideCodeActions: async (document, range, context, token, next) => {
        const found = await next(document, range, context, token);
        for (const action of context.only === undefined ? (found ?? []) : []) {
          if (action instanceof CodeAction && action.kind !== undefined) {
            action.kind = CodeActionKind.Empty.append(kindInBulb(action.kind.value));
          }
        }
        return found;
      },
      workspace: { configuration: withInterpreter },
    },
  };
  const client = new Client("ansatz", "Ansatz", server, options);
  client.onRequest(INSERT_CELL, (wanted: Parameters<typeof insertCell>[1]) => insertCell(client, wanted));
  const usual = client.createDefaultErrorHandler();
  return client;
}

/** The user's settings, with the interpreter that the Python extension knows where they name none. */
async function withInterpreter(params: ConfigurationParams, token: CancellationToken, next: ConfigurationRequest.HandlerSignature): Promise<unknown[]> {
  const values = await next(params, token);
  if (!Array.isArray(values) || !workspace.isTrusted) {
    return Array.isArray(values) ? values : [];
  }
  return Promise.all(
    values.map(async (value: unknown, index) => {
      const named = typeof value === "object" && value !== null && "interpreter" in value && Boolean(value.interpreter);
      const chosen = named ? undefined : await chosenInterpreter(params.items[index]?.scopeUri);
      return chosen === undefined ? value : { ...(value as object | null), interpreter: chosen };
    }),
  );
}
