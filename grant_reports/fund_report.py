"""The report for a funder on paper: the money, the payments one by one, and their papers."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from grant_reports.printing import printed
from grant_reports.wording import wording
from ledger.money import Money
from ledger.statements import BudgetFigures, FundStatement, prove_fund

TEMPLATE = "grant_reports/fund_report.html"
SMALL = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """What the group says beside its figures; each text is plain, one paragraph.

    `delivery` is headings and texts in order; `explanations` says why a heading of the budget is
    off, by heading; `proposal` what should become of what is unspent.
    """

    delivery: tuple[tuple[str, str], ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    proposal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page of one paper. A small picture shares its page with others, a large one does not."""

    number: int
    name: str
    entries: tuple[str, ...]
    page: int
    pages: int
    content: str
    is_small: bool


NO_WORDS = ReportWords()


def report_pdf(
    statement: FundStatement,
    pictures: Mapping[str, Sequence[bytes]] | None,
    words: ReportWords = NO_WORDS,
) -> bytes:
    """Print a report for a funder as a tagged PDF, proved once more first.

    `pictures` holds the pages of each paper as JPEG, by the paper's file name. A paper that is not
    among them is listed by its name, with the note that it is not printed. None is a report without
    papers: it numbers them, and says where they can be seen.

    Raises:
        DoesNotTie: a figure differs from another way to it; nothing is printed.
        TooLongToPrint: there are too many rows.
        PapersTooHeavy: the pictures are too large together.
    """
    prove_fund(statement)
    shown = tuple(_pictures(statement, pictures or {}))
    papers = () if pictures is None else statement.papers
    without = tuple(each for each in papers if not (pictures or {}).get(each.document.name))
    figures = {
        "statement": statement,
        "words": wording(statement.legal_form),
        "said": words,
        "pictures": shown,
        "totals": _totals(statement),
        "has_consent": _has_consent(statement),
        "wide": _wide(statement),
        "numbers": {each.document.name: each.number for each in statement.papers},
        "without": without,
        "is_with_papers": pictures is not None,
        "is_begun": _is_begun(statement),
    }
    rows = len(statement.payments) + len(statement.instalments) + len(shown)
    return printed(TEMPLATE, rows=rows, figures=figures)


def _is_begun(statement: FundStatement) -> bool:
    """Tell whether anything came in, went out or is owed yet."""
    grant = statement.grant
    moved = (grant.received, grant.spent, grant.returned, grant.moved, grant.unspent)
    return any((*moved, *statement.payments, *statement.instalments, *statement.claims_owed))


def _wide(statement: FundStatement) -> list[BudgetFigures]:
    """The headings to explain: too much at any time, too little once the time to spend is over."""
    if not _is_begun(statement):
        return []
    spend_by = statement.fund.spend_by
    is_over = spend_by is None or statement.period.last >= spend_by
    return [
        each for each in statement.budget if each.is_wide() and (is_over or each.variance.pence > 0)
    ]


def _has_consent(statement: FundStatement) -> bool:
    """Tell whether the giver agreed to every move of money out of this fund."""
    out = [each for each in statement.fund_moves if each.source.name == statement.fund.name]
    return bool(out) and all(each.consent for each in out)


def _totals(statement: FundStatement) -> list[Money]:
    """The last line of the budget's table."""
    columns = ("budget", "change", "spent_in_period", "spent", "remaining")
    return [Money.total(getattr(each, name) for each in statement.budget) for name in columns]


def _pictures(
    statement: FundStatement, pictures: Mapping[str, Sequence[bytes]]
) -> Iterator[Picture]:
    for paper in statement.papers:
        pages = pictures.get(paper.document.name, ())
        for place, content in enumerate(pages, start=1):
            yield Picture(
                number=paper.number,
                name=paper.document.name,
                entries=paper.entries,
                page=place,
                pages=len(pages),
                content=b64encode(content).decode(),
                is_small=len(pages) == 1 and _longer_side(content) <= SMALL,
            )


def _longer_side(picture: bytes) -> int:
    """The pixels of its longer side, which stand in its first bytes."""
    with Image.open(BytesIO(picture), formats=("JPEG",)) as opened:
        return max(opened.size)
