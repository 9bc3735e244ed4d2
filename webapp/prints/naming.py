"""What a print is kept under: everything that it could look different by, and nothing else."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_HOUSE = Path(__file__).resolve().parents[2]
_WRITTEN_BY = ("ledger/**/*.py", "ledger/**/*.sql", "grant_reports/**/*.py", "webapp/*.py")
_LOOKS = ("templates/grant_reports/*", "webapp/static/vendor/*.woff2")
_LIBRARIES = ("weasyprint", "pydyf", "beancount", "jinja2")


def name_of(kind: str, book: str, said: tuple[object, ...]) -> str:
    """Give the name of a print: the version of its book first, so that older ones are known.

    `said` is what else it is made of: days, choices and words, as values that write themselves out
    whole.
    """
    mark = hashlib.sha256(f"{kind} {book} {house()}".encode())
    mark.update(repr(said).encode())
    return f"{book[:16]}-{mark.hexdigest()[:32]}"


@cache
def house() -> str:
    """Give a hash of all that decides how a document looks: code, templates, type, libraries."""
    mark = hashlib.sha256()
    for pattern in (*_WRITTEN_BY, *_LOOKS):
        for file in sorted(_HOUSE.glob(pattern)):
            mark.update(file.relative_to(_HOUSE).as_posix().encode() + file.read_bytes())
    for each in _LIBRARIES:
        mark.update(f"{each} {version(each)}".encode())
    return mark.hexdigest()
