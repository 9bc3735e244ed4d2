"""A copy of a whole book as of one moment, while people record: for a back-up."""

import os
import shutil
from pathlib import Path

from ledger.book.files import MAIN, NoBookThere
from ledger.journal.disk import locked
from ledger.journal.finishing import finish
from ledger.journal.tidying import untidied

# What never changes once it is there, and may be much: papers, reports, objects of the history.
_LASTING = ("vouchers", "issued", ".git/objects")
# What belongs to a writing that is going on, or was broken off.
_PASSING = (".lock", ".new")
_BESIDE = "tmp_"
_TIDYING = (".git", "tidying")


def copy_of_a_moment(shelf: Path, folder: Path) -> None:
    """Lay a copy of a book with its history into a new folder, all of one moment.

    The book's lock is held meanwhile, so that no act is half in it; what an act writes is whole
    before its lock is given back. It is held for a short time only: papers and the objects of the
    history, which never change, become second names for the same files where the system can do
    that, and only the text is copied. The book itself stays as it is.

    Raises:
        NoBookThere: the folder holds no book.
        DiskDeclined: the disk did not take it.
    """
    if not (shelf / MAIN).is_file():
        raise NoBookThere(shelf)
    # An object could be missed otherwise, on its way from one place to the other.
    with untidied(shelf), locked(shelf):
        finish(shelf, is_alone=True)
        _copy(shelf, shelf, folder)


def _copy(shelf: Path, source: Path, target: Path) -> None:
    target.mkdir()
    lasts = source.relative_to(shelf).as_posix().startswith(_LASTING)
    with os.scandir(source) as found:
        for each in found:
            if each.is_dir(follow_symlinks=False):
                if (source.name, each.name) != _TIDYING:
                    _copy(shelf, Path(each), target / each.name)
            elif each.is_file(follow_symlinks=False) and not _is_passing(each.name):
                _copy_file(each.path, target / each.name, lasts=lasts)


def _is_passing(name: str) -> bool:
    return name.endswith(_PASSING) or name.startswith(_BESIDE)


def _copy_file(source: str, target: Path, *, lasts: bool) -> None:
    if lasts:
        try:
            os.link(source, target)
        except OSError:
            pass  # A disk without second names, or files of somebody else: a copy does as well.
        else:
            return
    shutil.copyfile(source, target)
