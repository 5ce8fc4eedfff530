[ "$PWD" = "$(pwd -P)" ] && echo "PWD is right"
ls -A
stat -c %a .
touch file && echo "writable"
