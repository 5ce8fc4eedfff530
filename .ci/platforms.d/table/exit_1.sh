echo "a part of it" 
echo "and why" >&2
exit 1
