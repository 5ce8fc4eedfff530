#!/bin/sh
# Makes a machine that is like this one but lacks one thing, and runs every command of the program there.
#
# Usage: unshare --mount --pid --fork sh odd-machine.sh MISSING ROOT PROGRAM JDK NODE
#   MISSING  the path that is missing, "name" for a user without a name, "nothing"
#   ROOT     an empty directory, where the machine is made; it goes with the namespace
#   PROGRAM  the directory of the program
#   JDK      the directory of a JDK for it
#   NODE     the agent's home
# Of this machine, nothing but the home can be written there. Each call is printed with its exit code
# in brackets, its lines on stdout behind "out|" and those on stderr behind "err|".
set -eu

missing=$1
root=$2
as=

mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$root"

# show FROM TO: the same tree, read-only
show() {
  mkdir -p "$root$2"
  mount --rbind "$1" "$root$2"
  mount -o remount,bind,ro "$root$2"
}

for path in /*; do
  case $path in
    /proc | /sys | /dev | /etc | /tmp | /run | /mnt | /media | /lost+found) ;;
    *)
      if [ -L "$path" ]; then
        cp -P "$path" "$root$path"
      elif [ -d "$path" ]; then
        show "$path" "$path"
      fi
      ;;
  esac
done
cp -a /etc "$root/etc"
mkdir "$root/proc" "$root/sys" "$root/dev" "$root/mnt" "$root/run" "$root/node"
mkdir -m 1777 "$root/tmp"
mount --rbind /sys "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
mkdir -m 1777 "$root/dev/shm"
show "$3" /program
show "$4" /jdk
mount --bind "$5" "$root/node"

case $missing in
  # of all that is no process there is nothing then, also neither /proc/cpuinfo nor /proc/sys
  /proc/mounts) mount -t proc -o subset=pid proc "$root/proc" ;;
  /proc) ;;
  *) mount -t proc proc "$root/proc" ;;
esac
case $missing in
  nothing | /proc | /proc/mounts) ;;
  name) as='setpriv --reuid=4242 --regid=4242 --clear-groups' ;;
  /sys)
    umount -l "$root/sys"
    rmdir "$root/sys"
    ;;
  *) rm -r "${root:?}$missing" ;;
esac
[ "$missing" != name ] || chown -R 4242:4242 "$5"

cat >"$root/commands" <<'COMMANDS'
call() {
  echo "\$ jetpack $*"
  code=0
  /program/bin/jetpack "$@" </dev/null >/node/out 2>/node/err || code=$?
  sed 's/^/out| /' /node/out
  sed 's/^/err| /' /node/err
  echo "[$code]"
}
cd /node
call version
call help
call help healthcheck run
call plugins
call config
call config cyclecloud.cluster.name
call config cyclecloud.cluster.name
call config platform
call config filesystem
call config no.such.key default
call log hello --no-wait
call send hello --routing-key a.b --no-wait
call keepalive 1h
call keepalive status
call healthcheck list
call healthcheck validate
call healthcheck run
call healthcheck run --act
/program/bin/jetpack healthcheck service </dev/null >/dev/null 2>/node/service.err &
service=$!
looks=0
until [ -e /node/run/status.json ] || [ $((looks += 1)) -gt 300 ]; do
  sleep 0.1
done
call healthcheck status
call log 'beside a service'
kill "$service"
code=0
wait "$service" || code=$?
echo "\$ jetpack healthcheck service"
sed 's/^/err| /' /node/service.err
echo "[$code]"
call keepalive cancel
call converge --dry-run
call converge --cluster-init
call converge --status
call install --root /node/image --dry-run
call install --root /node/image
call uninstall --root /node/image --purge
COMMANDS
# shellcheck disable=SC2086 # words of a command, or none
exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin CYCLECLOUD_HOME=/node \
  JETPACK_JAVA_HOME=/jdk JETPACK_CONVERGE_BASE=/node/specs LANG=C.UTF-8 HOME=/node/user $as sh /commands
