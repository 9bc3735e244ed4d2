"""Whether the books are sound: what was found last, and finding out anew."""

import datetime as dt

import flask
from flask.typing import ResponseReturnValue

from ledger.reading.checked import Checked, is_being_checked, is_changed_by_hand, last_checked
from webapp import desk
from webapp.blueprints.settings.pages import SoundnessPage
from webapp.naming import named
from webapp.show import day, render
from webapp.watching import check_soon

_AGAIN_IN = "3"
_MORNING = 6


def show(group: str) -> ResponseReturnValue:
    """Say when the books were checked and what came of it; while they are, look again by itself."""
    page = _page()
    answer = flask.make_response(render("settings/soundness.html", page))
    if page.is_running:
        address = flask.url_for("settings.soundness", group=group)
        answer.headers["Refresh"] = f"{_AGAIN_IN}; url={address}"
    return answer


def check(group: str) -> ResponseReturnValue:
    """Begin to check the books now."""
    check_soon(desk.place())
    return flask.redirect(flask.url_for("settings.soundness", group=group), 303)


def in_words(last: Checked | None) -> str:
    """Say in a sentence what came of the last check."""
    if last is None:
        return "Not checked yet."
    when = _moment(last.when.astimezone())
    if last.failed:
        return f"Could not be checked {when}: {last.failed}"
    if last.is_sound:
        sound = "the books are sound, and Beancount reads them to the same penny."
        return f"Checked {when}: {sound}{_taken_out(len(last.taken_out))}"
    things = "1 thing" if last.to_mend == 1 else f"{last.to_mend:,} things"
    return f"Checked {when}: the books are not sound. {things} to mend."


def _taken_out(count: int) -> str:
    if not count:
        return ""
    things = "1 recorded thing was" if count == 1 else f"{count} recorded things were"
    return f" But {things} changed or taken out by hand."


def _page() -> SoundnessPage:
    place = desk.place()
    last = last_checked(place)
    return SoundnessPage(
        said=in_words(last),
        is_running=is_being_checked(place),
        is_old=is_changed_by_hand(place),
        is_wrong=last is not None and not last.is_sound,
        was_made_anew=last is not None and last.made_anew,
        mend=tuple((named(said), remedy) for said, remedy in last.mend) if last else (),
        left_out=last.to_mend - len(last.mend) if last else 0,
        taken_out=tuple((named(said), remedy) for said, remedy in last.taken_out) if last else (),
        to_look_at=last.to_look_at if last else 0,
    )


def _moment(when: dt.datetime) -> str:
    """Name a moment of this installation's clock, as one would say it now."""
    now = dt.datetime.now(when.tzinfo)
    clock_time = f"{when.hour}:{when.minute:02}"
    ago = (now.date() - when.date()).days
    if not ago:
        was_night = when.hour < _MORNING <= now.hour
        return f"{'last night' if was_night else 'today'} at {clock_time}"
    return f"yesterday at {clock_time}" if ago == 1 else f"on {day(when)} at {clock_time}"
