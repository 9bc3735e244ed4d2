"""A small book, and what may happen to one: records, corrections, edits by hand, good and bad."""

from collections.abc import Callable, Mapping
from pathlib import Path

BOOK = """\
option "title" "Elm Street Mutual Aid"
option "operating_currency" "GBP"
include "accounts.beancount"
include "funds.beancount"
include "journal/*.beancount"
1970-01-01 custom "fava-option" "fiscal_year_end" "03-31"
"""
ACCOUNTS = "".join(
    f'2024-10-01 open {name} GBP\n  heading: "A heading"\n'
    for name in (
        "Assets:Bank",
        "Assets:Bank:Current",
        "Assets:Cash:Float",
        "Income:Grants",
        "Expenses:Food",
        "Expenses:Printing",
    )
)
FUNDS = """\
2024-10-01 custom "fund" "general" "unrestricted"
  name: "For anything we do"
2026-02-01 custom "fund" "council-2026" "restricted"
  name: "Council grant"
"""


def spent(day: str, number: int, pounds: str = "1.00", *, tag: str = "general") -> str:
    """Write one payment."""
    return (
        f'{day} * "Aldi {number % 7}" "Shopping {number}" #{tag} ^{day[:4]}-{number:04}\n'
        f'  kind: "expense"\n  Expenses:Food         {pounds} GBP\n'
        f"  Assets:Bank:Current  -{pounds} GBP\n\n"
    )


def write_book(folder: Path) -> Path:
    """Write a book of four months and return its folder."""
    (folder / "journal").mkdir(parents=True)
    (folder / "vouchers").mkdir()
    (folder / "book.beancount").write_text(BOOK)
    (folder / "accounts.beancount").write_text(ACCOUNTS)
    (folder / "funds.beancount").write_text(FUNDS)
    (folder / "vouchers" / "a.jpg").write_bytes(b"a picture")
    for month in range(1, 5):
        lines = [spent(f"2026-{month:02}-{day:02}", month * 100 + day) for day in range(1, 28, 3)]
        (folder / "journal" / f"2026-{month:02}.beancount").write_text("".join(lines))
    return folder


def _appends(text: str, name: str = "journal/2026-04.beancount") -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def _edits(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        if (folder / name).exists():
            text = (folder / name).read_text()
            (folder / name).write_text(text.replace(old, new, 1))

    return change


def _papers_go(folder: Path) -> None:
    """Take the paper away, or bring it back; the text is touched in either case."""
    paper = folder / "vouchers" / "a.jpg"
    paper.unlink() if paper.exists() else paper.write_bytes(b"a picture")
    _appends("; looked at\n")(folder)


def _link_a_paper(folder: Path) -> None:
    link = folder / "vouchers" / "linked.jpg"
    if not link.is_symlink():
        link.symlink_to("a.jpg")
    _appends('2026-04-29 document Expenses:Food "../vouchers/linked.jpg" #general\n')(folder)


def _sell_a_lot(folder: Path) -> None:
    """Buy in one month and sell in the next: only together do they name the same lot."""
    CHANGES["a lot"](folder)
    _appends(
        '2026-06-01 * "x" "y"\n  Assets:Cash:Float  -1 GBP {}\n  Assets:Bank:Current  1.50 EUR\n',
        "journal/2026-06.beancount",
    )(folder)


def _month_goes(folder: Path) -> None:
    (folder / "journal" / "2026-02.beancount").unlink(missing_ok=True)


FOOD_TO_BANK = "  Expenses:Food  1.00 GBP\n  Assets:Bank:Current  -1.00 GBP\n"

# What a book of ours goes through.
PLAIN: Mapping[str, Callable[[Path], None]] = {
    "a record": _appends(spent("2026-04-28", 501)),
    "a record of long ago": _appends(spent("2026-01-02", 502, "7.50"), "journal/2026-01.beancount"),
    "a new month": _appends(spent("2026-05-01", 503), "journal/2026-05.beancount"),
    "a correction": _appends(
        spent("2026-04-27", 504, "-1.00") + spent("2026-04-27", 505, "2.00", tag="council-2026")
    ),
    "a paper": _appends('2026-04-28 document Expenses:Food "../vouchers/a.jpg" #general\n'),
    "a paper that is not there": _appends(
        '2026-03-28 document Expenses:Food "../vouchers/b.jpg" ^2026-0001\n',
        "journal/2026-03.beancount",
    ),
    "a paper behind a link": _link_a_paper,
    "a paper that comes or goes": _papers_go,
    "a later fact": _appends(
        '2026-04-28 custom "approved" "2026-0501" "P001"\n'
        '2026-04-28 custom "seen" Assets:Bank:Current 12.50 GBP\n'
    ),
    "a new account": _appends("2026-01-01 open Expenses:Rent GBP\n", "accounts.beancount"),
    "an account closed": _appends("2026-04-30 close Assets:Cash:Float\n", "accounts.beancount"),
    "a balance that may hold": _appends("2026-04-01 balance Assets:Bank:Current -27.00 ~ 0 GBP\n"),
    "a balance that holds": _appends("2026-01-01 balance Assets:Bank 0 ~ 0 GBP\n"),
    "a balance that does not hold": _appends("2026-03-01 balance Assets:Bank 12.34 ~ 0 GBP\n"),
    "the same balance of another height": _appends(
        "2026-03-01 balance Assets:Bank 12.35 ~ 0 GBP\n"
    ),
    "a balance of the time before": _appends("2026-01-05 balance Assets:Bank -1.00 ~ 0 GBP\n"),
    "a balance of the end of its day": _appends("2026-01-04 balance Assets:Bank -2.00 ~ 0 GBP\n"),
    "an edit by hand": _edits("journal/2026-02.beancount", "1.00 GBP", "3.00 GBP"),
    "an edit that leaves nothing": _edits(
        "journal/2026-02.beancount",
        FOOD_TO_BANK.replace("Food  ", f"Food{' ' * 9}"),
        FOOD_TO_BANK.replace("1.00", "0.00"),
    ),
    "a line taken out": _edits("journal/2026-02.beancount", '  kind: "expense"\n', ""),
    "an edit without a difference": _edits("journal/2026-03.beancount", "Shopping", "Shopping"),
    "a month taken out": _month_goes,
    "another year's end": _edits("book.beancount", '"03-31"', '"12-31"'),
    "hours and goods": _appends(
        '2026-04-02 commodity HOURS\n  name: "Hours given"\n2026-04-03 price HOURS 12.21 GBP\n'
    ),
    "a note and an event": _appends(
        '2026-04-02 note Expenses:Food "Seen"\n2026-04-03 event "place" "Hall"\n'
    ),
}
# What others may write into it by hand.
ROUGH: Mapping[str, Callable[[Path], None]] = {
    "an amount left out": _appends(
        '2026-04-28 * "x" "y"\n  Expenses:Food  1.00 GBP\n  Assets:Bank:Current\n'
    ),
    "two amounts left out": _appends(
        '2026-04-28 * "x" "y"\n  Expenses:Food  1.00 GBP\n  Assets:Bank\n  Assets:Bank:Current\n'
    ),
    "a commodity left out": _appends(
        '2026-04-28 * "x" "y"\n  Expenses:Food  1.00\n  Assets:Bank:Current  -1.00\n'
    ),
    "money that does not balance": _appends(
        '2026-04-28 * "x" "y"\n  Expenses:Food  1.00 GBP\n  Assets:Bank:Current  -2.00 GBP\n'
    ),
    "money that did not balance": _appends(
        '2026-01-28 * "x" "y"\n  Expenses:Food  1.00 GBP\n  Assets:Bank:Current  -2.00 GBP\n',
        "journal/2026-01.beancount",
    ),
    "a wrong line": _appends("2026-04-28 nonsense\n"),
    "an account that is not open": _appends(
        '2026-04-28 * "x" "y"\n  Expenses:Fod  1.00 GBP\n  Assets:Bank:Current  -1.00 GBP\n'
    ),
    "money before its account": _appends(f'2024-01-28 * "x" "y"\n{FOOD_TO_BANK}'),
    "money after the closing": _appends(
        '2026-05-02 * "x" "y"\n  Assets:Cash:Float  1.00 GBP\n  Assets:Bank:Current  -1.00 GBP\n'
    ),
    "money on an account that was closed": _appends(
        "2026-04-01 open Expenses:Rent\n2026-04-02 close Expenses:Rent\n"
        '2026-04-03 * "x" "y"\n  Expenses:Rent  1.00 GBP\n  Assets:Bank:Current  -1.00 GBP\n'
    ),
    "a commodity that only its file makes clear": _appends(
        '2026-06-01 * "x" "y"\n  Expenses:Food  1 EUR\n  Assets:Bank:Current  -1 EUR\n'
        '2026-06-02 * "x" "y"\n  Expenses:Food  1\n  Assets:Bank:Current  -1\n',
        "journal/2026-06.beancount",
    ),
    "another commodity": _appends(
        '2026-04-28 * "x" "y"\n  Expenses:Food  1 EUR\n  Assets:Bank:Current  -1 EUR\n'
    ),
    "a balance in another commodity": _appends("2026-04-01 balance Assets:Bank 0 EUR\n"),
    "a balance of nobody": _appends("2026-04-01 balance Assets:Nobody 0 GBP\n"),
    "an account opened twice": _appends("2026-04-01 open Expenses:Food\n"),
    "a lot": _appends(
        '2026-04-28 * "x" "y"\n  Assets:Cash:Float  2 GBP {1.50 EUR}\n'
        "  Assets:Bank:Current  -3.00 EUR\n"
    ),
    "a lot sold": _sell_a_lot,
    "a price": _appends(
        '2026-04-28 * "x" "y"\n  Assets:Cash:Float  2 GBP @ 1.50 EUR\n'
        "  Assets:Bank:Current  -3.00 EUR\n"
    ),
    "a pad": _appends(
        "2026-04-01 pad Assets:Cash:Float Income:Grants\n"
        "2026-04-02 balance Assets:Cash:Float 5 GBP\n"
    ),
    "a tag pushed": _appends("pushtag #general\n"),
    "an account that wants to know": _edits(
        "accounts.beancount", '  heading: "A heading"\n', '  fava-uptodate-indication: "TRUE"\n'
    ),
    "an unrealised entry": _appends(f'2026-04-29 U "x" "y"\n{FOOD_TO_BANK}'),
    "a file that is not there": _appends('include "more/*.beancount"\n', "book.beancount"),
    "a file named twice": _appends('include "funds.beancount"\n', "book.beancount"),
    "another operating currency": _appends(
        'option "operating_currency" "EUR"\n', "funds.beancount"
    ),
    "a folder of papers": _appends('option "documents" "vouchers"\n', "book.beancount"),
    "letters that are none": lambda folder: (folder / "funds.beancount").write_bytes(b"\xff\xfe"),
}
CHANGES = {**PLAIN, **ROUGH}
