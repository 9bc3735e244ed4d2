"""Whatever a hand does to a book's folder: it opens, says what is wrong, and nothing is lost."""

import multiprocessing
import os
import shutil
from collections.abc import Callable
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ledger import index
from ledger.book import read
from ledger.errors import Refusal
from ledger.reading import Wanted, entries, home
from ledger.recording import record
from tests.ledger.index_equal import assert_index_is_right
from tests.ledger.street import TODAY, begun, every_byte, hand, share, spent

MONTH, NEXT = "journal/2026-03.beancount", "journal/2026-04.beancount"
MACHINE, NOBODY = multiprocessing.get_context("fork"), 65534
Harm = Callable[[Path], None]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    place = begun(tmp_path)
    for count in range(4):
        record(place, spent(share(1_00 + count), day=date(2026, 3, 1 + count)), hand())
    home(place, TODAY, sees_help=True)
    return place


def bytes_of(change: Callable[[bytes], bytes]) -> Harm:
    return lambda shelf: (shelf / MONTH).write_bytes(change((shelf / MONTH).read_bytes())) and None


def a_link(shelf: Path) -> None:
    (shelf / MONTH).rename(shelf / "elsewhere.txt")
    (shelf / MONTH).symlink_to("../elsewhere.txt")


def a_linked_folder(shelf: Path) -> None:
    (shelf / "journal").rename(shelf / "months")
    (shelf / "journal").symlink_to("months")


def another_time(shelf: Path) -> None:
    os.utime(shelf / MONTH, (0, 0))


def the_same_time_and_size(shelf: Path) -> None:
    known = (shelf / MONTH).stat()
    bytes_of(lambda raw: raw.replace(b"1.01", b"9.01"))(shelf)
    os.utime(shelf / MONTH, ns=(known.st_atime_ns, known.st_mtime_ns))


READABLE: dict[str, Harm] = {
    "lines of another system": bytes_of(lambda raw: raw.replace(b"\n", b"\r\n")),
    "no line break at the end": bytes_of(bytes.rstrip),
    "spaces at the end": bytes_of(lambda raw: raw.rstrip() + b"\n\t  "),
    "a month that is a link": a_link,
    "a folder of months that is a link": a_linked_folder,
    "a time of long ago": another_time,
    "a figure, and the time and the size as before": the_same_time_and_size,
}


@pytest.mark.parametrize("name", READABLE)
def test_what_can_still_be_read_is_followed_and_gone_on_with(shelf: Path, name: str) -> None:
    READABLE[name](shelf)
    assert home(shelf, TODAY, sees_help=True)
    assert_index_is_right(shelf)
    assert record(shelf, spent(), hand()).number == "2026-0005"
    assert_index_is_right(shelf)


def half_of_it(shelf: Path) -> None:
    bytes_of(lambda raw: raw + b'2026-03-20 * "Ald')(shelf)


def a_folder(shelf: Path) -> None:
    (shelf / NEXT).mkdir()


def a_strange_name(shelf: Path) -> None:
    Path(os.fsdecode(os.fsencode(shelf) + b"/journal/M\xe4rz.beancount")).write_text("; hello\n")


def another_book(shelf: Path) -> None:
    (shelf / NEXT).symlink_to("/etc/passwd")


def a_link_in_a_circle(shelf: Path) -> None:
    (shelf / NEXT).symlink_to(shelf / NEXT)


def a_link_to_nothing(shelf: Path) -> None:
    (shelf / NEXT).symlink_to("../nowhere.txt")


UNREADABLE: dict[str, tuple[Harm, str]] = {
    "half a line": (half_of_it, "cannot be read"),
    "a mark at the beginning": (bytes_of(lambda raw: b"\xef\xbb\xbf" + raw), "cannot be read"),
    "two bytes a letter": (
        bytes_of(lambda raw: raw.decode().encode("utf-16")),
        "is not text in UTF-8",
    ),
    "letters of another system": (
        bytes_of(lambda raw: raw.replace(b"Aldi", b"Ald\xed", 1)),
        "is not text in UTF-8",
    ),
    "a sign that no text has": (
        bytes_of(lambda raw: raw.replace(b"Aldi", b"Al\0di", 1)),
        "has a sign in it that no text has",
    ),
    "a folder named like a month": (a_folder, "cannot be opened"),
    "a name that is no text": (a_strange_name, "has letters in its name that are no text"),
    "a link to a file of the machine": (another_book, "cannot be read"),
    "a link that leads to itself": (a_link_in_a_circle, "cannot be opened"),
    "a link that leads nowhere": (a_link_to_nothing, "cannot be opened"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_said_on_a_book_that_opens_and_nothing_is_written(
    shelf: Path, name: str
) -> None:
    harm, said = UNREADABLE[name]
    harm(shelf)
    before = every_byte(shelf)
    assert home(shelf, TODAY, sees_help=True)
    assert entries(shelf, Wanted(), sees_help=True)
    assert [each.rule for each in read(shelf).problems[:1]] == ["readable"]
    with pytest.raises(Refusal, match=said) as refused:
        record(shelf, spent(), hand())
    assert refused.value.remedy
    assert every_byte(shelf) == before


def as_nobody(shelf: Path, told: Connection) -> None:
    # From within: the folders above it may be closed to others.
    os.chdir(shelf)
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    told.send([each.sentence for each in read(Path()).problems])


def test_a_month_that_the_program_may_not_open_is_said(shelf: Path) -> None:
    """As after an edit by the machine's owner, whose file it then is."""
    if os.getuid() != 0:
        pytest.skip("only root may run as somebody else")
    (shelf / MONTH).chmod(0o600)
    heard, told = MACHINE.Pipe(duplex=False)
    with TemporaryDirectory() as folder:
        place = Path(shutil.copytree(shelf, Path(folder, "book")))
        # Whatever is imported only now, nobody may not be able to.
        assert not read(place).problems
        child = MACHINE.Process(target=as_nobody, args=(place, told))
        child.start()
        child.join(30)
        assert heard.poll()
    assert heard.recv() == [f"{MONTH} cannot be opened."]


def test_a_month_edited_by_hand_again_and_again_while_somebody_records(shelf: Path) -> None:
    """An editor that writes the whole file anew loses what came meanwhile; nobody is told less."""
    month, told = shelf / MONTH, 4
    for count in range(12):
        text = month.read_text()
        month.write_text(text.replace("Food", "Bread", 1) if count % 2 else f"; seen\n{text}")
        number = record(shelf, spent(share(5_00 + count)), hand()).number
        told += 1
        assert number == f"2026-{told:04d}"
        assert_index_is_right(shelf)
    assert len(index.current(shelf).entries) == told + 1
