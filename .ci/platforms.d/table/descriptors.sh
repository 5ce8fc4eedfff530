for descriptor in /proc/$$/fd/*; do
  # 255 is Bash's own, the script
  [ "${descriptor##*/}" = 255 ] || echo "${descriptor##*/} $(readlink "$descriptor" | sed 's/:.*//')"
done
read -r line || echo "nothing to read"
