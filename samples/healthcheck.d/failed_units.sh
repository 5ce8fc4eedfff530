#!/bin/bash
# jetpack: timeout=20s
# Has a service of this machine failed? 0: none, or systemd does not run here. 2: at least one. 3: could not find out.
# Never 254: a failed unit says which log to read, not that the machine is lost.
set -u
export LC_ALL=C

read -r -a IGNORE <<< "${FAILED_UNITS_IGNORE:-}" # patterns of names, separated by blanks: "dnf-*.service"
SYSTEMD_RUNTIME=${SYSTEMD_RUNTIME:-/run/systemd/system}   # there while systemd runs
SHOWN=5                                          # names in the message
ANSWER_SECONDS=10                                # how long systemctl may take

if [[ ! -d $SYSTEMD_RUNTIME ]] || ! command -v systemctl > /dev/null; then
  echo "systemd does not run here"
  exit 0
fi
answer=$(timeout -k 1 "$ANSWER_SECONDS" systemctl --failed --no-legend --no-pager --full 2>&1)
code=$?
if (( code != 0 )); then
  echo "cannot ask systemd: systemctl ended with $code${answer:+: ${answer%%$'\n'*}}" >&2
  exit 3
fi

failed=()
while read -r mark unit load _; do
  [[ -n $mark ]] || continue
  # Most versions put a dot before a failed unit's name, with LC_ALL=C a star.
  [[ $mark == *.* ]] && { load=$unit; unit=$mark; }
  if [[ $unit != *.* || ! $load =~ ^[a-z-]+$ ]]; then
    echo "cannot read systemctl's line '$mark $unit $load'" >&2
    exit 3
  fi
  for pattern in ${IGNORE[@]+"${IGNORE[@]}"}; do
    # shellcheck disable=SC2053 # it is meant as a pattern
    [[ $unit == $pattern ]] && continue 2
  done
  failed+=("$unit")
done <<< "$answer"

if (( ${#failed[@]} > 0 )); then
  names=${failed[*]:0:SHOWN}
  (( ${#failed[@]} > SHOWN )) && names+=" and $(( ${#failed[@]} - SHOWN )) more"
  echo "failed units: $names (systemctl status UNIT names the cause)" >&2
  exit 2
fi
echo "no failed units"
exit 0
