/** Installs the server into a folder of the extension's own, when the user has said so. */

import { spawn } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import * as path from "node:path";
import { lookUp, type Surroundings } from "./program.ts";

export const PACKAGE = "ansatz-ls";

/** What went wrong, in words for the user. */
export class InstallFailed extends Error {}

export interface Step {
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * What would be run, so that it can be shown first; undefined where there is no Python to run it with.
 *
 * `wheel` is the server as it came with the extension; without one it is asked of the package index.
 */
export async function steps(folder: string, version: string, at: Surroundings, wheel?: string): Promise<readonly Step[] | undefined> {
  for (const name of at.windows ? ["py", "python"] : ["python3.13", "python3.12", "python3.11", "python3"]) {
    const python = await lookUp(name, at);
    if (python !== undefined && (await isNewEnough(python))) {
      return [
        { title: "making an environment", command: python, args: ["-m", "venv", "--clear", folder] },
        {
          title: `installing ${PACKAGE} ${version}`,
          command: inEnvironment(folder, "python", at.windows),
          args: ["-m", "pip", "--disable-pip-version-check", "install", wheel ?? `${PACKAGE}==${version}`],
        },
      ];
    }
  }
  return undefined;
}

/** Where a program of the environment in `folder` is. */
export function inEnvironment(folder: string, name: string, windows: boolean): string {
  return path.join(folder, windows ? `Scripts\\${name}.exe` : `bin/${name}`);
}

/** Runs the steps one after the other; where one fails or `signal` aborts it, what was begun is taken away. */
export async function install(folder: string, todo: readonly Step[], signal: AbortSignal, tell: (title: string) => void): Promise<void> {
  try {
    for (const step of todo) {
      tell(step.title);
      await run(step.command, step.args, signal);
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The server's wheel in a folder of the extension, where it was packaged with one. */
export async function bundled(folder: string): Promise<string | undefined> {
  const files = await readdir(folder).catch(() => []);
  const name = files.find((file) => file.startsWith("ansatz_ls-") && file.endsWith(".whl"));
  return name === undefined ? undefined : path.join(folder, name);
}

async function isNewEnough(python: string): Promise<boolean> {
  const asked = ["-I", "-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"];
  return run(python, asked, AbortSignal.timeout(10_000)).then(
    () => true,
    () => false,
  );
}

function run(command: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    // Not in the workspace: nothing in it shall be picked up by where a program happens to start.
    const child = spawn(command, args, { cwd: path.dirname(command), signal, stdio: ["ignore", "ignore", "pipe"] });
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    child.once("error", (error) => reject(signal.aborted ? new InstallFailed("it was cancelled.") : new InstallFailed(error.message)));
    child.once("close", (code) => {
      const last = said.join("").trim().split("\n").at(-1) ?? "";
      code === 0 ? resolve() : reject(new InstallFailed(last === "" ? `\`${command}\` ended with ${code}.` : last));
    });
  });
}
