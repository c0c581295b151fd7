/** Runs the server's commands for the user: progress by stage, a cancel that reaches the server, the outcome in words. */

import { randomUUID } from "node:crypto";
import { ProgressLocation, Uri, window } from "vscode";
import { type BaseLanguageClient, ExecuteCommandRequest, LSPErrorCodes, ResponseError, WorkDoneProgress } from "vscode-languageclient/node";
import { offer, type Preview, showPage } from "./preview.ts";

/** The commands that take long, and whose answer is for the user. */
export const TELLING: ReadonlySet<string> = new Set(["ansatz.generate", "ansatz.preview", "ansatz.validate", "ansatz.change", "ansatz.applyKept", "ansatz.keepTest", "ansatz.dismissClaim", "ansatz.dryRun"]);

interface Answer {
  readonly status: string;
  readonly level: unknown;
  readonly message: string;
  readonly previews: readonly Preview[];
  /** Markdown to be read in a window of its own. */
  readonly page: string | undefined;
}

/**
 * Sends one command with a progress token of our own, and resolves to the server's answer.
 *
 * The language client would show progress in the status bar, where nothing can be cancelled, and drop the answer.
 */
export async function runCommand(client: BaseLanguageClient, command: string, args: unknown[]): Promise<unknown> {
  const workDoneToken = randomUUID();
  try {
    const answer: unknown = await window.withProgress(
      { location: ProgressLocation.Notification, title: "Ansatz", cancellable: true },
      async (progress, cancelled) => {
        let title: string | undefined; // of the whole; later notes tell of a part, and a toast shows but the last
        const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
          title = value.kind === "begin" ? value.title : title;
          const said = [title, value.message];
          progress.report({ message: said.filter((part) => part !== undefined).join(": ") });
        });
        try {
          return await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: args, workDoneToken }, cancelled);
        } finally {
          listening.dispose();
        }
      },
    );
    const parsed = parseAnswer(answer);
    if (parsed !== undefined && parsed.previews.length > 0) {
      await offer(Uri.parse(uriOf(args)), parsed.previews);
    } else {
      tell(client, parsed);
      if (parsed?.page !== undefined) {
        await showPage("What would be sent.md", parsed.page);
      }
    }
    return answer;
  } catch (error) {
    if (error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled) {
      return undefined;
    }
    offerOutput(client, `Ansatz: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function tell(client: BaseLanguageClient, answer: Answer | undefined): void {
  if (answer === undefined || answer.status === "cancelled" || answer.message === "") {
    return;
  }
  const holds = answer.level === "verified" || answer.level === "plausible" || answer.level === null;
  if (answer.status === "accepted" || (answer.status === "judged" && holds)) {
    void window.showInformationMessage(answer.message);
  } else {
    offerOutput(client, answer.message);
  }
}

function offerOutput(client: BaseLanguageClient, message: string): void {
  void window.showWarningMessage(message, "Show output").then((choice) => {
    if (choice !== undefined) {
      client.outputChannel.show(true);
    }
  });
}

function parseAnswer(answer: unknown): Answer | undefined {
  if (typeof answer !== "object" || answer === null || !("status" in answer) || !("message" in answer)) {
    return undefined;
  }
  const { status, message } = answer;
  const level = "level" in answer ? answer.level : undefined;
  // The server's own type; it is of the same version.
  const previews = "previews" in answer && Array.isArray(answer.previews) ? (answer.previews as Preview[]) : [];
  const page = "page" in answer && typeof answer.page === "string" ? answer.page : undefined;
  return typeof status === "string" && typeof message === "string" ? { status, level, message, previews, page } : undefined;
}

function uriOf(args: readonly unknown[]): string {
  const first = args[0];
  return typeof first === "object" && first !== null && "uri" in first ? String(first.uri) : "";
}
