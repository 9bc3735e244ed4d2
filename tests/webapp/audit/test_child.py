"""The process that runs Fava: what it may not do, and how it ends."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from tests.ledger.changing_books import spent
from webapp.audit.child import (
    BookNotShown,
    FavaChild,
    Limits,
    NoAnswer,
    NoAnswerInTime,
    NotOpenedInTime,
)
from webapp.audit.door import Audit, Books
from webapp.audit.neutral import BookDeclined, GuardedEyes, RealBook
from webapp.audit.server import JOURNAL_SHA256, JOURNAL_TEMPLATE, EscapingLoader, WrongFava

WRITE = Callable[..., Books]
HOUSE = Path(__file__).parents[3]


def ask(audit: Audit, books: Books) -> tuple[int, str]:
    got = audit.answer(books, "GET", "book/api/errors", [])
    return got.status, got.body.decode()


def gone(number: int) -> bool:
    """Whether a process has ended, within five seconds."""
    for _ in range(100):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{number}/stat")
        if state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ('plugin "beancount.plugins.auto"\n', "plugin"),
        ('2026-01-01 custom "fava-extension" "evil"\n', "setting of Fava's"),
        ('2026-01-01 custom "fava\\-extension" "evil"\n', "setting of Fava's"),
        ('2026-01-01 custom "fava-option" "import-config" "evil.py"\n', "setting of Fava's"),
        ('2026-01-01 custom "fava-option" "default_file" "x"\n', "setting of Fava's"),
        ('2026-01-01 custom "fava-sidebar-link" "x" "javascript:alert(1)"\n', "setting of Fava's"),
        ('option "insert_pythonpath" "TRUE"\n', "insert_pythonpath"),
        ('option "plugin_processing_mode" "raw"\n', "plugin_processing_mode"),
        ('option "documents" "/etc"\n', "outside its folder"),
        ('include "/etc/passwd"\n', "outside its folder"),
        ('include "../other/book.beancount"\n', "outside its folder"),
        ('include "secret.beancount.gpg"\n', ".beancount"),
        ('2026-01-01 document Expenses:Food "/etc/passwd"\n', "outside its folder"),
    ],
)
def test_a_book_that_could_run_code_or_read_elsewhere_is_declined(
    open_books: WRITE, more: str, why: str
) -> None:
    book = RealBook(open_books(more=more).place)
    eyes = GuardedEyes(book)
    with pytest.raises(BookDeclined, match=why):
        eyes.parse(str(book.file), eyes.text(str(book.file)))


@pytest.mark.parametrize(
    "more",
    [
        'plugin "evil"\n',
        'option "insert_pythonpath" "TRUE"\nplugin "evil"\n',
        '2026-01-01 custom "fava-extension" "evil"\n',
        '2026-01-01 custom "fava-option" "import-config" "evil.py"\n',
    ],
)
def test_no_program_in_a_books_folder_ever_runs(
    audit: Audit, open_books: WRITE, tmp_path: Path, more: str
) -> None:
    books = open_books(more=more)
    (books.place / "evil.py").write_text(f"import os; os.mkdir({str(tmp_path / 'ran')!r})\n")
    status, sentence = ask(audit, books)
    assert status == 503
    assert "These books cannot be shown in Fava." in sentence
    assert not (tmp_path / "ran").exists()
    assert audit.alive_as(books) is None


def test_an_included_file_is_looked_at_too(audit: Audit, open_books: WRITE) -> None:
    assert ask(audit, open_books(journal='plugin "beancount.plugins.auto"\n'))[0] == 503


def test_a_link_out_of_the_folder_is_not_followed(
    audit: Audit, open_books: WRITE, tmp_path: Path
) -> None:
    books = open_books()
    (tmp_path / "other.beancount").write_text("2026-01-01 open Assets:Secret\n")
    (books.place / "journal" / "2026-05.beancount").symlink_to(tmp_path / "other.beancount")
    assert "outside its folder" in ask(audit, books)[1]


def test_a_book_that_turns_bad_is_closed_and_opens_again_when_it_is_mended(
    audit: Audit, open_books: WRITE
) -> None:
    books = open_books()
    text = (books.place / "book.beancount").read_text()
    assert ask(audit, books)[0] == 200
    (books.place / "book.beancount").write_text(text + 'plugin "x"\n')
    assert ask(audit, books)[0] == 503
    assert audit.alive_as(books) is None
    (books.place / "book.beancount").write_text(text)
    assert ask(audit, books)[0] == 200


def test_a_text_that_kills_the_parser_harms_nobody_else(audit: Audit, open_books: WRITE) -> None:
    """Beancount's C parser dies of a division by nothing."""
    bad = open_books("bad", more="2026-01-01 balance Assets:Bank:Current 1/0 GBP\n")
    good = open_books("good")
    assert ask(audit, good)[0] == 200
    status, sentence = ask(audit, bad)
    assert (status, "could not read" in sentence) == (503, True)
    assert ask(audit, good)[0] == 200


def test_a_dead_process_is_replaced(audit: Audit, open_books: WRITE) -> None:
    books = open_books()
    ask(audit, books)
    first = audit.alive_as(books)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert gone(first)
    assert ask(audit, books)[0] == 200
    assert audit.alive_as(books) not in {None, first}


def test_a_question_that_takes_too_long_ends_the_process(open_books: WRITE) -> None:
    books = open_books()
    child = FavaChild(books.place, Limits(answer_seconds=1))
    child.ask("book/api/errors", [], books.mount)
    number = child.alive_as
    assert number is not None
    os.kill(number, signal.SIGSTOP)
    started = time.monotonic()
    with pytest.raises(NoAnswerInTime):
        child.ask("book/api/errors", [], books.mount)
    assert time.monotonic() - started < 3
    assert gone(number)
    assert child.ask("book/api/errors", [], books.mount).number("status") == 200
    child.end()


def test_a_regular_expression_that_never_ends_is_ended(open_books: WRITE) -> None:
    """The guard refuses it; behind the guard, the clock does."""
    letters = "a" * 40
    books = open_books(
        journal=f'2026-03-02 * "{letters}!" "x" #general\n'
        "  Expenses:Food  1.00 GBP\n  Assets:Bank:Current  -1.00 GBP\n"
    )
    child = FavaChild(books.place, Limits(answer_seconds=2))
    hostile = [("page", "1"), ("order", "asc"), ("filter", '"(a+)+$"')]
    with pytest.raises(NoAnswer):
        child.ask("book/api/journal_page", hostile, books.mount)
    assert child.alive_as is None


def test_a_process_is_dropped_when_nobody_asks(open_books: WRITE) -> None:
    books = open_books()
    child = FavaChild(books.place, Limits(idle_seconds=1))
    child.ask("book/api/errors", [], books.mount)
    number = child.alive_as
    assert number is not None
    assert gone(number)
    assert child.ask("book/api/errors", [], books.mount).number("status") == 200
    child.end()


def test_an_idle_process_gives_its_memory_back_and_is_there_again_when_asked(
    open_books: WRITE,
) -> None:
    books = open_books()
    audit = Audit(limits=Limits(idle_seconds=1))
    assert ask(audit, books)[0] == 200
    number = audit.alive_as(books)
    assert number is not None
    assert gone(number)
    assert audit.alive_as(books) is None
    assert not Path(f"/proc/{number}").exists()
    assert ask(audit, books)[0] == 200
    audit.close()


def test_no_more_than_four_live_and_the_one_asked_longest_ago_goes(open_books: WRITE) -> None:
    audit = Audit()
    all_books = [open_books(name) for name in ("one", "two", "three", "four", "five")]
    for books in (*all_books[:4], all_books[0], all_books[4]):
        assert ask(audit, books)[0] == 200
    alive = [audit.alive_as(books) is not None for books in all_books]
    audit.close()
    assert alive == [True, False, True, True, True]


def test_books_that_need_more_time_than_there_is_are_said_to_be_too_large(
    open_books: WRITE,
) -> None:
    child = FavaChild(open_books().place, Limits(open_seconds=0))
    with pytest.raises(NotOpenedInTime) as refused:
        child.ask("book/api/errors", [], "/m")
    assert "so large" in refused.value.sentence
    assert child.alive_as is None


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="it is measured in /proc")
def test_books_that_need_more_memory_than_there_is_harm_nobody(open_books: WRITE) -> None:
    """As much as Fava takes for a small book, and two megabytes for five thousand entries."""
    small, large = open_books("small"), open_books("large", journal=_many_entries())
    audit = Audit()
    ask(audit, small)
    number = audit.alive_as(small)
    taken = Path(f"/proc/{number}/status").read_text().split("VmPeak:")[1].split()[0]
    audit.close()
    audit = Audit(limits=Limits(megabytes=int(taken) // 1024 + 2))
    status, sentence = ask(audit, large)
    assert (status, audit.alive_as(large)) == (503, None)
    assert "Nothing in them has changed" in sentence
    assert ask(audit, small)[0] == 200
    audit.close()


def _many_entries() -> str:
    return "".join(spent("2026-03-02", number) for number in range(5_000))


def test_the_process_ends_with_the_application(open_books: WRITE) -> None:
    """Even when the application is killed and can end nothing any more."""
    books = open_books()
    program = (
        "import sys, time; from pathlib import Path\n"
        "from webapp.audit.child import FavaChild, Limits\n"
        f"child = FavaChild(Path({str(books.place)!r}), Limits())\n"
        "child.ask('book/api/errors', [], '/m')\n"
        "print(child.alive_as, flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=HOUSE, stdout=subprocess.PIPE, text=True
    ) as application:
        assert application.stdout is not None
        number = int(application.stdout.readline())
        application.kill()
    assert gone(number)


def test_only_so_many_processes_live(open_books: WRITE) -> None:
    audit = Audit(limits=Limits(), most=1)
    one, two = open_books("one"), open_books("two")
    assert ask(audit, one)[0] == ask(audit, two)[0] == 200
    assert audit.alive_as(one) is None
    assert audit.alive_as(two) is not None
    audit.close()
    assert audit.alive_as(two) is None


def test_many_at_once_get_their_own_answers(audit: Audit, elm: Books) -> None:
    found: dict[str, bool] = {}

    def look(account: str, other: str) -> None:
        got = audit.answer(
            elm, "GET", "book/api/account_report", [("a", account), ("r", "changes")]
        )
        found[account] = (
            f'"account":"{account}"'.encode() in got.body and other.encode() not in got.body
        )

    accounts = ["Expenses:Food", "Expenses:Printing", "Income:Grants", "Assets:Bank:Current"]
    threads = [
        threading.Thread(target=look, args=(account, accounts[number - 1]))
        for number, account in enumerate(accounts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(accounts, True)


def test_the_process_can_write_nothing_and_read_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "text").write_text("ours")
    (tmp_path / "people").write_text("theirs")
    program = (
        "import sys; from pathlib import Path\n"
        "from webapp.audit import limits\n"
        "place = Path(sys.argv[1]); limits.limit_self(1024)\n"
        "shut = limits.read_only([place / 'book'])\n"
        "def tried(act):\n"
        "    try:\n        return act() or 'done'\n"
        "    except OSError as error:\n        return type(error).__name__\n"
        "print(shut, tried((place / 'book' / 'text').read_text),"
        " tried((place / 'people').read_text),"
        " tried(lambda: (place / 'book' / 'new').write_text('x' * 9)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
    )
    shut, ours, theirs, wrote = done.stdout.split()
    assert (ours, wrote != "done") == ("ours", True)
    assert theirs == ("PermissionError" if shut == "True" else "theirs")


def test_favas_journal_template_is_the_one_that_we_mend() -> None:
    stock = files("fava").joinpath("templates", JOURNAL_TEMPLATE).read_bytes()
    assert hashlib.sha256(stock).hexdigest() == JOURNAL_SHA256
    assert stock.count(b"autoescape false") == 1


def test_a_changed_journal_template_is_refused() -> None:
    changed = DictLoader({"_journal_table.html": "{% autoescape false %}{{ payee }}"})
    with pytest.raises(WrongFava):
        Environment(loader=EscapingLoader(changed), autoescape=True).get_template(
            "_journal_table.html"
        )


def test_a_declined_book_says_why(open_books: WRITE) -> None:
    books = open_books(more='plugin "x"\n')
    with pytest.raises(BookNotShown, match="plugin"):
        FavaChild(books.place, Limits()).ask("book/", [], books.mount)


def test_a_group_that_moves_gets_links_to_where_it_is_now(open_books: WRITE) -> None:
    """Stock Fava remembers addresses without regard to where it is mounted."""
    books = open_books()
    child = FavaChild(books.place, Limits())
    asked = [("a", "Expenses:Food"), ("r", "journal")]
    for mount in ("/g/elm/audit", "/g/ash/audit"):
        told = child.ask("book/api/account_report", asked, mount).body.decode()
        assert f"{mount}/book/" in told
    assert "/g/elm/audit" not in told
    child.end()


def test_no_cache_beside_a_book_is_opened_or_left(open_books: WRITE, tmp_path: Path) -> None:
    """Beancount's cache is a pickle, which whoever writes there could make run anything."""
    books = open_books()
    cache = books.place / ".book.beancount.picklecache"
    cache.write_bytes(b"cbuiltins\nopen\n(V" + str(tmp_path / "ran").encode() + b"\nVw\ntR.")
    child = FavaChild(books.place, Limits())
    assert child.ask("book/api/errors", [], books.mount).number("status") == 200
    number = child.alive_as
    given = Path(f"/proc/{number}/environ")
    if given.exists():
        assert given.read_bytes() == b"BEANCOUNT_DISABLE_LOAD_CACHE=1\0"
    child.end()
    assert not (tmp_path / "ran").exists()
    assert [each.name for each in books.place.glob("**/*.picklecache")] == [cache.name]


def test_a_process_has_limits_of_time_and_memory(open_books: WRITE) -> None:
    books = open_books()
    child = FavaChild(books.place, Limits(megabytes=1024))
    child.ask("book/api/errors", [], books.mount)
    told = Path(f"/proc/{child.alive_as}/limits")
    if told.exists():
        limits = {line[:25].strip(): line[25:].split()[0] for line in told.read_text().splitlines()}
        assert limits["Max address space"] == str(1024 * 1024 * 1024)
        assert limits["Max file size"] == limits["Max core file size"] == "0"
    child.end()
    assert Limits().answer_seconds <= 30
    assert Limits().megabytes <= 1536
