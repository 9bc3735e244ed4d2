"""A document proved before it exists: its figures worked out again from its own slice."""

import json

from grant_reports.evidence import Proof
from ledger import children
from ledger.children import MEGABYTE, ChildFailed, Limits
from ledger.errors import Refusal
from ledger.statements import DoesNotTie

# A slice of ten thousand transactions takes Beancount and us three seconds together.
LIMITS = Limits(seconds=60, clock=120.0, memory=2_048 * MEGABYTE, answer_bytes=MEGABYTE, nice=10)


class NotProved(DoesNotTie):
    """The books that would be attached make another figure than the document prints."""

    def __init__(self, difference: str) -> None:
        """Say which figure, and both ways to it."""
        Refusal.__init__(
            self,
            f"The figures do not agree. {difference}",
            "Nothing was made. Run the check of the books to see which entry is wrong.",
        )


def proved(proof: Proof) -> None:
    """Do nothing if the slice makes every figure again, by our statements and by plain sums.

    Raises:
        NotProved: the first figure that it does not.
        Refusal: the slice cannot be read as a book, or reading it took too long.
    """
    payload = {"figures": proof.figures.decode(), "books": proof.books.decode()}
    try:
        told = children.run("grant_reports.checking", json.dumps(payload).encode(), limits=LIMITS)
    except ChildFailed as failed:
        raise NotProved("Working them out again was not finished.") from failed
    differences = json.loads(told)["differences"]
    if differences:
        raise NotProved(differences[0])
