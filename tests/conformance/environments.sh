#!/usr/bin/env bash
# Other environments for the tests: prints their interpreters, with colons between, for ANSATZ_ENVIRONMENTS.
#   environments.sh DIR
# Into DIR goes a virtual environment of our own Python with NumPy 1, and, where `docker-engine.sh` has kept
# its archives (ANSATZ_ENGINE_CACHE), each Debian suite among them as it is: another Python, another NumPy.
set -euo pipefail

dir=$1
cache=${ANSATZ_ENGINE_CACHE:-/var/cache/ansatz-engine}
python=$(dirname "${BASH_SOURCE[0]}")/../../.venv/bin/python
found=()

# By the same uv or pip as our own environment: what it may download from is known to it.
if [ ! -x "$dir/numpy-1/bin/python" ]; then
  "$python" -m venv --without-pip "$dir/numpy-1"
  "$python" -m pip --python "$dir/numpy-1/bin/python" install -q --only-binary :all: 'numpy<2' 'scipy<1.14' >&2
fi
found+=("$dir/numpy-1/bin/python")

for archive in "$cache"/*.tar; do
  [ -r "$archive" ] || continue
  suite=$(basename "$archive" .tar)
  case $suite in *.part) continue ;; esac
  if [ ! -d "$dir/$suite" ]; then
    mkdir -p "$dir/$suite.part"
    tar -xf "$archive" -C "$dir/$suite.part" --exclude='./dev/*' --no-same-owner
    mv "$dir/$suite.part" "$dir/$suite"
  fi
  found+=("$dir/$suite/usr/bin/python3")
done

(IFS=:; printf '%s\n' "${found[*]}")
