#!/bin/bash
# jetpack: timeout=60s confirm=2
# Are the NVIDIA GPUs there and sound? 0: yes, or there are none. 2: one needs a look. 3: could not find out.
# 254: one has fallen off the bus. Nothing but a restart brings it back, and the same card falls off again.
set -u
export LC_ALL=C

ECC_LIMIT=${GPU_ECC_LIMIT:-0}                    # uncorrected memory errors since the driver was loaded, a GPU
ANSWER_SECONDS=${GPU_ANSWER_SECONDS:-20}         # nvidia-smi may be slow, but not that slow
SYS_ROOT=${SYS_ROOT:-/sys}
# Errors of the hardware or the driver; 13, 31, 43 or 45 are mistakes of a program.
XIDS='48|62|64|74|79|92|94|95|119|120'

end() { # CODE MESSAGE
  if (( $1 == 0 )); then echo "$2"; else echo "$2" >&2; fi
  exit "$1"
}

count_on_bus() {
  local device vendor class count=0
  for device in "$SYS_ROOT"/bus/pci/devices/*; do
    { read -r vendor < "$device/vendor" && read -r class < "$device/class"; } 2> /dev/null || continue
    [[ $vendor == 0x10de && $class == 0x030* ]] && count=$(( count + 1 ))
  done
  echo "$count"
}

[[ $ECC_LIMIT =~ ^(0|[1-9][0-9]{0,8})$ ]] || end 3 "GPU_ECC_LIMIT must be a number, not '$ECC_LIMIT'"
on_bus=$(count_on_bus)
command -v nvidia-smi > /dev/null || end 0 "no nvidia-smi here, NVIDIA GPUs on the bus: $on_bus"

answer=$(timeout -k 1 "$ANSWER_SECONDS" nvidia-smi \
  --query-gpu=index,pci.bus_id,ecc.errors.uncorrected.volatile.total --format=csv,noheader,nounits 2>&1)
code=$?
said=${answer//$'\n'/ }
(( code == 124 || code == 137 )) && end 2 "nvidia-smi did not answer within $ANSWER_SECONDS s"
if (( code == 15 )) || grep -Eqi 'GPU is lost|fallen off the bus' <<< "$answer"; then
  end 254 "a GPU is lost: nvidia-smi ended with $code: ${said:-no message}"
fi

listed=0
broken=
while IFS=', ' read -r index bus errors; do
  [[ $index =~ ^[0-9]+$ && $bus == *:*:*.* && -n $errors ]] || continue
  listed=$(( listed + 1 ))
  [[ $errors =~ ^[1-9][0-9]{0,17}$ ]] && (( errors > ECC_LIMIT )) &&  # without ECC it says [N/A]
    broken+="${broken:+, }GPU $index ($bus): $errors uncorrected memory errors (limit $ECC_LIMIT)"
done <<< "$answer"

# The kernel's log tells since the start of the machine, each kind of error of a GPU once.
xids=$(timeout -k 1 5 dmesg 2> /dev/null | grep -Eo "NVRM: Xid \(PCI:[^)]*\): ($XIDS)," | sort -u | tr '\n' ' ')
if (( listed < on_bus )) && [[ $xids == *": 79,"* ]]; then
  end 254 "a GPU has fallen off the bus: nvidia-smi lists $listed of $on_bus, the kernel says ${xids%, }"
fi
if (( listed == 0 && on_bus == 0 )); then
  end 0 "none"
fi
if (( code != 0 || listed == 0 )); then
  end 3 "cannot ask the NVIDIA GPUs ($on_bus on the bus): nvidia-smi ended with $code: ${said:-no message}"
fi
[[ -z $xids ]] || broken+="${broken:+, }in the kernel's log: ${xids%, }"
[[ -z $broken ]] || end 2 "$broken"
end 0 "GPUs: $listed listed, $on_bus on the bus, no errors"
