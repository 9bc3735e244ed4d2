"""A document made in a process of its own, from gathering its figures to the PDF.

Whoever serves pages does nothing meanwhile but wait. The process reads the book's own text and its
index, and starts the ones that set and prove the pages; no stranger's bytes come near it.
"""

from pathlib import Path

from grant_reports import orders
from grant_reports.from_book import print_order
from grant_reports.orders import Order
from grant_reports.printing import MOST_BYTES, NotPrinted
from grant_reports.spelling import read, spelt
from ledger import children
from ledger.children import MEGABYTE, ChildFailed, Limits
from ledger.reading.moment import at_one_moment

# Beside its own work it waits for the pages to be set and proved, each with limits of its own. What
# it writes is the index of the book, where the text is ahead of it.
LIMITS = Limits(
    seconds=60,
    clock=180.0,
    memory=3_072 * MEGABYTE,
    file_bytes=2_048 * MEGABYTE,
    open_files=256,
    answer_bytes=2 * MOST_BYTES,
    nice=10,
    may_start=True,
)


def printed_apart(place: Path, order: Order) -> bytes:
    """Print what is ordered, in a process of its own that stands back for everybody else.

    Raises:
        Refusal: as `print_order`.
        NotPrinted: it failed or took too long.
    """
    words = (type(order).__name__, str(place.resolve()))
    try:
        return children.run(__name__, spelt(order), limits=LIMITS, arguments=words)
    except ChildFailed as failed:
        raise NotPrinted from failed


def answer(payload: bytes, arguments: tuple[str, ...]) -> bytes:
    """Print it; this runs in the child."""
    name, place = arguments
    order: Order = read(getattr(orders, name), payload)
    with at_one_moment():
        return print_order(Path(place), order)
