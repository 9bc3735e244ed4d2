"""Making a new book, empty or out of the text of a single file."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ledger.accounts import Account, starting_chart
from ledger.beans import Directive, Parsed, parse, proved, write_option
from ledger.entries.directives import OF_FUNDS, OF_THE_BOOK, Document, Fact, Transaction
from ledger.entries.words import plain
from ledger.errors import Refusal
from ledger.funds import GENERAL, Fund, FundClass
from ledger.journal import Hand
from ledger.journal.founding import found
from ledger.money import CURRENCY
from ledger.recording.terms import fund_lines, legal_form_line

_TITLE_LENGTH = 120


class TitleMissing(Refusal):
    """A group has a name, exactly as on its bank account."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "The name of the group is missing.",
            "Write it exactly as it stands on the bank account.",
            field="title",
        )


class FileUnreadable(Refusal):
    """A file that does not read as a book."""

    def __init__(self, problem: str) -> None:
        """Give the first thing that could not be read."""
        super().__init__(problem, "Mend it in the file, then bring it in again.")


def kept_title(title: str) -> str:
    """Give a group's name as its book keeps it: on one line.

    Raises:
        TitleMissing: there is none.
    """
    kept = plain(title, _TITLE_LENGTH, "title").replace("\n", " ")
    if not kept:
        raise TitleMissing
    return kept


def new_book(
    shelf: Path, title: str, legal_form: str, year_end: tuple[int, int], start: date, hand: Hand
) -> None:
    """Make an empty book in a folder, its accounts and its general fund open from a day on.

    Raises:
        BookAlreadyThere: the folder holds a book.
        TitleMissing: the group has no name.
        LegalFormUnknown: there are no accounts of that form here.
    """
    kept = kept_title(title)
    month, day = year_end
    fiscal = ("fiscal_year_end", f"{month:02d}-{day:02d}")
    general = Fund(
        name=GENERAL, kind=FundClass.UNRESTRICTED, opened=start, title="For anything we do"
    )
    lines: list[Directive] = [
        Fact(day=date(1970, 1, 1), kind="fava-option", values=fiscal),
        legal_form_line(legal_form),
        *starting_chart(start),
        *fund_lines(general),
    ]
    found(shelf, _files(kept, lines, start), hand)


def bring_in(shelf: Path, title: str, text: str, papers: Mapping[str, bytes], hand: Hand) -> None:
    """Make a book out of the text of one file, month by month, unchanged in meaning.

    The text is trusted to be harmless: a stranger's file is first read in a child, which gives
    back text that we wrote. `papers` holds the bytes of each paper by its path in the file; a
    paper that is not among them stays named, and is then found missing.

    Raises:
        BookAlreadyThere: the folder holds a book.
        FileUnreadable: a line of it could not be read.
        TitleMissing: it has no title, and none is given.
    """
    parsed = parse(text, "book")
    if parsed.problems:
        raise FileUnreadable(parsed.problems[0].sentence)
    kept = kept_title(title or str(parsed.options["title"]))
    first = min((each.day for each in _transactions(parsed)), default=hand.today)
    lines = [_rehomed(each) for each in parsed.directives]
    files = _files(kept, lines, first)
    for each in parsed.directives:
        if isinstance(each, Document) and each.path in papers:
            files[_kept_as(each)] = papers[each.path]
    found(shelf, files, hand)


def _transactions(parsed: Parsed) -> list[Transaction]:
    return [each for each in parsed.directives if isinstance(each, Transaction)]


def _rehomed(line: Directive) -> Directive:
    """Give a paper's line the path that it has in a folder book."""
    if not isinstance(line, Document):
        return line
    return replace(line, path=f"../{_kept_as(line)}")


def _kept_as(paper: Document) -> str:
    """Give where a paper is kept: under its own name if that carries its hash, as ours do."""
    mark, name = paper.sha256[:8], paper.name
    if mark and paper.entry and not Path(name).stem.endswith(f"-{mark}"):
        name = f"{paper.entry}-{mark}{Path(name).suffix.lower()}"
    return f"vouchers/{name[:4]}/{name}"


def _files(title: str, lines: Iterable[Directive], first: date) -> dict[str, bytes]:
    """Lay the lines of a book out in its files; there is always a first month's file."""
    laid: dict[str, list[Directive]] = {
        "accounts.beancount": [],
        "funds.beancount": [],
        f"journal/{first:%Y-%m}.beancount": [],
    }
    about: list[Directive] = []
    months: dict[str, date] = {}
    for line in lines:
        if isinstance(line, Transaction):
            months.setdefault(line.entry, line.day)
        home = about if _is_about_the_book(line) else laid.setdefault(_home(line, months), [])
        home.append(line)
    files = {name: _text(name, held) for name, held in laid.items()}
    files["book.beancount"] = _main(title, about)
    return files


def _is_about_the_book(line: Directive) -> bool:
    return isinstance(line, Fact) and line.kind in OF_THE_BOOK


def _home(line: Directive, months: Mapping[str, date]) -> str:
    """Say which file a line lies in; an entry lies whole in its first transaction's month."""
    if isinstance(line, Fact) and line.kind in OF_FUNDS:
        return "funds.beancount"
    if isinstance(line, Transaction | Document):
        return f"journal/{months.get(line.entry, line.day):%Y-%m}.beancount"
    if isinstance(line, Account) or not hasattr(line, "day"):
        return "accounts.beancount"
    return f"journal/{line.day:%Y-%m}.beancount"


def _text(name: str, lines: list[Directive]) -> bytes:
    heading = f"; {name.rsplit('/', 1)[-1].removesuffix('.beancount')}\n"
    return (heading + ("\n" + proved(lines) if lines else "")).encode()


def _main(title: str, about: list[Directive]) -> bytes:
    return "\n".join(
        [
            "; This folder is one group's book, in plain Beancount text. The group owns it.",
            write_option("title", title).rstrip(),
            write_option("operating_currency", CURRENCY),
            proved(about),
            'include "accounts.beancount"',
            'include "funds.beancount"',
            'include "journal/*.beancount"',
            "",
        ]
    ).encode()
