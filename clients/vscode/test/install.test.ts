import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, test } from "node:test";
import { bundled, install, InstallFailed, inEnvironment, steps } from "../src/install.ts";
import type { Surroundings } from "../src/program.ts";

const root = mkdtempSync(path.join(tmpdir(), "ansatz-install-"));
after(() => rmSync(root, { recursive: true }));
const never = new AbortController().signal;

/** A Python that notes how it is called: `venv` makes a folder with another one, `pip` does what `pip` says. */
function python(name: string, { isOld = false, pip = ":" } = {}): Surroundings {
  const bin = path.join(root, name);
  const notes = path.join(root, `${name}.notes`);
  mkdirSync(bin);
  const file = path.join(bin, "python3");
  writeFileSync(
    file,
    `#!/bin/sh
case "$*" in
  *version_info*) exit ${isOld ? 1 : 0};;
  *venv*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python";;
  *pip*) ${pip};;
esac
echo "$*" >> ${notes}
`,
  );
  chmodSync(file, 0o755);
  return { configured: [], folders: [], trusted: true, path: bin, home: root, own: "/nowhere/ansatz", windows: false };
}

test("an environment is made, and the version that belongs to the extension is put in", async () => {
  const at = python("fine");
  const folder = path.join(root, "server");
  const todo = await steps(folder, "1.2.3", at);
  assert.ok(todo);
  const told: string[] = [];
  await install(folder, todo, never, (title) => told.push(title));
  assert.ok(existsSync(inEnvironment(folder, "python", false)));
  assert.deepEqual(readFileSync(path.join(root, "fine.notes"), "utf8").trim().split("\n"), [
    `-m venv --clear ${folder}`,
    "-m pip --disable-pip-version-check install ansatz-ls==1.2.3",
  ]);
  assert.equal(told.length, 2);
});

test("the server that came with the extension is what is installed, where one came", async () => {
  const dist = path.join(root, "dist");
  mkdirSync(dist);
  assert.equal(await bundled(path.join(root, "none")), undefined);
  assert.equal(await bundled(dist), undefined);
  const wheel = path.join(dist, "ansatz_ls-1.2.3-py3-none-any.whl");
  writeFileSync(wheel, "");
  assert.equal(await bundled(dist), wheel);
  const todo = await steps(path.join(root, "packaged"), "1.2.3", python("packaged-python"), wheel);
  assert.deepEqual(todo?.at(-1)?.args.slice(-2), ["install", wheel]);
});

test("without a Python that is new enough nothing is proposed", async () => {
  assert.equal(await steps(path.join(root, "no"), "1.2.3", python("old", { isOld: true })), undefined);
});

test("what fails is told in the words of the program, and nothing half-made stays", async () => {
  const at = python("failing", { pip: "echo 'no such version' >&2; exit 1" });
  const folder = path.join(root, "half");
  const todo = await steps(folder, "1.2.3", at);
  assert.ok(todo);
  await assert.rejects(install(folder, todo, never, () => undefined), (error) => error instanceof InstallFailed && error.message === "no such version");
  assert.ok(!existsSync(folder));
});

test("a cancelled installation ends its program and leaves nothing", async () => {
  const at = python("slow", { pip: "exec sleep 60" });
  const folder = path.join(root, "cancelled");
  const todo = await steps(folder, "1.2.3", at);
  assert.ok(todo);
  const stop = new AbortController();
  const installing = install(folder, todo, stop.signal, (title) => title.startsWith("installing") && stop.abort());
  await assert.rejects(installing, /cancelled/);
  assert.ok(!existsSync(folder));
});
