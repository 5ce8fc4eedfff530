#!/bin/bash
# jetpack: timeout=30s
# Does the clock agree with the time service? Tickets, munge and make fail in strange ways when it does not.
# 0: it does, or there is no time service here (a container takes the time from its host). 2: it does not.
# 3: the service does not answer. Never 254: the service can be restarted.
set -u
export LC_ALL=C

LIMIT_MILLISECONDS=${CLOCK_DRIFT_LIMIT_MILLISECONDS:-500}
SYSTEMD_RUNTIME=${SYSTEMD_RUNTIME:-/run/systemd/system}   # there while systemd runs
ANSWER_SECONDS=5                                 # how long a tool may take

complaints=                                      # of services that are installed but do not answer

ask() { # COMMAND...: its output in $answer
  answer=$(timeout -k 1 "$ANSWER_SECONDS" "$@" 2>&1) && return 0
  complain "$1" "${answer:-no answer}"
  return 1
}

complain() { # TOOL WHAT
  complaints+="${complaints:+; }$1: ${2:0:120}"
}

judge() { # SERVICE OFFSET UNIT_IN_MILLISECONDS: ends the check
  [[ $2 =~ ^[-+]?[0-9]+([.][0-9]+)?(e[-+]?[0-9]+)?$ ]] || return 0
  local offset
  offset=$(awk -v offset="$2" -v unit="$3" 'BEGIN { printf "%.3f", offset * unit }')
  if awk -v offset="$offset" -v limit="$LIMIT_MILLISECONDS" 'BEGIN { exit !(offset > limit || -offset > limit) }'; then
    echo "the clock is off by $offset ms (limit $LIMIT_MILLISECONDS ms), says $1" >&2
    exit 2
  fi
  echo "clock within $offset ms of $1"
  exit 0
}

not_synchronised() { # SERVICE DETAIL
  echo "the clock follows no time source, says $1${2:+: $2}" >&2
  exit 2
}

ask_chrony() {
  local fields
  ask chronyc -n -c tracking || return
  IFS=, read -r -a fields <<< "$answer"          # 5th: offset in seconds, 14th: leap status
  if (( ${#fields[@]} >= 14 )); then
    [[ ${fields[13]} == Not\ synchronised ]] && not_synchronised chrony
    judge chrony "${fields[4]}" 1000
  fi
  complain chronyc "cannot read '$answer'"
}

ask_ntp() {
  ask ntpq -pn || return
  [[ $answer != *refid* ]] || grep -q '^[*o]' <<< "$answer" || not_synchronised ntpd
  judge ntpd "$(awk '/^[*o]/ { print $9; exit }' <<< "$answer")" 1    # in milliseconds
  complain ntpq "cannot read '$answer'"
}

ask_systemd() {
  ask timedatectl status || return
  if grep -Eqi '(clock|NTP) synchronized: *yes' <<< "$answer"; then
    echo "clock synchronized, says timedatectl"
    exit 0
  fi
  grep -Eqi 'NTP (service|enabled): *n/a' <<< "$answer" && return     # there is no service to be asked
  grep -Eqi '(clock|NTP) synchronized: *no' <<< "$answer" &&
    not_synchronised timedatectl "$(grep -Ei 'NTP (service|enabled):' <<< "$answer" | xargs)"
  complain timedatectl "cannot read '$answer'"
}

if ! [[ $LIMIT_MILLISECONDS =~ ^[1-9][0-9]{0,8}$ ]]; then
  echo "CLOCK_DRIFT_LIMIT_MILLISECONDS must be a number above 0, not '$LIMIT_MILLISECONDS'" >&2
  exit 3
fi
command -v chronyc > /dev/null && ask_chrony
command -v ntpq > /dev/null && ask_ntp
[[ -d $SYSTEMD_RUNTIME ]] && command -v timedatectl > /dev/null && ask_systemd
if [[ -n $complaints ]]; then
  echo "cannot find out about the clock: ${complaints//$'\n'/ }" >&2
  exit 3
fi
echo "no time service here, nothing to compare with"
exit 0
