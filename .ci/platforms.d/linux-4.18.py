"""Runs a command as Linux 4.18 (RHEL 8) would: every system call that came later fails with ENOSYS, for it and its children.

    linux-4.18.py PROGRAM ARGUMENT...

The numbers of later calls are all greater than those of the calls that 4.18 has, so that one comparison tells them apart.
What came later within a call, such as new flags, is not refused.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

# AUDIT_ARCH_... and the last call of 4.18: rseq on both, but kexec_file_load (5.0 on arm64) has the next number there
MACHINES = {"x86_64": (0xC000003E, 334), "aarch64": (0xC00000B7, 293)}

PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
RETURN_ALLOW = 0x7FFF0000
RETURN_ERRNO = 0x00050000
RETURN_KILL = 0x80000000

LOAD, JUMP_EQUAL, JUMP_GREATER, RETURN = 0x20, 0x15, 0x25, 0x06
NUMBER, ARCHITECTURE = 0, 4


def instruction(code, if_true, if_false, value):
    return struct.pack("=HBBI", code, if_true, if_false, value)


def refuse_later_calls():
    architecture, last = MACHINES[platform.machine()]
    program = b"".join(
        (
            instruction(LOAD, 0, 0, ARCHITECTURE),
            instruction(JUMP_EQUAL, 1, 0, architecture),
            instruction(RETURN, 0, 0, RETURN_KILL),
            instruction(LOAD, 0, 0, NUMBER),
            instruction(JUMP_GREATER, 0, 1, last),
            instruction(RETURN, 0, 0, RETURN_ERRNO | errno.ENOSYS),
            instruction(RETURN, 0, 0, RETURN_ALLOW),
        )
    )
    instructions = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]

    filter = Program(len(program) // 8, ctypes.cast(instructions, ctypes.c_void_p))
    library = ctypes.CDLL(None, use_errno=True)
    # a process without CAP_SYS_ADMIN would have to give up sudo first; this one is root's
    if library.prctl(PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_MODE_FILTER), ctypes.byref(filter), 0, 0) != 0:
        raise SystemExit("the filter was refused: " + os.strerror(ctypes.get_errno()))


if __name__ == "__main__":
    refuse_later_calls()
    os.execvp(sys.argv[1], sys.argv[1:])
