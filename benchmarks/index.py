"""What the benchmarks know of the index: that it lies beside the books, and can be deleted."""

import shutil

from benchmarks.books import Made

_FOLDER = "index"


def forget(made: Made) -> None:
    """Delete the index of a data folder, as anybody may at any time."""
    shutil.rmtree(made.folder / _FOLDER, ignore_errors=True)


def lies_there(made: Made) -> bool:
    """Tell whether there is an index at all."""
    return any((made.folder / _FOLDER).glob("*"))
