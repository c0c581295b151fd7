/** Shows what a generation would change as a difference, and puts in what the user chooses. */

import { commands, EventEmitter, type ExtensionContext, languages, type QuickPickItem, type TextDocumentContentProvider, Uri, window, workspace } from "vscode";

const SCHEME = "ansatz-preview";

/** One implementation of one function, as `ansatz.preview` answers it. */
export interface Preview {
  readonly name: string;
  readonly qualified_name: string;
  readonly ordinal: number;
  readonly rank: number;
  readonly level: string;
  readonly title: string;
  readonly why_not_more: readonly string[];
  readonly steps: readonly string[];
  readonly text: string;
}

interface Choice extends QuickPickItem {
  readonly preview: Preview;
  /** How many of its steps; all of them when undefined. */
  readonly steps?: number;
}

/** What the right side of a difference shows; it goes with the difference. */
class Texts implements TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  set(uri: Uri, text: string): void {
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
  }

  delete(uri: Uri): void {
    this.#texts.delete(uri.toString());
  }
}

const texts = new Texts();

export function registerPreviews(context: ExtensionContext): void {
  context.subscriptions.push(
    workspace.registerTextDocumentContentProvider(SCHEME, texts),
    workspace.onDidCloseTextDocument((document) => document.uri.scheme === SCHEME && texts.delete(document.uri)),
  );
}

/** Shows a text that belongs to no file. */
export async function showPage(name: string, text: string): Promise<void> {
  const uri = Uri.from({ scheme: SCHEME, path: `/${name}` });
  texts.set(uri, text);
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
}

/** Lets the user look at each implementation and choose one, a part of one, or none. */
export async function offer(uri: Uri, previews: readonly Preview[]): Promise<void> {
  const first = previews[0];
  if (first === undefined) {
    return;
  }
  const shown = Uri.from({ scheme: SCHEME, path: uri.path });
  const show = async (preview: Preview): Promise<void> => {
    texts.set(shown, preview.text);
    await commands.executeCommand("vscode.diff", uri, shown, `${preview.name}: ${preview.level}, ${preview.title}`, { preview: true, preserveFocus: true });
  };
  await show(first);
  const document = await workspace.openTextDocument(shown);
  await languages.setTextDocumentLanguage(document, "python");
  const chosen = await choose(previews, show);
  await closeDiff(shown);
  if (chosen !== undefined) {
    const { preview, steps } = chosen;
    const nowhere = { line: 0, character: 0 };
    await commands.executeCommand("ansatz.applyKept", {
      uri: uri.toString(),
      version: null,
      range: { start: nowhere, end: nowhere },
      name: preview.qualified_name,
      ordinal: preview.ordinal,
      rank: preview.rank,
      ...(steps === undefined ? {} : { steps }),
    });
  }
}

function choose(previews: readonly Preview[], show: (preview: Preview) => Promise<void>): Promise<Choice | undefined> {
  const pick = window.createQuickPick<Choice>();
  pick.title = "Ansatz: what shall be put in?";
  pick.placeholder = "Enter puts it in, Escape leaves the text as it is; it stays at hand in the light bulb";
  pick.ignoreFocusOut = true;
  pick.matchOnDetail = true;
  pick.items = previews.flatMap(choicesOf);
  let last = previews[0];
  pick.onDidChangeActive(([active]) => {
    if (active !== undefined && active.preview !== last) {
      last = active.preview;
      void show(active.preview);
    }
  });
  pick.show();
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]);
      pick.dispose();
    });
    pick.onDidHide(() => resolve(undefined));
  });
}

/** The whole, and what leads up to each of its steps. */
export function choicesOf(preview: Preview): Choice[] {
  const icon = preview.level === "verified" ? "$(pass-filled)" : "$(question)";
  const kind = preview.rank === 0 ? "" : "another: ";
  const whole: Choice = {
    label: `${icon} ${preview.name}`,
    description: `${kind}${preview.level}, ${preview.title}`,
    ...(preview.why_not_more[0] === undefined ? {} : { detail: `not covered: ${preview.why_not_more.join("; ")}` }),
    preview,
  };
  const parts = preview.steps.slice(0, -1).map((step, index) => ({
    label: `$(list-ordered) ${preview.name}, steps 1 to ${index + 1}`,
    description: step,
    preview,
    steps: index + 1,
  }));
  return [whole, ...parts];
}

async function closeDiff(shown: Uri): Promise<void> {
  for (const tab of window.tabGroups.all.flatMap((group) => group.tabs)) {
    const input: unknown = tab.input;
    if (typeof input === "object" && input !== null && "modified" in input && String(input.modified) === shown.toString()) {
      await window.tabGroups.close(tab);
    }
  }
}
