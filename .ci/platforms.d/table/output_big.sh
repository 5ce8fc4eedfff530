# expect: {"exit_code": 0, "stdout": "/first\\n0*\\n.*bytes.*\\n0*\\nlast\\n/", "duration_seconds": [0, 10]}
echo "first"
head -c 3000000 /dev/zero | tr '\0' 0
echo
echo "last"
head -c 3000000 /dev/zero | tr '\0' e >&2
