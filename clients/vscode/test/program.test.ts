import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, test } from "node:test";
import { findProgram, isMissing, type Surroundings } from "../src/program.ts";

const root = mkdtempSync(path.join(tmpdir(), "ansatz-program-"));
after(() => rmSync(root, { recursive: true }));

function program(...parts: string[]): string {
  const file = path.join(root, ...parts);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return file;
}

function at(changed: Partial<Surroundings>): Surroundings {
  return { configured: [], folders: [], trusted: true, path: "", home: root, own: "/nowhere/ansatz", windows: false, ...changed };
}

const installed = program("bin", "ansatz");
const project = path.join(root, "project");
const inProject = program("project", ".venv", "bin", "ansatz");
const PATH = path.join(root, "bin");

test("the one on PATH comes first", async () => {
  assert.deepEqual(await findProgram(at({ path: `/nowhere:${PATH}`, folders: [project] })), { command: installed, args: ["serve"] });
});

test("what was installed for the editor comes before a workspace's own, and after PATH", async () => {
  const own = program("storage", "server", "bin", "ansatz");
  assert.deepEqual(await findProgram(at({ own, folders: [project] })), { command: own, args: ["serve"] });
  assert.deepEqual(await findProgram(at({ own, path: PATH })), { command: installed, args: ["serve"] });
});

test("what pipx installed is found before its folder is on PATH", async () => {
  const home = path.join(root, "home");
  const own = program("storage", "server", "bin", "ansatz");
  const byPipx = program("home", ".local", "bin", "ansatz");
  assert.deepEqual(await findProgram(at({ home, own, folders: [project] })), { command: byPipx, args: ["serve"] });
  assert.deepEqual(await findProgram(at({ home, path: PATH })), { command: installed, args: ["serve"] });
});

test("the workspace's own is started when the workspace is trusted", async () => {
  assert.deepEqual(await findProgram(at({ folders: ["/nowhere", project] })), { command: inProject, args: ["serve"] });
});

test("the workspace's own is not started when it is untrusted, and the message says so", async () => {
  const found = await findProgram(at({ folders: [project], trusted: false }));
  assert.ok(isMissing(found));
  assert.match(found.why, /untrusted/);
});

test("an entry of PATH that is relative is passed over", async () => {
  const found = await findProgram(at({ path: `.:${path.relative(process.cwd(), PATH)}` }));
  assert.ok(isMissing(found));
  assert.match(found.todo, /pipx install ansatz-ls/);
});

test("what the user configured is taken with its arguments, by path, from home or from PATH", async () => {
  const args = ["serve", "--log-level", "debug"];
  for (const name of [installed, "~/bin/ansatz", "ansatz"]) {
    assert.deepEqual(await findProgram(at({ configured: [name, ...args], path: PATH })), { command: installed, args });
  }
});

test("what the user configured wrongly is never replaced by another program", async () => {
  writeFileSync(path.join(root, "plain"), "");
  for (const name of ["absent", "bin/ansatz", path.join(root, "absent"), path.join(root, "plain"), path.join(root, "bin")]) {
    const found = await findProgram(at({ configured: [name], path: PATH, folders: [project] }));
    assert.ok(isMissing(found), name);
    assert.ok(found.why.includes(name), found.why);
  }
});
