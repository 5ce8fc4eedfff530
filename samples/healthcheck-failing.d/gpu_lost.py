#!/usr/bin/env python3
"""Decides that this machine must go, in Python: sys.exit(254), with the reason on stderr."""
import sys

print("GPU 3 (0000:3b:00.0) has fallen off the bus: Xid 79", file=sys.stderr)
sys.exit(254)
