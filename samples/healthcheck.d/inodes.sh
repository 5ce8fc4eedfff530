#!/bin/bash
# jetpack: timeout=20s
# Are the inodes of the local file systems about to run out? Then no file can be created, however much space is free.
# 0: below the limit. 2: at or above it. 3: could not find out. Never 254: files can be deleted.
# (In shell, not Python: the interpreter inside Jetpack is not told inode counts by its file API.)
set -u
export LC_ALL=C

LIMIT_PERCENT=${INODES_LIMIT_PERCENT:-95}        # used inodes
MOUNTS_FILE=${MOUNTS_FILE:-/proc/self/mounts}
DF_SECONDS=10                                    # how long df may take

# Only types with a fixed number of inodes; btrfs, vfat and the like have none to run out of.
TYPES='^(ext[234]|xfs|f2fs|jfs|reiserfs|tmpfs|zfs)$'

could_not_find_out() {
  echo "cannot find out about inodes: $*" >&2
  exit 3
}

[[ $LIMIT_PERCENT =~ ^[1-9][0-9]{0,2}$ ]] ||
  could_not_find_out "INODES_LIMIT_PERCENT must be 1 to 999, not '$LIMIT_PERCENT'"
[[ -r $MOUNTS_FILE ]] || could_not_find_out "no $MOUNTS_FILE"
awk '$2 ~ "^/" && NF >= 4 { found = 1 } END { exit !found }' "$MOUNTS_FILE" ||
  could_not_find_out "$MOUNTS_FILE lists no mounts"

places=()
while IFS= read -r place; do
  printf -v place '%b' "$place"                  # the kernel writes a blank as \040
  [[ -d $place ]] && places+=("$place")
done < <(awk -v types="$TYPES" '($3 ~ types || $2 == "/") && ("," $4 ",") !~ /,ro,/ && !seen[$2]++ { print $2 }' \
  "$MOUNTS_FILE")
if (( ${#places[@]} == 0 )); then
  echo "no local file system with inodes here"
  exit 0
fi

# df ends with 1 when it may not look at one of many; what it says of the others counts.
table=$(timeout -k 1 "$DF_SECONDS" df --output=ipcent,itotal,target -- "${places[@]}" 2>/dev/null)
code=$?
(( code < 124 )) || could_not_find_out "df ended with $code (124: it took more than $DF_SECONDS s)"

looked_at=0
highest=-1
highest_place=
full=
while read -r percent total place; do
  percent=${percent%\%}
  [[ $percent =~ ^[0-9]+$ && $total =~ ^[1-9][0-9]*$ ]] || continue
  looked_at=$(( looked_at + 1 ))
  if (( percent > highest )); then
    highest=$percent
    highest_place=$place
  fi
  (( percent >= LIMIT_PERCENT )) && full+="${full:+, }$place has used $percent% of its $total inodes"
done <<< "$table"

if [[ -n $full ]]; then
  echo "$full (limit $LIMIT_PERCENT%)" >&2
  exit 2
fi
[[ $table == *[0-9]* || $table == *-* ]] || could_not_find_out "df printed nothing to read and ended with $code"
if (( looked_at == 0 )); then
  echo "no local file system here counts inodes"
else
  echo "file systems: $looked_at, most inodes used on $highest_place: $highest%"
fi
exit 0
