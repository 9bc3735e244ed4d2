"""What the process that runs Fava is not allowed, set by itself before it reads a book.

The limits of POSIX hold everywhere. Landlock, where the kernel has it (Linux 5.13 and later), also
takes away every right to write and leaves reading for the book's folder and the libraries alone.
"""

import contextlib
import ctypes
import os
import resource
import signal
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
# Execute, write, read, list, and every making and removing of the first version of Landlock.
_EVERYTHING = (1 << 13) - 1
_OPEN_FILES = 64
_GRACE_SECONDS = 2


def limit_self(megabytes: int) -> None:
    """Take away writing files, dumping memory and growing beyond so many megabytes."""
    memory = megabytes * 1024 * 1024
    for what, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_AS, memory),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def limit_question(seconds: int) -> None:
    """Let the kernel end this process if one question takes longer, by the clock or the processor.

    An alarm without a handler ends even a regular expression that never returns to Python.
    Zero seconds takes the limit away.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds + _GRACE_SECONDS if seconds else 0)
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    most = spent + seconds + _GRACE_SECONDS if seconds else resource.RLIM_INFINITY
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def read_only(folders: Iterable[Path]) -> bool:
    """Leave this process only reading, and only in these folders and Python's own.

    Returns:
        Whether the system could do it. Where it cannot, the limits of POSIX still hold.
    """
    if not sys.platform.startswith("linux"):
        return False
    system = ctypes.CDLL(None, use_errno=True)
    if system.syscall(_CREATE_RULESET, None, 0, _ASK_VERSION) < 1:
        return False
    wanted = struct.pack("=Q", _EVERYTHING)
    rules = system.syscall(_CREATE_RULESET, wanted, len(wanted), 0)
    if rules < 0:
        return False
    try:
        for folder in {*folders, *_python_folders()}:
            _let_read(system, rules, folder)
        system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(system.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def _python_folders() -> list[Path]:
    """Return where Python and its libraries lie, and the names of the world's time zones."""
    return [
        Path(sys.prefix),
        Path(sys.base_prefix) / "lib",
        *(Path(entry) for entry in sys.path if entry.endswith("-packages")),
        Path("/usr/share/zoneinfo"),
    ]


def _let_read(system: ctypes.CDLL, rules: int, folder: Path) -> None:
    """Add one folder, and all beneath it, to what may be read; one that is not there adds none."""
    try:
        place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = struct.pack("=Qi", _READ_FILE | _READ_FOLDER, place)
        system.syscall(_ADD_RULE, rules, _PATH_BENEATH, rule, 0)
    finally:
        os.close(place)
