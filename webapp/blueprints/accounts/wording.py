"""The words of a year's accounts: the report of the committee or trustees, and what notes say."""

from collections.abc import Mapping

import flask
from flask.typing import ResponseReturnValue

from grant_reports.wording import wording
from ledger.errors import Refusal
from ledger.reading import YearLine, about
from webapp import desk, here, people, prints
from webapp.account_words import AskedText, about_accounts, asked_texts
from webapp.blueprints.accounts.looking import back_to, to, year_ending
from webapp.blueprints.accounts.telling_pages import Text, WordsPage
from webapp.people import NewWriting, Writing, WrittenMeanwhile, mark_of
from webapp.report_words import takes_out
from webapp.show import day, refused, render
from webapp.wrongs import Wrong, Wrongs

_TEMPLATE = "accounts/words.html"


def words(group: str, year_end: str) -> ResponseReturnValue:
    """Show the words of a year, or keep what was written; each field by itself."""
    del group
    chosen = year_ending(year_end)
    if flask.request.method == "GET":
        return render(_TEMPLATE, _page(chosen, {}))
    theirs, before = dict[str, str](), _written(chosen)
    wrongs = Wrongs.each_once(_kept(chosen, theirs))
    if takes_out(before, _written(chosen)):
        prints.forget(desk.place())
    if wrongs.all:
        return refused(_TEMPLATE, _page(chosen, flask.request.form, wrongs, theirs))
    flask.flash("Your words are kept, and printed with the accounts.")
    return flask.redirect(to("words", chosen.period.last), 303)


def _written(chosen: YearLine) -> dict[str, str]:
    return people.written(here.store(), here.group().id, about_accounts(chosen.period.last))


def _kept(chosen: YearLine, theirs: dict[str, str]) -> list[Wrong]:
    """Keep what was sent, and give what was refused; what others wrote meanwhile is noted."""
    sent, wrongs = flask.request.form, list[Wrong]()
    for asked in _asked():
        if asked.field not in sent:
            continue
        new = NewWriting(
            about=about_accounts(chosen.period.last),
            field=asked.field,
            text=sent[asked.field],
            over=sent.get(f"{asked.field}-over"),
        )
        try:
            people.write(here.store(), here.group().id, new, by=here.member().number)
        except Refusal as refusal:
            if isinstance(refusal, WrittenMeanwhile):
                theirs[asked.field] = refusal.kept.text
            wrongs.append(Wrong.beside(asked.field, refusal))
    return wrongs


def _page(
    chosen: YearLine,
    sent: Mapping[str, str],
    wrongs: Wrongs | None = None,
    theirs: Mapping[str, str] | None = None,
) -> WordsPage:
    last = chosen.period.last
    kept = people.writings_of(here.store(), here.group().id, about_accounts(last))
    return WordsPage(
        title=f"Words for the year to {day(last)}",
        body=wording(about(desk.place()).legal_form).body,
        texts=tuple(_text(each, kept, sent, theirs or {}) for each in _asked()),
        draft=to("download", last),
        back=back_to(last),
        wrongs=wrongs or Wrongs(),
    )


def _text(
    asked: AskedText,
    kept: Mapping[str, Writing],
    sent: Mapping[str, str],
    theirs: Mapping[str, str],
) -> Text:
    stands = kept[asked.field].text if asked.field in kept else ""
    return Text(
        name=asked.field,
        label=asked.heading,
        hint=asked.hint,
        value=sent.get(asked.field, stands),
        over=mark_of(stands),
        theirs=theirs.get(asked.field, ""),
    )


def _asked() -> tuple[AskedText, ...]:
    form = about(desk.place()).legal_form
    return asked_texts(form, wording(form).report)
