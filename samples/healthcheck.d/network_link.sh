#!/bin/bash
# jetpack: timeout=10s
# Has every network interface that is switched on a link, and a link as fast as it should be?
# 0: yes. 2: an interface to look at. 3: could not find out. Never 254: it may be the switch, for all its machines.
set -u
export LC_ALL=C

MINIMUM_MBPS=${NETWORK_SPEED_MINIMUM_MBPS:-1000} # Mbit/s; a bad cable falls back to 100 or 10
read -r -a IGNORE <<< "${NETWORK_IGNORE:-}"      # patterns of names, separated by blanks: "eno3 enx*"
SYS_ROOT=${SYS_ROOT:-/sys}

could_not_find_out() {
  echo "cannot find out about the network: $*" >&2
  exit 3
}

value() { # FILE: its first word; nothing when the kernel does not say (a read fails while there is no link)
  local word=
  { read -r word _ < "$1"; } 2> /dev/null
  echo "$word"
}

ignored() { # NAME
  local pattern
  for pattern in ${IGNORE[@]+"${IGNORE[@]}"}; do
    # shellcheck disable=SC2053 # it is meant as a pattern
    [[ $1 == $pattern ]] && return 0
  done
  return 1
}

[[ $MINIMUM_MBPS =~ ^(0|[1-9][0-9]{0,6})$ ]] ||
  could_not_find_out "NETWORK_SPEED_MINIMUM_MBPS must be a number, not '$MINIMUM_MBPS'"
[[ -d $SYS_ROOT/class/net ]] || could_not_find_out "no $SYS_ROOT/class/net"

links=0
broken=
for interface in "$SYS_ROOT"/class/net/*; do
  name=${interface##*/}
  # Bridges, tunnels and a container's veth have no device; Wi-Fi may be on without a network around.
  [[ -e $interface/device && ! -e $interface/phy80211 && ! -e $interface/wireless ]] || continue
  ignored "$name" && continue
  flags=$(value "$interface/flags")
  [[ $flags =~ ^0x[0-9a-fA-F]+$ ]] || could_not_find_out "$interface/flags says '$flags'"
  (( flags & 1 )) || continue                    # switched off on purpose
  links=$(( links + 1 ))
  speed=$(value "$interface/speed")
  if [[ $(value "$interface/carrier") != 1 ]]; then
    broken+="${broken:+, }$name is up but has no link"
  elif [[ $speed =~ ^[1-9][0-9]{0,8}$ ]] && (( speed < MINIMUM_MBPS )); then
    broken+="${broken:+, }$name runs at $speed Mbit/s (limit $MINIMUM_MBPS)"
  fi                                             # virtual machines often know no speed: -1, or nothing
done

if [[ -n $broken ]]; then
  echo "$broken" >&2
  exit 2
fi
echo "physical interfaces up: $links, all with a link"
exit 0
