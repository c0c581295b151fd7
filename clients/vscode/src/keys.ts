/** Keys of language models in VS Code's secret store: the server gets them in its environment, and nothing else does. */

import { type ExtensionContext, window } from "vscode";

const NAMES = "ansatz.keys"; // names of variables only; the keys themselves are secrets
const VARIABLE = /^[A-Za-z_]\w*$/;

export class Keys {
  readonly #context: ExtensionContext;

  constructor(context: ExtensionContext) {
    this.#context = context;
  }

  /** The kept keys by the names of their variables. */
  async environment(): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const name of this.#names()) {
      const key = await this.#context.secrets.get(name);
      if (key !== undefined) {
        found[name] = key;
      }
    }
    return found;
  }

  /** Asks for a name and a key; whether anything was changed. */
  async keep(): Promise<boolean> {
    const name = await window.showInputBox({
      title: "Keep the key of a language model (1/2)",
      prompt: "The variable that your model setting names, or the provider's usual one.",
      placeHolder: "ANTHROPIC_API_KEY",
      ignoreFocusOut: true,
      validateInput: (text) => (VARIABLE.test(text.trim()) ? undefined : "Letters, digits and underscores, as in LAB_KEY."),
    });
    if (name === undefined) {
      return false;
    }
    const key = await window.showInputBox({
      title: "Keep the key of a language model (2/2)",
      prompt: `The key for ${name.trim()}. VS Code keeps it in your system's secret store.`,
      password: true,
      ignoreFocusOut: true,
    });
    if (key === undefined || key.trim() === "") {
      return false;
    }
    await this.#context.secrets.store(name.trim(), key.trim());
    await this.#context.globalState.update(NAMES, [...new Set([...this.#names(), name.trim()])].sort());
    return true;
  }

  /** Asks which key to forget; whether anything was changed. */
  async forget(): Promise<boolean> {
    const names = this.#names();
    if (names.length === 0) {
      void window.showInformationMessage("Ansatz keeps no key here.");
      return false;
    }
    const name = await window.showQuickPick(names, { title: "Forget which key?" });
    if (name === undefined) {
      return false;
    }
    await this.#context.secrets.delete(name);
    await this.#context.globalState.update(NAMES, names.filter((each) => each !== name));
    return true;
  }

  #names(): readonly string[] {
    return this.#context.globalState.get<string[]>(NAMES, []);
  }
}
