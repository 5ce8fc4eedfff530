echo "broken" >&2
exit 254
