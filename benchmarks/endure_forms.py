"""What the safety suite records: a small book, forms with keys, and what must be true of them."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from ledger import index
from ledger.book import Book, read
from ledger.entries.acts import Expense, Opening, Share
from ledger.journal import commits, disk, looking
from ledger.journal.objects import Objects
from ledger.money import Money
from ledger.papers import Paper
from ledger.recording import Attachment, Hand, new_book, record

START, TODAY = date(2025, 4, 1), date(2026, 3, 20)
DAYS = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 27), TODAY)
TREASURERS = ("P003", "P005")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form as it was sent: its key tells its place among all, its amount is its own."""

    place: int
    has_paper: bool
    day: date = TODAY

    @property
    def key(self) -> str:
        """The key that it carries."""
        return f"form {self.place}"

    @property
    def by(self) -> str:
        """Whose it is."""
        return TREASURERS[self.place % 2]

    @property
    def total(self) -> Money:
        """What it comes to, over two funds' shares."""
        return Money(2 * self.place + 3)

    @property
    def paper(self) -> bytes:
        """The photo that comes with it; no two are the same."""
        return b"\xff\xd8\xff" + f"photo {self.place} ".encode() * 40


def small_book(shelf: Path) -> Path:
    """Make a book with £1,000 in the bank: entry 2025-0001."""
    new_book(shelf, "Elm Street", "informal-group", (3, 31), START, Hand(by="P003", today=START))
    held = Share(fund="general", account="Assets:Bank:Current", amount=Money(1000_00))
    record(shelf, Opening(day=START, held=(held,)), Hand(by="P003", today=START))
    return shelf


def send(shelf: Path, form: Form) -> str:
    """Send a form, and give the number that it was recorded as."""
    halves = (Money(form.place + 1), Money(form.place + 2))
    kinds = ("Expenses:Food", "Expenses:Travel")
    act = Expense(
        day=form.day,
        paid_to="Aldi",
        what_for=f"Form {form.place}",
        shares=tuple(
            Share(fund="general", account=kind, amount=half)
            for kind, half in zip(kinds, halves, strict=True)
        ),
        paid_from="Assets:Bank:Current",
    )
    mark = sha256(form.paper).hexdigest()
    paper = Paper(content=form.paper, suffix="jpg", sha256=mark, thumbnail=b"")
    papers = [Attachment(paper=paper)] if form.has_paper else []
    return record(shelf, act, Hand(by=form.by, today=TODAY, key=form.key), papers).number


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found wrong after recovery, one sentence each; and how many entries were counted."""

    acknowledged: int
    found: int
    lost: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    torn: tuple[str, ...] = ()

    @property
    def wrong(self) -> tuple[str, ...]:
        """All that is wrong."""
        return (*self.lost, *self.doubled, *self.torn)


def examined(shelf: Path, sent: list[Form], told: dict[int, str]) -> Found:
    """Look at a book after recovery; `told` gives the numbers that forms were acknowledged as."""
    book = read(shelf)
    disk.here().trees.clear()
    ours = [entry for entry in book.entries.values() if entry.key]
    by_key: dict[str, list[str]] = {}
    for entry in ours:
        by_key.setdefault(entry.key, []).append(entry.number)
    lost = [
        f"form {place} was acknowledged as {number} and is {by_key.get(f'form {place}')}"
        for place, number in told.items()
        if number not in by_key.get(f"form {place}", ())
    ]
    doubled = [f"{key} is there as {many}" for key, many in by_key.items() if len(many) > 1]
    torn = [*_torn_entries(shelf, book, sent), *_out_of_order(book), *_history(shelf)]
    return Found(
        acknowledged=len(told),
        found=len(told) - len(lost),
        lost=tuple(lost),
        doubled=tuple(doubled),
        torn=tuple(torn),
    )


def _torn_entries(shelf: Path, book: Book, sent: list[Form]) -> list[str]:
    wrong = [each.sentence for each in book.problems]
    forms = {form.key: form for form in sent}
    for entry in book.entries.values():
        if not entry.key:
            continue
        form = forms[entry.key]
        papers = [(shelf / "vouchers" / each.name[:4] / each.name) for each in entry.documents]
        if entry.total != form.total or entry.by != form.by or entry.day != form.day:
            wrong.append(f"{entry.number} is not what was sent")
        if len(papers) != form.has_paper:
            wrong.append(f"{entry.number} has {len(papers)} papers")
        wrong += [
            f"the paper of {entry.number} is torn or gone"
            for path in papers
            if not path.is_file() or path.read_bytes() != form.paper
        ]
    named = {each.name for each in book.documents}
    on_shelf = shelf.glob("vouchers/*/*")
    wrong += [f"{path.name} is without an entry" for path in on_shelf if path.name not in named]
    wrong += [f"{path.name} was left behind" for path in shelf.rglob("*.new")]
    return wrong


def _out_of_order(book: Book) -> list[str]:
    """Numbers run without gaps in each year, and stand in the text in the order of recording."""
    wrong = []
    by_year: dict[str, list[int]] = {}
    for number in book.entries:
        by_year.setdefault(number[:4], []).append(int(number[5:]))
    for year, counts in by_year.items():
        if counts != list(range(1, len(counts) + 1)):
            wrong.append(f"the numbers of {year} are {counts}")
    on_day: dict[date, list[str]] = {}
    for each in book.transactions:
        on_day.setdefault(each.day, []).append(each.entry)
    wrong += [
        f"{day} is out of order" for day, several in on_day.items() if several != sorted(several)
    ]
    if index.current(book.place) != book:
        wrong.append("the index does not give what the text says")
    return wrong


def _history(shelf: Path) -> list[str]:
    """Every commit can be read whole, and the newest is what lies in the folder."""
    try:
        objects = Objects(shelf / ".git")
        ahead = [newest] if (newest := commits.newest(shelf / ".git")) else []
        while ahead:
            commit = ahead.pop()
            for number in objects.files(commit.tree).values():
                objects.read(number)
            ahead += [commits.commit_of(objects, each) for each in commit.parents]
        unlike = looking.differing(shelf)
    except commits.FAULTS as fault:
        return [f"the history cannot be read: {fault}"]
    return [f"{name} differs from the history" for name in unlike]
