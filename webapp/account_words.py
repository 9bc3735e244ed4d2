"""What a group writes beside the figures of a year's accounts, and how it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from grant_reports.accounts import AccountsWords
from grant_reports.orders import AccountsOrder

REPORT = "report"
SCOTLAND = "charity-scotland"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedText:
    """One text that accounts may have: its field, its heading, and what belongs into it.

    One that is `only` for a legal form is asked of no other.
    """

    field: str
    heading: str
    hint: str
    only: str = ""


_TEXTS = (
    AskedText(
        field="deficits",
        heading="Why a fund is in deficit, and what you do about it",
        hint="Only where one is: an examiner asks for it.",
    ),
    AskedText(
        field="grants_paid",
        heading="What grants to other groups were for",
        hint="Count and total are there by themselves.",
    ),
    AskedText(
        field="pay",
        heading="Pay of trustees",
        hint="Left empty, it says that the books show none.",
        only=SCOTLAND,
    ),
    AskedText(
        field="expenses",
        heading="Expenses of trustees",
        hint="How many trustees, and for what. The total of all claims is there by itself.",
        only=SCOTLAND,
    ),
    AskedText(
        field="dealings",
        heading="Dealings with people close to you",
        hint="A hall that belongs to somebody’s sister, a job done by one of you: what, how much, "
        "and that the price was fair. Left empty, it says that none was noted.",
    ),
    AskedText(
        field="reserves",
        heading="How much you keep back, and why",
        hint="Like: three months of rent, so that we can end things properly.",
    ),
    AskedText(field="other", heading="Anything else", hint="It stands after the other notes."),
)


def asked_texts(legal_form: str, title: str) -> tuple[AskedText, ...]:
    """Give the texts that the accounts of a legal form may have, in the order of the pages.

    `title` is what the form calls the report of those who are answerable.
    """
    report = AskedText(
        field=REPORT,
        heading=title,
        hint="What you did this year, in a few paragraphs. It stands first.",
    )
    return (report, *(each for each in _TEXTS if each.only in {"", legal_form}))


def about_accounts(last: date) -> str:
    """Name what the words of the year that ends on a day are kept about."""
    return f"accounts:{last.isoformat()}"


def accounts_order(
    last: date,
    today: date,
    said: Mapping[str, str],
    *,
    with_examiner: bool = False,
    whole: bool = False,
) -> AccountsOrder:
    """Order the accounts of the year that ends on a day, with what was written beside them.

    Once that year is over, the day on which they are printed is no part of them.
    """
    return AccountsOrder(
        year_end=last,
        as_of=min(today, last + timedelta(days=1)),
        report=report_for_print(said),
        texts=texts_for_print(said),
        with_examiner=with_examiner,
        whole=whole,
    )


def report_for_print(said: Mapping[str, str]) -> tuple[str, ...]:
    """Give the report of a year, a paragraph for each line that is not empty."""
    lines = (each.strip() for each in said.get(REPORT, "").splitlines())
    return tuple(each for each in lines if each)


def texts_for_print(said: Mapping[str, str]) -> AccountsWords:
    """Give the other words of a year as the printed notes take them."""
    kept = {field: text for field, text in said.items() if field in AccountsWords.__slots__}
    return AccountsWords(**kept)
