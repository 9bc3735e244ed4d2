"""How somebody leaves: removed, erased, and what is kept about them to take away."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from webapp import here, paper_answers, people
from webapp.blueprints.people.one import member_here
from webapp.blueprints.people.pages import AskPage
from webapp.people import Member
from webapp.show import refused, render
from webapp.wrongs import Wrongs

_TEMPLATE = "people/ask.html"


def ask_remove(group: str, number: str) -> ResponseReturnValue:
    """Ask before somebody is removed."""
    return render(_TEMPLATE, _removing(group, member_here(number)))


def remove(group: str, number: str) -> ResponseReturnValue:
    """End somebody's membership, on every device at once."""
    member = member_here(number)

    def act() -> None:
        people.remove_member(here.store(), here.group().id, number)

    said = f"{member.name} is not in the group any more."
    if _is_you(number):
        said = f"You are not in {here.group().title} any more."
    return _leave(group, number, _removing(group, member), act, said)


def ask_erase(group: str, number: str) -> ResponseReturnValue:
    """Ask before a person is erased."""
    return render(_TEMPLATE, _erasing(group, number))


def erase(group: str, number: str) -> ResponseReturnValue:
    """Erase a person from this group for ever; the number stays in the books."""
    page = _erasing(group, number)

    def act() -> None:
        people.erase_member(here.store(), here.group().id, number)

    whose = "You have" if _is_you(number) else f"{number} has"
    return _leave(group, number, page, act, f"{whose} no name here any more.")


def kept(group: str, number: str) -> ResponseReturnValue:  # noqa: ARG001 - the door has read it
    """Give all that is kept about somebody, as JSON; of other groups only to themselves."""
    member = member_here(number)
    text = json.dumps(_kept_about(member), indent=1, ensure_ascii=False) + "\n"
    return paper_answers.to_keep(text, f"kept-about-{member.number}.json", "application/json")


def _kept_about(member: Member) -> dict[str, object]:
    in_this_group: dict[str, object] = {
        "group": here.group().title,
        "number": member.number,
        "name": member.name,
        "role": member.role.on_screen,
    }
    if member.person_id is None:
        return in_this_group
    whole = people.export_person(here.store(), member.person_id)
    groups = people.groups_of(here.store(), member.person_id)
    if member.number == here.member().number or len(groups) == 1:
        return in_this_group | asdict(whole)
    return in_this_group


def _is_you(number: str) -> bool:
    return number == here.member().number


def _removing(group: str, member: Member) -> AskPage:
    if _is_you(member.number):
        return AskPage(
            title=f"Leave {here.group().title}?",
            words=(
                "You are signed out at once and cannot come back without a new invitation.",
                "What you recorded stays, with your name beside it.",
                "A treasurer can erase the name later.",
            ),
            button=f"Leave {here.group().title}",
            back=flask.url_for("people.one", group=group, number=member.number),
        )
    return AskPage(
        title=f"Remove {member.name}?",
        words=(
            f"{member.name} is signed out at once and cannot come back without a new invitation.",
            "What they recorded stays, with their name beside it. You can erase the name later.",
        ),
        button=f"Remove {member.name}",
        back=flask.url_for("people.one", group=group, number=member.number),
    )


def _erasing(group: str, number: str) -> AskPage:
    names = people.names_of(here.store(), here.group().id)
    if names.get(number, people.SOMEBODY_WHO_LEFT) == people.SOMEBODY_WHO_LEFT:
        flask.abort(404)
    name = names[number]
    whose, whom = ("Your", "yourself") if _is_you(number) else (f"{name}’s", name)
    return AskPage(
        title=f"Erase {whom} for ever?",
        words=(
            f"{whose} name, sign-in and unfinished forms are deleted here.",
            f"In the books stands only the number {number}. Nobody will be known by it.",
            "This cannot be undone, not by whoever keeps the computer either.",
        ),
        button=f"Erase {whom} for ever",
        back=flask.url_for("people.listing", group=group),
    )


def _leave(
    group: str, number: str, page: AskPage, act: Callable[[], None], said: str
) -> ResponseReturnValue:
    is_you = _is_you(number)
    try:
        act()
    except Refusal as refusal:
        return refused(_TEMPLATE, replace(page, wrongs=Wrongs.of(refusal)))
    flask.flash(said)
    if is_you:
        return flask.redirect(flask.url_for("sign_in.front"), 303)
    return flask.redirect(flask.url_for("people.listing", group=group), 303)
