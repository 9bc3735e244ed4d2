"""The report for a funder on paper: the money, the payments one by one, and their papers."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from grant_reports.evidence import evidence_of
from grant_reports.printing import printed
from grant_reports.tables import fund_document
from grant_reports.wording import wording
from ledger.money import NOTHING, Money
from ledger.statements import BudgetFigures, FundStatement, prove_fund
from ledger.statements.budget import EXPLAINED_OVER
from ledger.statements.payments import NumberedPaper

TEMPLATE = "grant_reports/fund_report.html"
SMALL = 1_000
# To find the pages of papers, everything is laid out once more: half as long again.
_MOST_WITH_PAGES = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """What the group says beside its figures; each text is plain, a paragraph a line.

    `delivery` is headings and texts in order; `explanations` says why a heading of the budget is
    off, by heading, wanted where it is more than `over` hundredths off; `proposal` what should
    become of what is unspent; `match` what others give to the same work that is not in our books.
    `roles` are those of the two who sign, whose names are written by hand. `instead` says what is
    other than in the report issued before, `draft` that this one was not issued.
    """

    delivery: tuple[tuple[str, str], ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    proposal: str = ""
    match: str = ""
    photographs: tuple["PrintedPhotograph", ...] = ()
    roles: tuple[str, ...] = ()
    over: int = EXPLAINED_OVER
    instead: str = ""
    draft: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPhotograph:
    """A photograph as JPEG, and what it shows, for whoever cannot see it."""

    content: bytes
    says: str

    @property
    def encoded(self) -> str:
        """The picture as it stands in a page."""
        return b64encode(self.content).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page of one paper. A small picture shares its page with others, a large one does not.

    `proves` are the words for what it proves; `anchor` is where the list of payments points to.
    """

    number: int
    proves: str
    anchor: str
    page: int
    pages: int
    content: str
    is_small: bool


NO_WORDS = ReportWords()


def report_pdf(
    statement: FundStatement,
    pictures: Mapping[str, Sequence[bytes]] | None,
    words: ReportWords = NO_WORDS,
    books: str = "",
) -> bytes:
    """Print a report for a funder as a tagged PDF, proved once more first.

    `pictures` holds the pages of each paper as JPEG, by the paper's file name. A paper that is not
    among them is listed by its name, with the note that it is not printed. None is a report without
    papers: it numbers them, and says where they can be seen. Papers that prove help given are
    printed after the others where they are among them, and are not spoken of where not. `books` is
    the slice of the books that proves the report, and goes with it.

    Raises:
        DoesNotTie: a figure differs from another way to it; nothing is printed.
        TooLongToPrint: there are too many rows.
        PapersTooHeavy: the pictures are too large together.
    """
    prove_fund(statement)
    shown = tuple(_pictures(statement, pictures or {}))
    figures = {
        "said": words,
        "pictures": shown,
        "explained": _explained(statement, words),
        "without": _without(statement, pictures),
        "is_with_papers": pictures is not None,
        "finds_pages": _finds_pages(statement),
        "papers_count": len(statement.papers) + len(_help_papers(statement, pictures or {})),
        "printed": {each.number for each in shown} if _finds_pages(statement) else set(),
        **_figures(statement),
    }
    rows = len(statement.payments) + len(statement.instalments) + len(shown)
    proof = evidence_of(fund_document(statement), books)
    return printed(TEMPLATE, rows=rows, figures=figures, evidence=proof)


def _finds_pages(statement: FundStatement) -> bool:
    """Tell whether the list of payments says on which page each paper is."""
    return len(statement.payments) <= _MOST_WITH_PAGES


def _figures(statement: FundStatement) -> dict[str, object]:
    """What the figures alone say, whatever is written beside them."""
    return {
        "statement": statement,
        "words": wording(statement.legal_form),
        "totals": _totals(statement),
        "has_consent": _has_consent(statement),
        "lacking_owed": _lacking_owed(statement),
        "numbers": {each.document.name: each.number for each in statement.papers},
        "is_begun": _is_begun(statement),
        "arrived": statement.arrived,
        "keeps_papers": any(each.keeps_papers for each in statement.payments),
        "paragraphs": paragraphs,
    }


def _without(
    statement: FundStatement, pictures: Mapping[str, Sequence[bytes]] | None
) -> tuple[NumberedPaper, ...]:
    """The papers that ought to be printed and cannot be; none in a report without papers."""
    if pictures is None:
        return ()
    return tuple(each for each in statement.papers if not pictures.get(each.document.name))


def paragraphs(text: str) -> list[str]:
    """Give the paragraphs of a text that somebody typed: its lines, without the empty ones."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _is_begun(statement: FundStatement) -> bool:
    """Tell whether anything came in, went out or is owed yet."""
    grant = statement.grant
    moved = (grant.received, grant.spent, grant.returned, grant.moved, grant.unspent)
    return any((*moved, *statement.payments, *statement.instalments, *statement.claims_owed))


def wide(statement: FundStatement, over: int = EXPLAINED_OVER) -> list[BudgetFigures]:
    """The headings to explain: too much at any time, too little once the time to spend is over."""
    if not _is_begun(statement):
        return []
    spend_by = statement.fund.spend_by
    is_over = spend_by is None or statement.period.last >= spend_by
    return [
        each
        for each in statement.budget
        if each.is_wide(over) and (is_over or each.variance.pence > 0)
    ]


def _explained(statement: FundStatement, words: ReportWords) -> list[tuple[BudgetFigures, bool]]:
    """The headings that are explained, or ought to be, each with whether it ought to be."""
    wanted = wide(statement, words.over)
    return [
        (each, each in wanted)
        for each in statement.budget
        if each in wanted or words.explanations.get(each.heading)
    ]


def _has_consent(statement: FundStatement) -> bool:
    """Tell whether the giver agreed to all that moved out of this fund since its first day."""
    name = statement.fund.name
    agreed = (m.amount for m in statement.fund_moves if m.source.name == name and m.consent)
    return bool(statement.moved_out) and Money.total(agreed) == statement.moved_out


def _lacking_owed(statement: FundStatement) -> Money:
    """How much of what the fund lacks is claims; its closing figure does not count those."""
    lacks = statement.to_come + statement.overspent
    return lacks - max(NOTHING, -statement.closing)


def _totals(statement: FundStatement) -> list[Money]:
    """The last line of the budget's table."""
    columns = ("budget", "change", "spent_in_period", "spent", "remaining", "variance")
    return [Money.total(getattr(each, name) for each in statement.budget) for name in columns]


def _pictures(
    statement: FundStatement, pictures: Mapping[str, Sequence[bytes]]
) -> Iterator[Picture]:
    for paper in statement.papers:
        proves = f"entry {', '.join(paper.entries)}"
        yield from _pages(paper.number, paper.document.name, proves, pictures)
    first = len(statement.papers) + 1
    for number, name in enumerate(_help_papers(statement, pictures), start=first):
        yield from _pages(number, name, "help given", pictures)


def _help_papers(
    statement: FundStatement, pictures: Mapping[str, Sequence[bytes]]
) -> tuple[str, ...]:
    """The papers of help given that the treasurer chose to print, by their file names."""
    return tuple(each.name for each in statement.help_papers if pictures.get(each.name))


def _pages(
    number: int, name: str, proves: str, pictures: Mapping[str, Sequence[bytes]]
) -> Iterator[Picture]:
    pages = pictures.get(name, ())
    for place, content in enumerate(pages, start=1):
        yield Picture(
            number=number,
            proves=proves,
            anchor=f"paper-{number}" if place == 1 else "",
            page=place,
            pages=len(pages),
            content=b64encode(content).decode(),
            is_small=len(pages) == 1 and _longer_side(content) <= SMALL,
        )


def _longer_side(picture: bytes) -> int:
    """The pixels of its longer side, which stand in its first bytes."""
    with Image.open(BytesIO(picture), formats=("JPEG",)) as opened:
        return max(opened.size)
