#!/usr/bin/env bash
# A Docker engine of its own for the conformance tests, on a Debian machine without a registry.
#   docker-engine.sh start   installs what is missing, starts dockerd apart from any other, imports the bases
#   docker-engine.sh stop    ends it by its process id and removes what it held; the bases' archives are kept
#   docker-engine.sh host    prints the DOCKER_HOST to use
#   docker-engine.sh running tells by its exit code whether it was started
# Needs root. ANSATZ_ENGINE_DIR, _DATA and _CACHE say where it lives; ANSATZ_ENGINE_GROUP may use it;
# ANSATZ_ENGINE_SUITES are the Debian suites to import, each as the image ansatz-base:SUITE.
set -euo pipefail

dir=${ANSATZ_ENGINE_DIR:-/run/ansatz-engine}
cache=${ANSATZ_ENGINE_CACHE:-/var/cache/ansatz-engine}
group=${ANSATZ_ENGINE_GROUP:-ansatz-ci}
suites=${ANSATZ_ENGINE_SUITES:-bookworm}
data=${ANSATZ_ENGINE_DATA:-/var/lib/ansatz-engine}
socket=$dir/docker.sock
pidfile=$dir/dockerd.pid
log=$cache/dockerd.log
export DOCKER_HOST=unix://$socket

say() { printf 'docker-engine: %s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }

install_packages() {
  local missing=() package
  for package in docker.io iptables mmdebstrap; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  say "installing ${missing[*]}"
  apt-get update -qq
  # A daemon that the package starts by itself would be another one than ours.
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$cache/apt.log" 2>&1 ||
    { tail -n 20 "$cache/apt.log" >&2; exit 2; }
}

running() { [ -s "$pidfile" ] && kill -0 "$(cat "$pidfile")" 2>/dev/null; }

mount_cgroups() {
  # A machine without an init system may have none; nothing is done where there is any.
  grep -qs ' /sys/fs/cgroup' /proc/mounts && return
  mount -t cgroup2 none /sys/fs/cgroup
}

start_daemon() {
  running && return
  mount_cgroups
  getent group "$group" >/dev/null || groupadd --system "$group"
  mkdir -p "$dir/exec" "$data"
  say "starting dockerd"
  setsid /usr/sbin/dockerd --iptables=false --ip6tables=false --bridge=none --group "$group" \
    --data-root "$data" --exec-root "$dir/exec" --pidfile "$pidfile" --host "unix://$socket" \
    --log-level warn >"$log" 2>&1 </dev/null &
  for _ in $(seq 300); do
    docker version >/dev/null 2>&1 && return
    sleep 0.1
  done
  tail -n 20 "$log" >&2
  fail "dockerd did not answer within 30 s"
}

# The hook that Debian's packages run has compiled most modules already; what they left out is done here. Some
# suites have SciPy depend on a compiler and its headers, which nobody needs inside.
base() {
  local suite=$1 archive=$cache/$1.tar
  [ -s "$archive" ] && return
  say "making the base from Debian $suite"
  mmdebstrap --quiet --variant=minbase --include=python3,python3-numpy,python3-scipy,python3-pip \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/include/*' \
    --dpkgopt='path-exclude=/usr/lib/gcc/*' --dpkgopt='path-exclude=*.a' \
    --dpkgopt=force-unsafe-io --aptopt='Apt::Install-Recommends "false"' \
    --customize-hook='chroot "$1" python3 -m compileall -q /usr/lib/python3 || true' \
    --customize-hook='rm -rf "$1"/var/cache/apt/* "$1"/var/lib/apt/lists/*' \
    "$suite" "$cache/$suite.part.tar" || fail "mmdebstrap failed for $suite"
  mv "$cache/$suite.part.tar" "$archive"
}

start() {
  [ "$(id -u)" = 0 ] || fail "needs root"
  mkdir -p "$cache"
  install_packages
  start_daemon
  local suite made=()
  for suite in $suites; do
    base "$suite" &
    made+=($!)
  done
  for suite in "${made[@]}"; do wait "$suite"; done
  for suite in $suites; do
    docker image inspect "ansatz-base:$suite" >/dev/null 2>&1 && continue
    say "importing $suite"
    docker import "$cache/$suite.tar" "ansatz-base:$suite" >/dev/null
  done
  say "ready at $DOCKER_HOST"
}

stop() {
  if running; then
    local pid
    pid=$(cat "$pidfile")
    say "stopping dockerd ($pid)"
    docker ps -aq | xargs -r docker rm -f >/dev/null 2>&1 || true
    kill -TERM "$pid"
    for _ in $(seq 200); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    ! kill -0 "$pid" 2>/dev/null || kill -KILL "$pid"
  fi
  # Whatever the daemon left mounted would make the removal reach into it.
  awk -v a="$dir/" -v b="$data/" 'index($2 "/", a) == 1 || index($2 "/", b) == 1 {print $2}' /proc/mounts | sort -r |
    while read -r place; do umount -l "$place" || true; done
  rm -rf "$dir" "$data"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  host) echo "$DOCKER_HOST" ;;
  running) running ;;
  *) fail "start, stop, host or running" ;;
esac
