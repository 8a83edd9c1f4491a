"""What a pool process gives up before it opens anything: a document that takes it over finds little to do.

On Linux, as far as the kernel goes: files are read from the installation and the documents' folders alone,
nothing is opened for writing, no connection is made, and no program is started. Nothing of this needs root.
This module imports next to nothing: threads that exist before would not be confined.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ENVIRONMENT = ("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "SYSTEMROOT")
ENVIRONMENT_PREFIXES = (
    *("LC_", "PYTHON", "LD_", "DYLD_"),
    *("OMP_", "OPENBLAS_", "MKL_", "ORT_", "CUDA_", "NVIDIA_", "POSTROOM_TEST_"),
)
"""Variables that a pool process gets. None names a database, a store, an endpoint or a key."""

SYSTEM = (
    *("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts"),
    *("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system"),
    "/sys/bus/pci/devices",
    *("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"),
)
"""What libraries read besides themselves."""

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38

# For Landlock, see include/uapi/linux/landlock.h; its version tells how many of the rights a kernel knows.
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
RIGHTS_OF_VERSION = {1: 13, 2: 14, 3: 15, 4: 15}
ALL_RIGHTS = 16
READ_FILE, READ_DIR = 1 << 2, 1 << 3
TCP, SCOPES = 0b11, 0b11

# For seccomp and its filters, see include/uapi/linux: seccomp.h, filter.h and audit.h.
SECCOMP_FILTER, ALL_THREADS = 1, 1
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # the error is EPERM
X32 = 0x40000000

MACHINES = {
    "x86_64": (
        *(0xC000003E, 317),
        (41, 42, 59, 101, 165, 248, 249, 250, 272, 298, 304, 308, 310, 311, 321, 322, 323),
    ),
    "aarch64": (
        *(0xC00000B7, 277),
        (198, 203, 221, 117, 40, 217, 218, 219, 97, 241, 265, 268, 270, 271, 280, 281, 282),
    ),
}
"""What the kernel calls a machine, the number of `seccomp` on it, and those of socket, connect, execve,
ptrace, mount, add_key, request_key, keyctl, unshare, perf_event_open, open_by_handle_at, setns,
process_vm_readv, process_vm_writev, bpf, execveat and userfaultfd."""

NEW_CALLS = (425, 434, 438)
"""io_uring_setup, pidfd_open, pidfd_getfd: the same numbers on every machine."""


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Those of the variables that a pool process gets."""
    return {
        name: value
        for name, value in variables.items()
        if name.upper() in ENVIRONMENT or name.upper().startswith(ENVIRONMENT_PREFIXES)
    }


def die_with_parent() -> None:
    """Have the kernel end this process when the worker dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def cap_memory(megabytes: int) -> None:
    """Cap the address space; and leave no picture of the memory behind after a crash."""
    if sys.platform == "linux":
        import resource

        limit = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def confine(readable: Iterable[Path]) -> list[str]:
    """Give up what reading documents does not need, for good.

    Args:
        readable: Folders that may be read, with all that is in them, besides the installation.

    Returns:
        What this system lacks for it, in words; nothing when everything is in force.
    """
    if sys.platform != "linux":
        return ["Linux"]
    libc = ctypes.CDLL(None)
    libc.syscall.restype = ctypes.c_long
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return ["no_new_privs"]
    installation = [*sys.path, sys.prefix, sys.base_prefix, *SYSTEM]
    lacking: list[str] = []
    if not _restrict_files(libc, [*map(Path, filter(None, installation)), *readable]):
        lacking.append("Landlock")
    if not _refuse_calls(libc):
        lacking.append("seccomp")
    return lacking


def _call(libc: ctypes.CDLL, number: int, *arguments: int | bytes | None) -> int:
    return libc.syscall(
        *(ctypes.c_long(each) if isinstance(each, int) else each for each in (number, *arguments))
    )


def _restrict_files(libc: ctypes.CDLL, readable: Iterable[Path]) -> bool:
    version = _call(libc, LANDLOCK_CREATE, None, 0, 1)
    if version < 1:
        return False
    attributes = struct.pack("QQQ", (1 << RIGHTS_OF_VERSION.get(version, ALL_RIGHTS)) - 1, TCP, SCOPES)
    # What a kernel does not know yet must not be told to it.
    size = 8 if version < 4 else 16 if version < 6 else 24
    rules = _call(libc, LANDLOCK_CREATE, attributes, size, 0)
    if rules < 0:
        return False
    try:
        for path in readable:
            _allow_reading(libc, rules, path)
        return _call(libc, LANDLOCK_RESTRICT, rules, 0) == 0
    finally:
        os.close(rules)


def _allow_reading(libc: ctypes.CDLL, rules: int, path: Path) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no right
    try:
        rights = READ_FILE | READ_DIR if path.is_dir() else READ_FILE
        _call(libc, LANDLOCK_ADD, rules, 1, struct.pack("=Qi", rights, opened), 0)
    finally:
        os.close(opened)


def _refuse_calls(libc: ctypes.CDLL) -> bool:
    machine = platform.machine()
    if machine not in MACHINES:
        return False
    architecture, seccomp, calls = MACHINES[machine]
    calls = (*calls, *NEW_CALLS)
    count = len(calls)
    # Each jump is told in steps after the next one; the last step refuses, the one before it allows.
    steps = [
        (LOAD, 0, 0, 4),
        (JUMP_EQUAL, 0, count + 3, architecture),  # another architecture's calls have other numbers
        (LOAD, 0, 0, 0),
        (JUMP_AT_LEAST, count + 1, 0, X32),  # and so have x32's
        *((JUMP_EQUAL, count - index, 0, number) for index, number in enumerate(calls)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    whole = struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(program))
    return _call(libc, seccomp, SECCOMP_FILTER, ALL_THREADS, whole) == 0
