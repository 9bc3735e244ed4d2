"""A small book of a street in a real folder, the acts of its people, and what stock says of it."""

import atexit
import shutil
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from beancount import loader
from beancount.core.data import Transaction as StockTransaction

from ledger.entries.acts import Claim, Expense, Income, Opening, Share
from ledger.funds import BudgetLine, Fund, FundClass
from ledger.money import Money
from ledger.papers import Paper
from ledger.recording import Attachment, Hand, new_book, open_fund, record

BANK, TIN, ONLINE = "Assets:Bank:Current", "Assets:Cash:Tin", "Assets:Online:PayPal"
START, TODAY = date(2025, 4, 1), date(2026, 3, 20)
COUNCIL = Fund(
    name="council-food",
    kind=FundClass.RESTRICTED,
    opened=START,
    title="Council food grant",
    funder="Northgate Council",
    award=Money(500_00),
    budget=(BudgetLine(heading="Food", amount=Money(400_00), accounts=("Expenses:Food",)),),
)
WINTER = Fund(name="winter", kind=FundClass.DESIGNATED, opened=START, title="Winter warmth")


def hand(by: str = "P003", today: date = TODAY, key: str = "") -> Hand:
    """Whose hand records; the treasurer P003 unless said."""
    return Hand(by=by, today=today, key=key)


def share(pence: int, fund: str = "general", account: str = "Expenses:Food") -> Share:
    """A part of an act, in pence."""
    return Share(fund=fund, account=account, amount=Money(pence))


def spent(*shares: Share, day: date = TODAY, words: tuple[str, str] = ("Aldi", "Food")) -> Expense:
    """A cost paid from the bank; ten pounds of food unless said."""
    return Expense(
        day=day,
        paid_to=words[0],
        what_for=words[1],
        shares=shares or (share(10_00),),
        paid_from=BANK,
    )


def claimed(*shares: Share, day: date = TODAY, claimant: str = "P007") -> Claim:
    """A cost that a volunteer paid."""
    return Claim(
        day=day,
        paid_to="Aldi",
        what_for="Bread",
        shares=shares or (share(10_00),),
        claimant=claimant,
    )


def granted(pence: int, day: date = TODAY, fund: str = COUNCIL.name) -> Income:
    """Grant money arriving in the bank."""
    return Income(
        day=day,
        received_from="Northgate Council",
        what_for="Grant",
        shares=(share(pence, fund, "Income:Grants"),),
        paid_into=BANK,
    )


def begun(folder: Path) -> Path:
    """A book with £1,000 in the bank and £100 in the tin, and three funds: entry 2025-0001.

    It lies where an installation keeps its books, so it has an index.
    """
    return Path(shutil.copytree(_pattern(), folder / "books" / "street"))


@cache
def _pattern() -> Path:
    """The same book, made once; every test gets a copy of it."""
    folder = mkdtemp(prefix="street-")
    atexit.register(shutil.rmtree, folder)
    shelf = Path(folder, "book")
    new_book(shelf, "Elm Street", "informal-group", (3, 31), START, hand())
    open_fund(shelf, COUNCIL, hand())
    open_fund(shelf, WINTER, hand())
    held = (share(1000_00, account=BANK), share(100_00, account=TIN))
    record(shelf, Opening(day=START, held=held), hand())
    return shelf


def attachment(content: bytes = b"one", total: Money | None = None) -> Attachment:
    """A paper as it comes out of the cleaning; its bytes begin like a photo's."""
    whole = b"\xff\xd8\xff" + content
    paper = Paper(content=whole, suffix="jpg", sha256=sha256(whole).hexdigest(), thumbnail=whole)
    return Attachment(paper=paper, total=total)


def text_of(shelf: Path, month: str) -> str:
    """The text of one month, such as 2026-03; empty where there is no such file."""
    file = shelf / f"journal/{month}.beancount"
    return file.read_text() if file.exists() else ""


def every_byte(shelf: Path) -> dict[str, bytes]:
    """All that a book holds: every file but the lock, and of the history its newest commit."""
    files = (path for path in sorted(shelf.rglob("*")) if path.is_file() and path.name != ".lock")
    kept = {path.relative_to(shelf).as_posix(): path for path in files}
    newest = ".git/refs/heads/main"
    return {name: path.read_bytes() for name, path in kept.items() if ".git" not in path.parts} | {
        newest: kept[newest].read_bytes()
    }


def stock_errors(shelf: Path) -> list[str]:
    """What stock Beancount finds wrong with a book."""
    _, errors, _ = loader.load_file(str(shelf / "book.beancount"))
    return [error.message for error in errors]


def stock_sums(shelf: Path) -> dict[tuple[str, str], Decimal]:
    """The balance of each account and commodity, as stock Beancount has it."""
    entries, _, _ = loader.load_file(str(shelf / "book.beancount"))
    sums: dict[tuple[str, str], Decimal] = {}
    for each in entries:
        for posting in each.postings if isinstance(each, StockTransaction) else ():
            place = (posting.account, posting.units.currency)
            sums[place] = sums.get(place, Decimal(0)) + posting.units.number
    return sums
