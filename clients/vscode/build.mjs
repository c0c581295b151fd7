// Bundles the extension into dist/, beside the licences of the packages that went into the bundle.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const { metafile } = await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.cjs",
  bundle: true,
  platform: "node",
  target: "node20", // of VS Code 1.91, the oldest that engines.vscode admits
  format: "cjs",
  external: ["vscode"],
  minify: true,
  metafile: true,
  logLevel: "info",
});

const packages = new Set();
for (const input of Object.keys(metafile.inputs)) {
  const name = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
  if (name !== undefined) {
    packages.add(name);
  }
}
const notices = [...packages].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) {
    throw new Error(`${name} has no licence file to ship`);
  }
  return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
});
writeFileSync("dist/LICENSES.txt", notices.join(`\n${"-".repeat(80)}\n\n`));
