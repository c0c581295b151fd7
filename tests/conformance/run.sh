#!/usr/bin/env bash
# The conformance suite on bubblewrap and on a Docker engine of its own, as an ordinary user.
#   run.sh [PYTEST ARGUMENTS]
# As root it makes that user, starts the engine (docker-engine.sh) while bubblewrap is examined, and stops it
# again. As anybody else it examines bubblewrap, and the engine that ANSATZ_TEST_DOCKER names, if any.
# ANSATZ_REQUIRE_DOCKER=1 makes an engine that can't be had a failure; without it the tests are skipped.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
python=$root/.venv/bin/python
user=ansatz-ci

say() { printf 'test-sandbox: %s\n' "$*" >&2; }
examine() { "$python" -B -m pytest -p no:cacheprovider -m sandbox --rootdir "$root" "$@"; }

if [ "$(id -u)" != 0 ]; then
  cd "$root"
  examine "$here" "$@"
  exit
fi

export ANSATZ_ENGINE_SUITES='bookworm trixie'
engine_log=$(mktemp)
home=$(mktemp -d)
getent group "$user" >/dev/null || groupadd --system "$user"
getent passwd "$user" >/dev/null || useradd --system --gid "$user" --no-create-home --shell /bin/sh "$user"
chown "$user:$user" "$home"

"$here/docker-engine.sh" running && ours=no || ours=yes
finish() {
  # The engine may still be starting: what it starts must not outlive us.
  wait "$starting" 2>/dev/null || true
  [ $ours = no ] || "$here/docker-engine.sh" stop
  rm -rf "$home" "$engine_log"
}
(cd / && "$here/docker-engine.sh" start) >"$engine_log" 2>&1 &
starting=$!
trap finish EXIT

# What only root can open (a checkout or an interpreter in root's home) is shown to the user in a mount
# namespace of the tests, so that nothing is opened for anybody else.
as_user() {
  unshare --mount --propagation private "$here/as-user.sh" "$user" "$home" "$root" \
    "$("$python" -c 'import sys; print(sys.base_prefix)')" -- "$@"
}
suite() { as_user env "${settings[@]}" "$python" -B -m pytest -p no:cacheprovider -m sandbox --rootdir "$root" "$@"; }

export ANSATZ_ENGINE_CACHE=${ANSATZ_ENGINE_CACHE:-/var/cache/ansatz-engine}
status=0
settings=(ANSATZ_TEST_DOCKER= ANSATZ_REQUIRE_DOCKER=)
say "bubblewrap, as $user"
suite -q "$here/test_bubblewrap.py" "$@" || status=1

if wait "$starting"; then
  settings=("ANSATZ_TEST_DOCKER=$("$here/docker-engine.sh" host)" ANSATZ_REQUIRE_DOCKER=1)
else
  say "no Docker engine could be started here:"
  tail -n 20 "$engine_log" >&2
  settings=(ANSATZ_TEST_DOCKER= "ANSATZ_REQUIRE_DOCKER=${ANSATZ_REQUIRE_DOCKER:-}")
fi
say "other environments"
settings+=("ANSATZ_ENVIRONMENTS=$("$here/environments.sh" "$ANSATZ_ENGINE_CACHE/environments")")
say "the Docker engine, as $user"
suite -q --ignore "$here/test_bubblewrap.py" "$here" "$@" || status=1
exit $status
