"""The group itself: its name, its form and year, who may see it, and the printed code."""

from datetime import date, timedelta

import flask
from flask.typing import ResponseReturnValue

from ledger.entries.years import YearEnd
from ledger.errors import Refusal
from ledger.reading import about
from ledger.recording import (
    LEGAL_FORMS,
    change_group,
    change_year_end,
    checked_group,
    checked_year_end,
    rename_book,
)
from webapp import desk, here, people
from webapp.account_words import about_accounts
from webapp.addresses import free_address
from webapp.blueprints.settings.pages import LONG, OPENNESS, CodePage
from webapp.blueprints.settings.views import done, show_refused
from webapp.show import day, render
from webapp.shown_once import go_and_show, shown_already, told_here
from webapp.typed import Fields
from webapp.wrongs import refusals_of


def rename(group: str) -> ResponseReturnValue:
    """Give the group another name or address; the book takes the name too."""
    fields = Fields(flask.request.form)
    before = here.group()

    def act() -> str:
        address = free_address(here.store(), fields.text("address"), before.id)
        after = people.rename_group(
            here.store(), before.id, title=fields.text("title"), address=address
        )
        try:
            rename_book(desk.place(), after.title, desk.hand())
        except Refusal:
            people.rename_group(here.store(), before.id, title=before.title, address=before.address)
            raise
        moved = "" if after.address == before.address else f", and its address is {after.address}"
        return f"The group is called {after.title} now{moved}."

    return done(group, act)


def change_form(group: str) -> ResponseReturnValue:
    """Change what sort of group it is, and when its year ends."""
    fields = Fields(flask.request.form)
    form = fields.one_of("legal_form", LEGAL_FORMS, "What sort of group you are")
    year_end = fields.count("year_end_month"), fields.count("year_end_day")
    is_long = fields.text("first_year") == LONG
    number = fields.text("charity_number")
    known_form = form if form in LEGAL_FORMS else LEGAL_FORMS[0]
    for refusal in refusals_of(
        lambda: checked_year_end(*year_end), lambda: checked_group(known_form, number)
    ):
        fields.refuse(refusal)
    if fields.wrongs.all:
        return show_refused(fields.wrongs)

    def act() -> str:
        # All else was looked at; only the year may still be refused, so it goes first.
        known = about(desk.place())
        if (year_end, is_long) != (known.year_end, known.is_long):
            until = _a_year_later(*year_end) if is_long else None
            change_year_end(desk.place(), year_end, desk.hand(), until)
            _take_words_along(known.open_year[1])
        change_group(desk.place(), form, desk.hand(), number)
        first, last = about(desk.place()).open_year
        return f"Kept. The year from {day(first)} ends on {day(last)}."

    return done(group, act)


def _take_words_along(was: date) -> None:
    """Keep what was written beside the accounts of the open year under the day that it has now."""
    now = about(desk.place()).open_year[1]
    if now != was:
        people.move_writings(
            here.store(), here.group().id, about_accounts(was), about_accounts(now)
        )


def _a_year_later(month: int, last_day: int) -> date:
    """Give the second day on which the year that is open now could end."""
    end = YearEnd(month=month, day=last_day)
    short = end.on_or_after(about(desk.place()).open_year[0])
    return end.on_or_after(short + timedelta(days=1))


def choose_public(group: str) -> ResponseReturnValue:
    """Open the public page, or close it."""
    fields = Fields(flask.request.form)
    chosen = fields.one_of("public", tuple(each.value for each in OPENNESS), "Who may see it")
    if fields.wrongs.all:
        return show_refused(fields.wrongs)

    def act() -> str:
        people.choose_public(here.store(), here.group().id, public=chosen == "yes")
        opened = "Your public page is open to anybody."
        return opened if chosen == "yes" else "Only your members see your money now."

    return done(group, act)


def new_code(group: str) -> ResponseReturnValue:
    """Make a new code to print for whoever asks; the one before stops working."""
    made = people.new_recovery_code(here.store(), here.person().id)
    return go_and_show(flask.url_for("settings.code", group=group), {"code": made})


def code(group: str) -> ResponseReturnValue:
    """Show the code that was just made; loaded again, it makes no other."""
    back = flask.url_for("settings.edit", group=group)
    told = told_here()
    if told is None:
        return shown_already(back)
    name = here.person().sign_in_name or ""
    page = CodePage(code=told["code"], sign_in_name=name, back=back)
    return render("settings/code.html", page)
