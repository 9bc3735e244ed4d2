"""A letter of thanks to one giver, with what they gave: the one page on which a name is printed.

The name is handed in when it is printed and kept nowhere: not in the book, and in no store of
printed pages.
"""

from dataclasses import dataclass
from datetime import date

from grant_reports.printing import printed
from grant_reports.wording import wording
from ledger.statements import GiftStatement, prove_gifts

TEMPLATE = "grant_reports/thanks.html"
THANKS = (
    "Thank you for what you gave us. It went into the work that we do together, and every pound "
    "of it stands in our books."
)
"""What a letter says until the group writes words of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What the letter says beside the figures: to whom, in which words, on which day.

    An empty name leaves a line to write on; the words are plain text, a line for each paragraph.
    """

    name: str
    thanks: str
    written: date


def thanks_pdf(statement: GiftStatement, letter: Letter) -> bytes:
    """Print a letter of thanks as a tagged PDF, its figures proved once more first.

    Raises:
        DoesNotTie: a figure differs from another way to it; nothing is printed.
        TooLongToPrint, NotPrinted: see each.
    """
    prove_gifts(statement)
    said = (letter.thanks or THANKS).splitlines()
    figures = {
        "made": statement,
        "letter": letter,
        "paragraphs": [text for text in said if text.strip()],
        "is_charity": statement.legal_form.startswith("charity-"),
        "words": wording(statement.legal_form),
        "funds": len({each.fund for each in statement.gifts}),
    }
    return printed(TEMPLATE, rows=len(statement.gifts), figures=figures)
