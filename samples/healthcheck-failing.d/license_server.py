#!/usr/bin/env python3
"""Has a mistake of its own: the exception that nobody catches is exit code 1, and no reason to lose a machine."""
import socket

socket.create_connection(("127.0.0.1", 9), timeout=5)  # nobody listens on the discard port
