/** Which program is the server: found without ever looking in a place that the user did not choose. */

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import * as path from "node:path";

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** Nothing to start: `why` says what was looked for, `todo` what the user can do. */
export interface Missing {
  readonly why: string;
  readonly todo: string;
  /** Whether an installation of our own would help. */
  readonly installable?: true;
}

export interface Surroundings {
  /** `ansatz.server.command`; empty when the user left it to us. */
  readonly configured: readonly string[];
  /** Workspace folders on this computer. */
  readonly folders: readonly string[];
  readonly trusted: boolean;
  readonly path: string;
  readonly home: string;
  /** Where an installation of our own has its program. */
  readonly own: string;
  readonly windows: boolean;
}

const INSTALL = "Install it with `pipx install ansatz-ls` (or `pip install ansatz-ls`), or name the program in the setting `ansatz.server.command`.";

export function isMissing(found: Program | Missing): found is Missing {
  return "why" in found;
}

export async function findProgram(at: Surroundings): Promise<Program | Missing> {
  const [program, ...args] = at.configured;
  if (program !== undefined) {
    return findConfigured(program, args, at);
  }
  const onPath = await lookUp("ansatz", at);
  if (onPath !== undefined) {
    return { command: onPath, args: ["serve"] };
  }
  // A session that is older than the first `pipx install` does not have pipx's folder on PATH yet.
  const ofPipx = path.join(at.home, ".local/bin/ansatz");
  for (const program of at.windows ? [at.own] : [ofPipx, at.own]) {
    if (await isExecutable(program)) {
      return { command: program, args: ["serve"] };
    }
  }
  for (const folder of at.folders) {
    const own = path.join(folder, ".venv", at.windows ? "Scripts\\ansatz.exe" : "bin/ansatz");
    if (!(await isExecutable(own))) {
      continue;
    }
    // A program inside a workspace is its author's: only trust makes it the user's choice.
    return at.trusted
      ? { command: own, args: ["serve"] }
      : {
          why: "there is no `ansatz` on PATH, and the one in this workspace's `.venv` is not started while the workspace is untrusted.",
          todo: "Trust the workspace, or install Ansatz for yourself: `pipx install ansatz-ls`.",
          installable: true,
        };
  }
  return { why: "there is no `ansatz` on PATH, nor in the workspace's `.venv`.", todo: INSTALL, installable: true };
}

async function findConfigured(program: string, args: readonly string[], at: Surroundings): Promise<Program | Missing> {
  const expanded = program.startsWith("~/") ? path.join(at.home, program.slice(2)) : program;
  const todo = "Correct the setting `ansatz.server.command`, or empty it to have `ansatz` looked for on PATH.";
  if (!/[\\/]/.test(expanded)) {
    const onPath = await lookUp(expanded, at);
    return onPath === undefined ? { why: `\`${program}\`, named in \`ansatz.server.command\`, is not on PATH.`, todo } : { command: onPath, args };
  }
  if (!path.isAbsolute(expanded)) {
    // Relative to what? To the workspace it would run the workspace's program.
    return { why: `\`${program}\`, named in \`ansatz.server.command\`, is not an absolute path.`, todo };
  }
  return (await isExecutable(expanded))
    ? { command: expanded, args }
    : { why: `\`${program}\`, named in \`ansatz.server.command\`, is not a program that can be run.`, todo };
}

/** Our own look-up: the system's would try the current folder on Windows, and relative entries of PATH anywhere. */
export async function lookUp(name: string, at: Surroundings): Promise<string | undefined> {
  const names = at.windows && path.extname(name) === "" ? [`${name}.exe`] : [name];
  for (const folder of at.path.split(at.windows ? ";" : ":")) {
    if (!path.isAbsolute(folder)) {
      continue;
    }
    for (const each of names) {
      const candidate = path.join(folder, each);
      if (await isExecutable(candidate)) {
        return candidate;
      }
    }
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
