"""Taking the network away from a process, for good, by means of the operating system.

The query engine below can send requests by itself (SERVICE), past everything that Python could
refuse. So the process that answers a query that might do so first gives up the right to open a
socket."""

import ctypes
import os
import platform
import sys

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
"""Classic BPF: load a word, jump if equal, jump if at least, return (linux/bpf_common.h)."""
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13
"""What a filter answers: go on, or fail with EACCES (linux/seccomp.h)."""
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
"""Arguments of prctl(2)."""
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Machine → (AUDIT_ARCH, number of the system call socket)."""
_IO_URING_SETUP = 425  # it could open sockets without the call; the same number everywhere
_OTHER_ABI = 0x40000000  # system calls of x32


class _Step(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_uint16),
        ("jump", ctypes.c_uint8),
        ("else_jump", ctypes.c_uint8),
        ("operand", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step))]


def drop_network() -> bool:
    """Return whether this process can open no network connection from now on; there is no way back.

    Tried in turn: a seccomp filter (Linux), an empty network namespace (Linux), the sandbox of
    macOS. Elsewhere: False."""
    if sys.platform == "linux":
        return _filter_calls() or _leave_namespace()
    if sys.platform == "darwin":
        return _enter_sandbox()
    return False


def _filter_calls() -> bool:
    """Refuse the system calls that open sockets (seccomp, Linux 3.17; needs no rights)."""
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    architecture, socket_call = machine
    plan = (
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 5, architecture),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, 3, 0, _OTHER_ABI),
        (_EQUAL, 2, 0, socket_call),
        (_EQUAL, 1, 0, _IO_URING_SETUP),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
    steps = (_Step * len(plan))(*(_Step(*step) for step in plan))
    program = _Program(len(plan), steps)
    control = ctypes.CDLL(None, use_errno=True).prctl
    if control(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    done: int = control(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)
    return done == 0


def _leave_namespace() -> bool:
    """Move to a network of its own, in which there is nothing (unshare(2); may need rights)."""
    if sys.platform != "linux":
        return False
    for flags in (os.CLONE_NEWNET, os.CLONE_NEWUSER | os.CLONE_NEWNET):
        try:
            os.unshare(flags)
        except OSError:
            continue
        return True
    return False


def _enter_sandbox() -> bool:
    """Enter the profile "no network" of macOS (sandbox_init(3))."""
    message = ctypes.c_char_p()
    named_profile = 1
    try:
        entered: int = ctypes.CDLL(None).sandbox_init(
            b"no-network", named_profile, ctypes.byref(message)
        )
    except (OSError, AttributeError):
        return False
    return entered == 0
