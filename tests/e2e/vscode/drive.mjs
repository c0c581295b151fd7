// Ansatz in VS Code: starts code-server with the packaged extension, and a browser on it; runs host/tests.cjs in the
// extension host, then uses the window as a person would. Run by ../run.sh:
// node drive.mjs --tools NODE_MODULES_PARENT --vsix FILE --samples DIR --scratch DIR --server PROGRAM --pictures DIR

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import path from "node:path";
import { parseArgs } from "node:util";

const options = ["tools", "vsix", "samples", "scratch", "server", "pictures"];
const { values: at } = parseArgs({
  options: { ...Object.fromEntries(options.map((name) => [name, { type: "string" }])), untrusted: { type: "boolean" } },
});
const { chromium } = createRequire(path.join(at.tools, "package.json"))("playwright-core");

const HERE = import.meta.dirname;
const SLOW_MS = 90_000; // ends what hangs; nothing is asserted of time
const HOST = "127.0.0.1";
const workspace = path.join(at.scratch, "workspace"); // of the tests in the extension host
const shown = path.join(at.scratch, "acoustics"); // the folder that the window shows, with pretty names for the pictures
const userData = path.join(at.scratch, "user-data");
const extensions = path.join(at.scratch, "installed-extensions");
const results = path.join(at.scratch, "results.json");
const entry = path.join(at.tools, "node_modules/code-server/out/node/entry.js");
const machineSettings = path.join(userData, "Machine/settings.json");

let passed = 0;
let failed = 0;
function tell(name, error) {
  error === undefined ? passed++ : failed++;
  console.log(`${error === undefined ? "PASSED" : "FAILED"} vscode: ${name}${error === undefined ? "" : `\n${error}`}`);
}

async function test(name, body) {
  try {
    await body();
    tell(name);
  } catch (error) {
    tell(name, error.stack ?? String(error));
  }
}

function useServer(program) {
  writeFileSync(machineSettings, JSON.stringify({ "ansatz.server.command": [program, "serve"] }));
}

for (const folder of [workspace, shown, extensions, path.dirname(machineSettings), path.join(userData, "User"), at.pictures]) {
  mkdirSync(folder, { recursive: true });
}
if (!at.untrusted) {
  useServer(at.server);
}
writeFileSync(
  path.join(userData, "User/settings.json"),
  JSON.stringify({
    "chat.disableAIFeatures": true,
    "editor.minimap.enabled": false,
    "security.workspace.trust.enabled": true,
    "security.workspace.trust.startupPrompt": "always",
    "telemetry.telemetryLevel": "off",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
  }),
);

const environment = {
  ...process.env,
  EXTENSIONS_GALLERY: '{"serviceUrl":""}', // no marketplace: it can't be reached, and isn't needed
  E2E_RESULTS: results,
  E2E_SAMPLES: at.samples,
  E2E_WORKSPACE: workspace,
  E2E_PYTHON: path.join(path.dirname(at.server), "python"),
  PYTHONPATH: [path.join(HERE, "../.."), process.env.PYTHONPATH ?? ""].filter(Boolean).join(":"),
};
const folders = ["--user-data-dir", userData, "--extensions-dir", extensions];

const installed = spawnSync(process.execPath, [entry, ...folders, "--install-extension", at.vsix], { env: environment, encoding: "utf8" });
assert.equal(installed.status, 0, installed.stdout + installed.stderr);

const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, HOST, () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
const log = openSync(path.join(at.scratch, "code-server.log"), "w");
const codeServer = spawn(
  process.execPath,
  [
    entry, ...folders, "--auth", "none", "--bind-addr", `${HOST}:${port}`, "--disable-telemetry", "--disable-update-check",
    ...(at.untrusted ? [] : ["--disable-workspace-trust"]), workspace,
  ],
  { env: environment, stdio: ["ignore", log, log], detached: true }, // a group of its own, so that all of it can be ended
);
const stopped = new Promise((resolve) => codeServer.once("exit", resolve));
process.once("SIGTERM", async () => {
  await stop("SIGKILL");
  process.exit(1);
});
let browser;
try {
  const address = `http://${HOST}:${port}/`;
  await answering(address);
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-features=LocalNetworkAccessChecks",
    ],
  });
  if (at.untrusted) {
    await inUntrustedWorkspace(`${address}?folder=${shown}`);
  } else {
    await inExtensionHost(address);
    await inWindow(`${address}?folder=${shown}`);
  }
} finally {
  await browser?.close();
  await stop("SIGTERM");
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Ends code-server with all that it started: the extension host, and our server in it. */
async function stop(signal) {
  const end = (each) => {
    try {
      process.kill(-codeServer.pid, each);
    } catch (error) {
      assert.equal(error.code, "ESRCH"); // all of it has ended
    }
  };
  end(signal);
  await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, 10_000))]);
  end("SIGKILL");
}

async function answering(address) {
  const end = Date.now() + SLOW_MS;
  for (;;) {
    try {
      return await fetch(address);
    } catch (error) {
      if (Date.now() > end || codeServer.exitCode !== null) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** The environments of the running programs whose command line `wanted` accepts. */
function environments(wanted) {
  const found = [];
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (wanted(readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0"))) {
        found.push(readFileSync(`/proc/${pid}/environ`, "utf8"));
      }
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

/** Opens the window with the tests set in its configuration, as VS Code's own smoke tests do, and reads what they wrote. */
async function inExtensionHost(address) {
  const page = await browser.newPage();
  let ended;
  const end = new Promise((resolve) => (ended = resolve));
  const said = [];
  await page.exposeFunction("codeAutomationLog", (type, values) => said.push(`${type}: ${values.join(" ")}`));
  await page.exposeFunction("codeAutomationExit", (code) => ended(code));
  const remote = (file) => ({ $mid: 1, scheme: "vscode-remote", authority: new URL(address).host, path: file });
  // Copied, so that the extension host finds it where the server may read.
  const host = path.join(at.scratch, "host");
  cpSync(path.join(HERE, "host"), host, { recursive: true });
  await page.route((url) => url.pathname === "/", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/, (_, head, settings) => {
      const configuration = JSON.parse(settings.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
      configuration.developmentOptions = {
        ...configuration.developmentOptions,
        enableSmokeTestDriver: true,
        extensions: [remote(host)],
        extensionTestsPath: remote(path.join(host, "tests.cjs")),
      };
      return `${head}${JSON.stringify(configuration).replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`;
    });
    await route.fulfill({ response, body });
  });
  await page.goto(`${address}?folder=${workspace}`);
  const limit = new Promise((resolve) => setTimeout(resolve, 8 * SLOW_MS, "no end"));
  const code = await Promise.race([end, limit]);
  if (existsSync(results)) {
    for (const { name, why } of JSON.parse(readFileSync(results, "utf8"))) {
      tell(name, why);
    }
  } else {
    await page.screenshot({ path: path.join(at.scratch, "extension-host.png") });
    tell("the tests in the extension host", `ended without results (${code}); see ${at.scratch}\n${said.slice(-20).join("\n")}`);
  }
  await page.close();
}

/** A workspace that nobody trusts brings a server of its own: it is not started, and the user is told why. */
async function inUntrustedWorkspace(address) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const own = path.join(shown, ".venv/bin");
  const trace = path.join(at.scratch, "it-was-started");
  mkdirSync(own, { recursive: true });
  writeFileSync(path.join(own, "ansatz"), `#!/bin/sh\ntouch ${trace}\n`, { mode: 0o755 });
  cpSync(path.join(at.samples, "speed.py"), path.join(shown, "sound.py"));
  await test("in a workspace that is not trusted its own server is not started, and the message says so", async () => {
    await page.goto(address, { waitUntil: "domcontentloaded" });
    await page.locator(".monaco-dialog-box .monaco-button", { hasText: /No|don.t trust/ }).first().click({ timeout: 30_000 })
      .catch(async (error) => {
        await page.screenshot({ path: path.join(at.pictures, "failure.png") });
        throw error;
      });
    await page.locator(".explorer-folders-view .monaco-list-row[aria-label*='sound.py']").first().dblclick({ timeout: SLOW_MS });
    const message = page.locator(".notification-toast", { hasText: "Ansatz could not start its server" });
    await message.waitFor({ timeout: SLOW_MS });
    assert.match(await message.innerText(), /untrusted/);
    await page.waitForTimeout(800);
    await page.screenshot({ path: path.join(at.pictures, "vscode-untrusted.png") });
    // Installing it for oneself is offered, and nothing is run before one has said so.
    await message.getByRole("button", { name: "Install…" }).click({ timeout: SLOW_MS });
    const dialog = page.locator(".monaco-dialog-box", { hasText: "ansatz-ls" });
    await dialog.waitFor({ timeout: SLOW_MS });
    assert.match(await dialog.innerText(), /-m venv[^]*-m pip[^]*install (ansatz-ls==|\S*ansatz_ls-)/);
    await page.screenshot({ path: path.join(at.pictures, "vscode-install.png") });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    assert.ok(!existsSync(trace), "the workspace's program was run");
  });
  await page.close();
}

async function inWindow(address) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const timeout = SLOW_MS;
  const picture = async (name) => {
    await page.waitForTimeout(800); // what slides in has arrived
    await page.screenshot({ path: path.join(at.pictures, `${name}.png`) });
  };
  const line = (text) => page.locator(".monaco-editor .view-line", { hasText: text }).first();
  cpSync(path.join(at.samples, "speed.py"), path.join(shown, "sound.py"));
  const stub = readFileSync(path.join(at.samples, "speed.py"), "utf8");
  writeFileSync(path.join(shown, "preview.py"), stub);
  writeFileSync(path.join(shown, "wrong.py"), stub.replace("raise NotImplementedError", "return (gamma * p * rho) ** 0.5"));
  writeFileSync(path.join(shown, "ghost.py"), stub.replace("raise NotImplementedError\n", ""));
  cpSync(path.join(at.samples, "gases.py"), path.join(shown, "gases.py"));
  cpSync(path.join(at.samples, "unit_fault.py"), path.join(shown, "contradiction.py"));
  const open = async (name) => {
    await page.keyboard.press("Escape");
    await page.locator(`.explorer-folders-view .monaco-list-row[aria-label*="${name}.py"]`).first().dblclick({ timeout });
    await page.locator(`.tab.active[data-resource-name="${name}.py"]`).waitFor({ timeout });
  };
  await page.goto(address, { waitUntil: "domcontentloaded" });
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout });

  await test("in the window: light bulb, progress, edit, message and hover", async () => {
    await open("sound");
    await line("raise NotImplementedError").click({ timeout });
    const choice = page.locator(".action-widget", { hasText: "Generate implementation of `speed_of_sound`" });
    await until(async () => {
      // Once, then patience: pressed again it would accept what the list has meanwhile shown.
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+.");
      return choice.waitFor({ timeout: 5000 }).then(() => true, () => false);
    });
    await picture("vscode-light-bulb");
    await choice.getByText("Generate implementation of").click();
    await line("sqrt(gamma").waitFor({ timeout });
    await page.locator(".notification-toast", { hasText: "speed_of_sound" }).first().waitFor({ timeout });
    await page.keyboard.press("Escape");
    const hover = page.locator(".monaco-hover-content", { hasText: /verified|plausible/ });
    await until(async () => {
      await page.mouse.move(5, 5);
      await line("sqrt(gamma").getByText("sqrt").first().hover();
      await page.waitForTimeout(1500);
      return hover.isVisible();
    });
    await picture("vscode-hover");
  });

  await test("in the window: what refutes wrong code, with a plot", async () => {
    await open("wrong");
    await line("gamma * p * rho").click({ timeout });
    await page.keyboard.press("F1");
    await page.keyboard.type("Ansatz: Validate against its docstring");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Ansatz: Validate against its docstring" }).waitFor({ timeout });
    await page.keyboard.press("Enter");
    await page.locator(".codelens-decoration", { hasText: "Refuted" }).first().waitFor({ timeout });
    await page.keyboard.press("Escape");
    const plot = page.locator(".monaco-hover-content img");
    await until(async () => {
      await page.mouse.move(5, 5);
      await line("gamma * p * rho").getByText("return").first().hover();
      await page.waitForTimeout(1500);
      return plot.isVisible();
    });
    await picture("vscode-refuted");
  });

  await test("in the window: a lens, the status bar and the level of what was generated", async () => {
    await open("sound");
    await page.locator(".codelens-decoration", { hasText: /Verified|Plausible/ }).first().waitFor({ timeout });
    await page.locator(".statusbar-item[id*='ansatz'][aria-label*='1 verified']").first().waitFor({ timeout });
    await picture("vscode-lens");
  });

  await test("in the window: ghost text from a docstring, accepted with Tab", async () => {
    await open("ghost");
    await line("speed of sound [m/s]").click({ timeout });
    for (const key of ["ArrowDown", "End"]) {
      await page.keyboard.press(key);
    }
    const isShown = async () => (await page.locator(".monaco-editor .lines-content").first().innerText()).includes("np.sqrt");
    await until(async () => {
      await page.keyboard.press("F1");
      await page.keyboard.type("Ansatz: Suggest at the cursor");
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "Ansatz: Suggest at the cursor" }).waitFor({ timeout });
      await page.keyboard.press("Enter");
      await page.waitForTimeout(3000);
      return isShown();
    });
    await picture("vscode-ghost-text");
    await page.keyboard.press("Tab");
    await page.locator(".codelens-decoration", { hasText: /Verified|Plausible/ }).first().waitFor({ timeout });
    await line("sqrt(gamma").waitFor({ timeout });
  });

  await test("in the window: a preview as a difference, left with Escape", async () => {
    await open("preview");
    await line("raise NotImplementedError").click({ timeout });
    await page.keyboard.press("F1");
    await page.keyboard.type("Ansatz: Preview implementation");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Ansatz: Preview implementation" }).waitFor({ timeout });
    await page.keyboard.press("Enter");
    await page.locator(".monaco-diff-editor").first().waitFor({ timeout });
    await page.locator(".quick-input-title", { hasText: "what shall be put in" }).waitFor({ timeout });
    await picture("vscode-preview");
    await page.keyboard.press("Escape");
    await line("raise NotImplementedError").waitFor({ timeout });
  });

  await test("in the window: a squiggle where the units contradict the equation", async () => {
    await open("contradiction");
    await page.locator(".monaco-editor .squiggly-warning, .monaco-editor .squiggly-error").first().waitFor({ timeout });
    await picture("vscode-unit-fault");
  });

  await test("in the window: the cancel button of the progress stops the work and leaves the text alone", async () => {
    await open("gases"); // several stubs, so that there is time to cancel
    await line("raise NotImplementedError").click({ timeout });
    await page.keyboard.press("Control+A");
    await page.keyboard.press("F1");
    await page.keyboard.type("Ansatz: Generate implementation");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Ansatz: Generate implementation" }).waitFor({ timeout });
    await page.keyboard.press("Enter");
    const progress = page.locator(".notification-toast", { hasText: "Ansatz" }).filter({ has: page.getByRole("button", { name: "Cancel" }) });
    await progress.getByRole("button", { name: "Cancel" }).waitFor({ timeout });
    await picture("vscode-progress");
    await progress.getByRole("button", { name: "Cancel" }).click({ timeout });
    await progress.waitFor({ state: "detached", timeout });
    await page.waitForTimeout(3000); // an edit that escaped the cancel would come now
    await page.keyboard.press("Control+Home");
    await line("raise NotImplementedError").waitFor({ timeout: 1000 });
    assert.equal(await page.locator(".monaco-editor .view-line", { hasText: "np.sqrt" }).count(), 0);
    assert.equal(await page.locator(".tab.active.dirty").count(), 0, "the text was changed");
  });

  await test("in the window: a key goes into the secret store, and from there to the server alone", async () => {
    const secret = "sk-e2e-never-shown";
    const command = "Ansatz: Keep the key of a language model";
    await page.keyboard.press("F1");
    await page.keyboard.type(command);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: command }).first().waitFor({ timeout });
    await page.keyboard.press("Enter");
    for (const [step, text] of [["(1/2)", "E2E_LAB_KEY"], ["(2/2)", secret]]) {
      await page.locator(".quick-input-title", { hasText: step }).waitFor({ timeout });
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    }
    const wanted = `E2E_LAB_KEY=${secret}`;
    await until(async () => environments((words) => words.includes("serve")).some((each) => each.includes(wanted)));
    assert.ok(!environments((words) => words.includes("bwrap")).some((each) => each.includes(secret)), "a sandbox was given the key");
    const kept = spawnSync("grep", ["-rlF", secret, userData, extensions], { encoding: "utf8" }).stdout;
    assert.equal(kept, "", "the key stands in a file in clear");
  });

  await test("in the window: a server that cannot be started says why and what to do", async () => {
    useServer("/nowhere/ansatz");
    const message = page.locator(".notification-toast", { hasText: "Ansatz could not start its server" });
    await message.waitFor({ timeout });
    const text = await message.innerText();
    assert.match(text, /\/nowhere\/ansatz/);
    assert.match(text, /ansatz\.server\.command/);
    await message.getByRole("button", { name: "Open setting" }).waitFor({ timeout });
    await picture("vscode-no-server");
  });
  await page.close();

  async function until(look) {
    const end = Date.now() + SLOW_MS;
    while (!(await look())) {
      if (Date.now() > end) {
        await picture("failure");
        throw new Error(`waited in vain; see failure.png in ${at.pictures}`);
      }
      await page.waitForTimeout(500);
    }
  }
}
