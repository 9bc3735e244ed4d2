"""Fava fed file by file says, after each change, what stock Fava says on loading it afresh."""

import re
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fava.application
import fava.core
import fava.core.accounts
import fava.core.attributes
import fava.json_api
import pytest
from beancount import loader
from flask import Flask, url_for

from tests.ledger.changing_books import PLAIN, ROUGH, spent, write_book
from webapp.audit import neutral
from webapp.audit.neutral import GuardedEyes, RealBook
from webapp.audit.server import EscapingLoader, Room

STOCK = SimpleNamespace(
    accounts=fava.core.accounts.AccountDict.load_file,
    attributes=fava.core.attributes.AttributesModule.load_file,
)
PAGES = (
    "income_statement/",
    "journal/?filter=%23general",
    "api/ledger_data",
    "api/income_statement",
    "api/income_statement?interval=year&filter=%23council-2026",
    "api/balance_sheet",
    "api/trial_balance?time=2026-03",
    "api/journal_page?page=1&order=desc",
    "api/account_report?a=Assets:Bank:Current&r=journal",
    "api/account_report?a=Expenses:Food&r=changes",
    "api/documents",
    "api/commodities",
    "api/events",
    "api/errors",
)
FEW = ("api/ledger_data", "api/trial_balance", "api/errors")
KEPT = (
    "all_entries",
    "all_entries_by_type",
    "fava_options",
    "accounts",
)
ATTRIBUTES = ("accounts", "currencies", "payees", "links", "tags", "years", "narrations")
_TIMES = re.compile(rb'mtime(?:"?[:=] ?"?|">)\d+')


@pytest.fixture(autouse=True)
def fava_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is laid into Fava in this process goes when the test ends."""
    for owner, name in (
        (fava.core, "load_uncached"),
        (fava.json_api, "get_entry_slice"),
        (fava.core.FavaLedger, "paths_to_watch"),
        (fava.core.accounts.AccountDict, "load_file"),
        (fava.core.attributes.AttributesModule, "load_file"),
        (fava.application, "_cached_url_for"),
        (fava.application, "_slug"),
    ):
        monkeypatch.setattr(owner, name, vars(owner)[name])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_book(tmp_path / "book")


@pytest.fixture
def room(folder: Path) -> Room:
    return Room(RealBook(folder))


def stock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Fava with nothing of ours but the neutral path and the escaped journal, freshly loaded."""
    book = RealBook(folder)
    eyes = GuardedEyes(book)

    def load(_: str, **__: object) -> tuple[Any, ...]:
        entries, errors, options = loader._load([(str(book.file), True)], None, None, None)
        return (
            [eyes.shown(entry) for entry in entries],
            [neutral._shown_error(book, error) for error in errors],
            neutral._shown_options(book, options),
        )

    with monkeypatch.context() as patch:
        patch.setattr(fava.core, "load_uncached", load)
        patch.setattr(fava.core.accounts.AccountDict, "load_file", STOCK.accounts)
        patch.setattr(fava.core.attributes.AttributesModule, "load_file", STOCK.attributes)
        app = fava.application.create_app(
            [book.shown], load=True, read_only=True, poll_watcher=True
        )
    assert fava.application._cached_url_for is url_for
    app.jinja_env.loader = EscapingLoader(app.jinja_env.loader)
    return app


def said(ledger: fava.core.FavaLedger) -> list[tuple[Any, ...]]:
    """What Fava shows of its errors."""
    return [(type(each).__name__, each.source, each.message) for each in ledger.errors]


def page(app: Flask, path: str) -> tuple[int, bytes]:
    got = app.test_client().get(f"/book/{path}")
    return got.status_code, _TIMES.sub(b"", got.data)


def differences(
    room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch, pages: Sequence[str] = PAGES
) -> list[str]:
    """Name what stock Fava has or says otherwise."""
    room._catch_up()
    afresh = stock(folder, monkeypatch)
    ours, theirs = (app.config["LEDGERS"].ledgers[0] for app in (room._app, afresh))
    found = [name for name in KEPT if getattr(ours, name) != getattr(theirs, name)]
    found += [
        name
        for name in ATTRIBUTES
        if getattr(ours.attributes, name) != getattr(theirs.attributes, name)
    ]
    if ours.format_decimal.precisions != theirs.format_decimal.precisions:
        found.append("digits")
    if said(ours) != said(theirs):
        found.append("errors")
    newest = fava.core.hash_entry(theirs.all_entries[-1])
    asked = (*pages, f"api/context?entry_hash={newest}")
    return found + [path for path in asked if page(room._app, path) != page(afresh, path)]


@pytest.mark.parametrize("change", [name for name in ROUGH if name != "a folder of papers"])
def test_after_a_rough_change_fava_says_the_same(
    room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    ROUGH[change](folder)
    assert differences(room, folder, monkeypatch, FEW) == []


def test_through_a_whole_life_fava_says_the_same(
    room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for change in PLAIN:
        PLAIN[change](folder)
        assert (change, differences(room, folder, monkeypatch)) == (change, [])
    for change in reversed(PLAIN):
        PLAIN[change](folder)
        assert (change, differences(room, folder, monkeypatch, FEW)) == (change, [])


def test_with_hundreds_of_entries_the_ranks_go_on_from_where_they_stood(
    room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many that a walk over them rests, goes on from there, and is sent back behind it."""
    texts = [spent(f"2026-05-{1 + n // 40:02}", 1_000 + n) for n in range(900)]
    (folder / "journal" / "2026-05.beancount").write_text("".join(texts))
    assert differences(room, folder, monkeypatch, FEW) == []
    for month, day in ((6, 1), (6, 2), (4, 30), (6, 3), (1, 9), (6, 4)):
        name = folder / "journal" / f"2026-{month:02}.beancount"
        with name.open("a") as file:
            file.write(spent(f"2026-{month:02}-{day:02}", 3_000 + day))
        assert (name.name, differences(room, folder, monkeypatch, FEW)) == (name.name, [])
