"""The process that serves the pages on loopback, and beside them a bare one, until its line closes.

The same server, the same threads and the same template engine for both, so that what differs is
what the pages do.
"""

import logging
import sqlite3
import threading
from pathlib import Path

import flask
import waitress
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from benchmarks import bare
from benchmarks.helpers import answer
from webapp import people
from webapp.app import create_app
from webapp.people import Group, Role, Store
from webapp.people.groups import new_group_row
from webapp.people.members import new_member_row
from webapp.people.rows import as_group
from webapp.people.tables import PersonRow
from webapp.reading_anew import PATIENCE
from webapp.serve import listening
from webapp.settings import settings_for

_THREADS = 8
_ROWS = 50
_PATIENCE = 600.0
_ROLES = {"treasurer": Role.TREASURER, "auditor": Role.AUDITOR}
_PAGE = """<!doctype html>
<title>Entries</title>
<table>
{% for row in rows %}<tr><td>{{ row.number }}</td><td>{{ row.day }}</td><td>{{ row.payee }}</td>
<td>{{ row.narration }}</td><td>{{ row.fund }}</td>
<td>{{ "%.2f" | format(row.pence / 100) }}</td></tr>
{% endfor %}</table>
"""


def start(folder: str, groups: list[str]) -> dict[str, object]:
    """Serve a data folder with some groups, and say at which port, with the cookies that let in."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    settings = settings_for(Path(folder))
    store = people.open_store(settings.folder)
    let_in = _people(store, groups)
    app = create_app(settings)
    # Whoever measures waits, and is not told that the books are still being read.
    app.config[PATIENCE] = _PATIENCE
    cookies = {role: _cookie(app, store, person) for role, person in let_in.items()}
    beside = bare_page(settings.folder / "bare.sqlite")
    both = DispatcherMiddleware(app.wsgi_app, {"/bare": beside.wsgi_app})
    app.wsgi_app = both  # type: ignore[method-assign] # as Flask's own documents do it
    taken = listening("127.0.0.1", 0)
    port = taken.getsockname()[1]
    serve = threading.Thread(
        target=lambda: waitress.serve(app, sockets=[taken], threads=_THREADS, _quiet=True),
        daemon=True,
    )
    serve.start()
    return {"port": port, "cookies": cookies}


def bare_page(tables: Path) -> flask.Flask:
    """Give a Flask app whose one page is fifty rows of a bare SQLite table."""
    app = flask.Flask("benchmarks.bare_page")
    page = app.jinja_env.from_string(_PAGE)
    kept = threading.local()

    @app.get("/")
    def show() -> str:
        if not hasattr(kept, "tables"):
            kept.tables = bare.opened(tables)
        opened: sqlite3.Connection = kept.tables
        return page.render(rows=bare.latest(opened, _ROWS))

    return app


def address_of(group: str) -> str:
    """Give the address of a group of the benchmarks, by its id."""
    return f"group-{group}"


def _people(store: Store, groups: list[str]) -> dict[str, int]:
    """Make one person for each role, who has it in every group."""
    with store.change() as rows:
        persons = {role: PersonRow(session_epoch=0) for role in _ROLES}
        rows.add_all(persons.values())
        rows.flush()
        for group in groups:
            row = new_group_row(rows, f"Group {group}", address_of(group), group_id=group)
            made: Group = as_group(store, row)
            for name, role in _ROLES.items():
                member = new_member_row(rows, made.id, name.title(), role)
                member.person_id = persons[name].id
        return {role: person.id for role, person in persons.items()}


def _cookie(app: flask.Flask, store: Store, person: int) -> str:
    """Sign a person in, and give what their browser would keep."""
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"] = people.start_session(store, person)
    name = app.config["SESSION_COOKIE_NAME"]
    kept = browser.get_cookie(name)
    assert kept
    return f"{name}={kept.value}"


if __name__ == "__main__":
    answer({"start": start})
