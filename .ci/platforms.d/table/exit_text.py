import sys

print("before")
sys.exit("the disk is slow")
