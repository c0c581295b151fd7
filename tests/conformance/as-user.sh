#!/usr/bin/env bash
# Runs a command as an ordinary user, who gets to see folders that only root can open.
#   as-user.sh USER HOME FOLDER... -- COMMAND...
# To be started by root in a mount namespace of its own: there a closed folder is covered by an empty one,
# in which only the FOLDERs below it are mounted again.
set -euo pipefail
user=$1 home=$2
shift 2
folders=()
while [ "$1" != -- ]; do folders+=("$1"); shift; done
shift

as() { setpriv --reuid "$user" --regid "$user" --init-groups --no-new-privs "$@"; }

# The outermost folder on the way to $1 that the user can't pass.
closed() {
  local path='' part
  local IFS=/
  for part in $1; do
    [ -n "$part" ] || continue
    path=$path/$part
    as test -x "$path" || { echo "$path"; return; }
  done
}

held=$(mktemp -d)
for index in "${!folders[@]}"; do
  [ -n "$(closed "${folders[$index]}")" ] || { unset "folders[$index]"; continue; }
  mkdir "$held/$index"
  mount --bind "${folders[$index]}" "$held/$index"
done
for index in "${!folders[@]}"; do
  cover=$(closed "${folders[$index]}")
  if [ -n "$cover" ]; then
    mount -t tmpfs -o mode=755 none "$cover"
  fi
  mkdir -p "${folders[$index]}"
  mount --move "$held/$index" "${folders[$index]}"
done
cd /
# As a login would leave it: nothing of root's environment but what the caller sets.
as env --ignore-environment "HOME=$home" "TMPDIR=/tmp" PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 "$@"
