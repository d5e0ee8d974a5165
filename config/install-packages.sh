#!/usr/bin/env bash
# Installs the packages of system-packages.txt that are missing, as root or with sudo; ./hall runs it at set-up.
# Exit 1 when one that is needed cannot be installed, after saying plainly which are missing.
set -euo pipefail

packages="$(dirname "${BASH_SOURCE[0]}")/system-packages.txt"

say() { printf 'hall: %s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }
has() { PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
may_be_root() { [ "$(id -u)" = 0 ] || { has sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }; }

# Prints the packages of one use that are not there: by package on Debian and Ubuntu, by program elsewhere.
missing_packages() {
    local name use program _
    while read -r name use program _; do
        # shellcheck disable=SC2053 # $1 is a pattern
        if [[ -z $name || $name == '#'* || $use != $1 ]]; then continue; fi
        if [[ $use == optional ]] && has "$program"; then continue; fi
        if has apt-get; then
            # Ubuntu 24.04 has some libraries under a name that ends in t64; the old name still installs them.
            [[ $(dpkg-query -W -f '${Status}\n' "$name" "${name}t64" 2>/dev/null) == *' installed'* ]] || echo "$name"
        else
            [[ $program == - ]] || has "$program" || echo "$name"
        fi
    done <"$packages"
}

# Packages may not start services now, nor the broker, the database and the print scheduler at the next boot: the hall starts its own.
apt_install() {
    say "system packages: $*"
    as_root bash -euo pipefail -s -- "$@" <<'AS_ROOT'
quiet=/usr/sbin/policy-rc.d
if [ ! -e $quiet ]; then
    trap 'rm -f $quiet' EXIT
    printf '#!/bin/sh\nexit 101\n' >$quiet && chmod 755 $quiet
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q </dev/null
apt-get install -q -y --no-install-recommends -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" </dev/null
for package in mosquitto postgresql cups-daemon; do
    if [[ " $* " != *" $package "* ]] || ! command -v systemctl >/dev/null; then continue; fi
    systemctl disable --quiet "${package%-daemon}" || true
done
AS_ROOT
}

# Ubuntu's browser packages only fetch a snap, which not every machine can run: they do not count.
is_real_package() { has apt-cache && [[ $(apt-cache policy "$1") =~ Candidate:\ [0-9][^$'\n']* && ${BASH_REMATCH[0]} != *snap* ]]; }

mapfile -t missing < <(missing_packages '!(optional)')
if [ ${#missing[@]} != 0 ]; then
    has apt-get || fail "neither Debian nor Ubuntu: install what these packages hold, then start again: ${missing[*]}"
    may_be_root || fail "neither root nor sudo: ask for these packages to be installed, then start again: ${missing[*]}"
    apt_install "${missing[@]}"
fi
for name in $(missing_packages optional); do
    if may_be_root && is_real_package "$name"; then apt_install "$name"; continue; fi
    say "going on without $name, which no package list here offers: $(grep "^$name " "$packages")"
done
