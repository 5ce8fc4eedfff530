set -eu
echo "before"
cat /no/such/file 2>/dev/null
echo "never"
