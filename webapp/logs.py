"""Where refusals, sign-ins and faults are written down: numbers and doors, no names, no secrets."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

_MOST_BYTES = 1024 * 1024
_OLDER = 5
_LINE = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
_OURS, _SERVERS = "webapp", "waitress"


def log_to_folder(folder: Path) -> None:
    """Write down in `log/purse.log` of a data folder; six files of one megabyte at most.

    The terminal stays calm: it is told only of what broke.
    """
    place = folder / "log"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = place / "purse.log"
    path.touch(mode=0o600)
    written = RotatingFileHandler(
        path, maxBytes=_MOST_BYTES, backupCount=_OLDER, encoding="utf-8", delay=True
    )
    told = logging.StreamHandler(sys.stderr)
    told.setLevel(logging.ERROR)
    _write_to(written, told)


def log_to_stderr() -> None:
    """Write down on standard error, for a server that keeps what its programs say."""
    _write_to(logging.StreamHandler(sys.stderr))


def _write_to(*handlers: logging.Handler) -> None:
    """Give our log these handlers in place of those that it had; of the server, only warnings."""
    for each in handlers:
        each.setFormatter(_LINE)
    for name, level in ((_OURS, logging.INFO), (_SERVERS, logging.WARNING)):
        log = logging.getLogger(name)
        log.setLevel(level)
        for old in log.handlers[:]:
            log.removeHandler(old)
            old.close()
        for each in handlers:
            log.addHandler(each)
    # A phone that hangs up to ask its owner about the certificate is no news.
    logging.getLogger(f"{_OURS}.serve").setLevel(logging.WARNING)
