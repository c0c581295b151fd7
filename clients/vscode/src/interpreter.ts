/** The project's interpreter, as the Python extension knows it. It is only ever run in the sandbox. */

import { type Disposable, type Event, extensions, Uri } from "vscode";

/** What is used of the Python extension's interface. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    resolveEnvironment(path: { readonly path: string }): Promise<{ readonly executable: { readonly uri?: Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: Event<unknown>;
  };
}

async function python(): Promise<PythonApi | undefined> {
  const extension = extensions.getExtension<PythonApi>("ms-python.python");
  return extension === undefined ? undefined : (extension.exports ?? (await extension.activate()));
}

/** The interpreter that the user chose for a folder; undefined where nobody knows. */
export async function chosenInterpreter(scope: string | undefined): Promise<string | undefined> {
  const environments = (await python())?.environments;
  if (environments === undefined) {
    return undefined;
  }
  const active = environments.getActiveEnvironmentPath(scope === undefined ? undefined : Uri.parse(scope));
  return (await environments.resolveEnvironment(active))?.executable.uri?.fsPath;
}

/** Calls `heard` when the user chooses another one. */
export async function onChosen(heard: () => void): Promise<Disposable | undefined> {
  return (await python())?.environments.onDidChangeActiveEnvironmentPath(heard);
}
