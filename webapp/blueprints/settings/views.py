"""The page of settings, and taking the books away."""

import tempfile
from collections.abc import Callable, Mapping

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from ledger.reading import about, years_left_out
from ledger.reading.checked import last_checked
from ledger.statements.charity_chart import not_yet_open
from webapp import desk, here, people
from webapp.blueprints.settings.pages import LONG, SHORT, Choice, SettingsPage
from webapp.blueprints.settings.soundness import in_words
from webapp.naming import named
from webapp.show import day as shown_day
from webapp.show import refused, render
from webapp.taking import everything
from webapp.wrongs import Wrongs

_TEMPLATE = "settings/edit.html"
_IN_MEMORY = 8 * 1024 * 1024


def edit(group: str) -> ResponseReturnValue:  # noqa: ARG001 - the door has read it
    """Show everything that can be set."""
    return render(_TEMPLATE, _page({}, Wrongs()))


def take_away(group: str) -> ResponseReturnValue:
    """Give everything as a zip: books, papers, figures, and who the numbers are unless unwanted."""
    with_names = flask.request.args.get("names") != "none"
    names = people.names_of(here.store(), here.group().id) if with_names else None
    # Flask closes it after the last byte; a big book lies on the disk meanwhile.
    out = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by who sends it
    everything(desk.place(), out, here.group().title, desk.today(), names)
    name = f"{group}-{desk.today()}{'' if with_names else '-without-names'}.zip"
    return flask.send_file(out, "application/zip", as_attachment=True, download_name=name)


def done(group: str, act: Callable[[], str]) -> ResponseReturnValue:
    """Do one thing and say so, or show the page again with what was typed and what was refused."""
    try:
        said = act()
    except Refusal as refusal:
        return refused(_TEMPLATE, _page(flask.request.form, Wrongs.of(refusal)))
    flask.flash(said)
    # The address may have changed by it.
    now = people.group_by_id(here.store(), here.group().id)
    address = now.address if now else group
    return flask.redirect(flask.url_for("settings.edit", group=address), 303)


def show_refused(wrongs: Wrongs) -> ResponseReturnValue:
    """Show the page again with what was typed."""
    return refused(_TEMPLATE, _page(flask.request.form, wrongs))


def _page(sent: Mapping[str, str], wrongs: Wrongs) -> SettingsPage:
    group, book = here.group(), about(desk.place())
    month, day = book.year_end
    known = {
        "title": group.title,
        "address": group.address,
        "legal_form": book.legal_form,
        "charity_number": book.number,
        "line": "",
        "year_end_day": str(day),
        "year_end_month": str(month),
        "first_year": LONG if book.is_long else SHORT,
        "public": "yes" if group.public else "no",
        "kind": "",
        "heading": "",
        "bank": "",
        "holder": "",
    }
    return SettingsPage(
        typed={name: sent.get(name, value) for name, value in known.items()},
        about=book,
        is_public=group.public,
        left_out=_left_out(is_public=group.public),
        public_address=flask.url_for("public.show", group=group.address, _external=True),
        headings=tuple(dict.fromkeys(each.heading for each in book.kinds)),
        places=tuple(named(each) for each in book.places),
        holders=_holders(book.accounts),
        lines=_lines(book.legal_form, book.accounts),
        checked=in_words(last_checked(desk.place())),
        wrongs=wrongs,
    )


def _left_out(*, is_public: bool) -> str:
    """Say which accounts count help that a public page leaves out; nothing where none does."""
    ends = [shown_day(each) for each in reversed(years_left_out(desk.place(), desk.today()))]
    if not ends:
        return ""
    do = "Give them" if is_public else "Before you open a public page, see that they are given"
    return (
        f"But the accounts to {' and to '.join(ends)} count help that went to too few to be told "
        "on a public page: whoever has them as well could work out what it came to. "
        f"{do} only to those who must have them."
    )


def _lines(legal_form: str, accounts: frozenset[str]) -> tuple[Choice, ...]:
    """Give the lines of a charity's accounts that the books do not have yet; others need none."""
    if not legal_form.startswith("charity-"):
        return ()
    known = not_yet_open(accounts).items()
    way = {True: "money in", False: "money out"}
    return tuple(
        Choice(value=name, text=f"{line} ({way[name.startswith('Income:')]})")
        for name, line in known
    )


def _holders(accounts: frozenset[str]) -> tuple[Choice, ...]:
    """Give the members who hold no float yet."""
    members = people.members_of(here.store(), here.group().id)
    return tuple(
        Choice(value=each.number, text=f"{each.name} ({each.number})")
        for each in members
        if float_of(each.number) not in accounts
    )


def float_of(number: str) -> str:
    """Give the account of the cash that one person holds for the group."""
    return f"Assets:Cash:Float-{number}"
