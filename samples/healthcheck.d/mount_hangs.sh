#!/bin/bash
# jetpack: interval=2m timeout=30s
# Does every network mount answer? All are asked at the same time, each within a time limit.
# 0: all answer, or there are none. 2: at least one does not. 3: could not find out.
# Never 254: when a file server is down, a new machine would not see it either.
set -u
export LC_ALL=C

LIMIT_SECONDS=${MOUNT_HANGS_LIMIT_SECONDS:-5}    # how long a mount may take to answer
MOUNTS_FILE=${MOUNTS_FILE:-/proc/self/mounts}
LOCKS=${MOUNT_HANGS_LOCK_DIR:-/run/jetpack-mount_hangs}
TYPES='^(nfs4?|lustre|cifs|smb3|beegfs(_nodev)?|gpfs|ceph|wekafs|panfs|orangefs'
TYPES+='|fuse[.](ceph|ceph-fuse|glusterfs|sshfs|s3fs|gcsfuse|blobfuse2?))$'

could_not_find_out() {
  echo "cannot find out about network mounts: $*" >&2
  exit 3
}

# A process that waits for a dead server may survive even SIGKILL. So nobody here waits for a probe: it sends its
# answer, if ever, through the pipe at 9. While it lives it holds a lock, and no second one joins it in the trap.
probe() { # NUMBER MOUNT_POINT
  local lock=${2//%/%25} message
  lock=$LOCKS/${lock//\//%2F}
  mkdir -p "$LOCKS"                              # where that fails, probes go without locks
  if command -v flock && { exec 8>> "$lock"; } && ! flock -w "$LIMIT_SECONDS" 8; then
    echo "$1 124 it does not answer an earlier run either" >&9
    return
  fi
  message=$(timeout -k 1 "$LIMIT_SECONDS" stat -f -- "$2" 2>&1 > /dev/null)
  echo "$1 $? ${message//$'\n'/ }" >&9
}

[[ $LIMIT_SECONDS =~ ^[1-9][0-9]{0,2}$ ]] ||
  could_not_find_out "MOUNT_HANGS_LIMIT_SECONDS must be 1 to 999, not '$LIMIT_SECONDS'"
[[ -r $MOUNTS_FILE ]] || could_not_find_out "no $MOUNTS_FILE"
awk '$2 ~ "^/" && NF >= 4 { found = 1 } END { exit !found }' "$MOUNTS_FILE" ||
  could_not_find_out "$MOUNTS_FILE lists no mounts"
command -v timeout > /dev/null || could_not_find_out "no timeout on PATH"
command -v stat > /dev/null || could_not_find_out "no stat on PATH"

scratch=$(mktemp -d 2> /dev/null) || could_not_find_out "no temporary directory"
mkfifo "$scratch/answers" && { exec 9<> "$scratch/answers"; }
pipe=$?
rm -rf "$scratch"
(( pipe == 0 )) || could_not_find_out "no pipe in $scratch"

places=()
states=()
while read -r source place kind _; do
  printf -v place '%b' "$place"                  # the kernel writes a blank as \040
  probe "${#places[@]}" "$place" < /dev/null > /dev/null 2>&1 &
  places+=("$place ($kind from $source)")
  states+=("did not answer within $LIMIT_SECONDS s")
done < <(awk -v types="$TYPES" '$3 ~ types && !seen[$2]++ { print $1, $2, $3 }' "$MOUNTS_FILE")

waiting=${#places[@]}
deadline=$(( SECONDS + 2 * LIMIT_SECONDS + 2 ))  # the wait for a lock, the probe, the kill
while (( waiting > 0 && SECONDS < deadline )) && read -r -t $(( deadline - SECONDS )) -u 9 number code message; do
  waiting=$(( waiting - 1 ))
  case $code in
    0) states[number]= ;;
    124 | 137) states[number]+=${message:+, $message} ;;
    *) states[number]=${message:-"stat ended with $code"} ;;
  esac
done

broken=
for number in ${places[@]+"${!places[@]}"}; do
  [[ -z ${states[number]} ]] || broken+="${broken:+; }${places[number]}: ${states[number]}"
done
if [[ -n $broken ]]; then
  echo "$broken" >&2
  exit 2
fi
echo "network mounts: ${#places[@]}, all answer"
exit 0
