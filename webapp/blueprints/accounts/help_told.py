"""What the accounts tell of help that went to few, in words, with what can be done about it."""

from datetime import date

import flask

from ledger.reading import Telling, YearEnd
from webapp import desk, here
from webapp.blueprints.accounts.pages import Step
from webapp.show import day

_THINK = "Think of who will read them."
_BOTH = (
    "told of it once it went to five, and whoever has the accounts as well could work out what it "
    "came to."
)
_ONLY = "only to those who must have them."


def help_told(end: YearEnd) -> tuple[Step, ...]:
    """Say, before a year is closed, where its accounts would tell what help to few came to."""
    told, last = end.telling, end.period.last
    alone = (*told.funds, *told.places)
    return (
        *(_alone(name, last) for name in alone),
        *(_claimed(number, last) for number in told.claims),
        *_corrected(told),
        *left_out(end),
    )


def left_out(end: YearEnd) -> tuple[Step, ...]:
    """Say that members, funders and the street are told less than the accounts hold."""
    if not end.telling.is_left_out:
        return ()
    title = "Other pages leave out help that the accounts count"
    group = here.group()
    if not group.public:
        said = f"Read the accounts out at your meeting, and give copies {_ONLY}"
        return (_step(title, f"Members and funders are {_BOTH} {said}"),)
    said = f"Close the public page before you hand the accounts out, or give them {_ONLY}"
    return (
        Step(
            title=title,
            text=f"The street, members and funders are {_BOTH} {said}",
            href=flask.url_for("settings.edit", group=group.address, _anchor="who"),
            action="Who may see it",
        ),
    )


def _alone(name: str, last: date) -> Step:
    """Say which fund or place of money paid for little else than help."""
    until = f"What else is paid from there by {day(last)} keeps it company. "
    return _step(
        "The accounts tell what help given came to",
        f"It went to fewer than five, and “{name}” paid for nothing else that it could be "
        f"added to. {until if _is_open(last) else ''}{_THINK}",
    )


def _claimed(number: str, last: date) -> Step:
    """Say which claim for help stands by itself; paid back in its year, it would not."""
    paid = f"Pay it back by {day(last)}, or hand" if _is_open(last) else "Hand"
    return Step(
        title="A claim for help given stands by itself",
        text="What is not paid back in the year of its claim is a line in the books attached to "
        f"the accounts, and so tells what the help in entry {number} came to. {paid} the accounts "
        "out on paper.",
        href=flask.url_for("entries.show", group=here.group().address, number=number),
        action=f"Entry no. {number}",
    )


def _corrected(told: Telling) -> tuple[Step, ...]:
    if not told.is_corrected:
        return ()
    said = "The line of corrections tells by how much, unless more stands on it."
    return (_step("Help of an earlier year was put right in this one", f"{said} {_THINK}"),)


def _is_open(last: date) -> bool:
    return desk.today() <= last


def _step(title: str, text: str) -> Step:
    return Step(title=title, text=text, href="", action="")
