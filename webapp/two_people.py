"""Blanking takes two people: who agrees to what another proposed, and the words to tick."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import flask

from ledger.errors import Refusal
from ledger.reading import Blankable
from webapp import here, people
from webapp.people import Blanking, Role

_PLACE = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})")


class PlacesMoved(Refusal):
    """The texts are others than when it was proposed."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Something was added here since this was proposed, so nothing was blanked.",
            "Withdraw it, and propose it once more.",
        )


class NotYoursToAgree(Refusal):
    """Who asks proposed it, or is not one of those who may agree."""

    def __init__(self, who: str) -> None:
        """Say who may."""
        super().__init__("Blanking words takes two people.", f"It needs {who}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordBox:
    """A word that can be ticked; `value` says where it stands."""

    value: str
    text: str
    is_ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedText:
    """A text that somebody typed, word by word."""

    name: str
    text: str
    words: tuple[WordBox, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Becomes:
    """A text as it will stand there."""

    name: str
    value: str


def about_fund(name: str) -> str:
    """Name what a proposal about a fund's terms is kept under; no entry has such a number."""
    return f"fund:{name}"


def may_agree(proposal: Blanking) -> bool:
    """Another treasurer may agree; any member where there is no other."""
    me = here.member()
    if me.number == proposal.proposed_by:
        return False
    return me.role is Role.TREASURER or not _other_treasurers(proposal.proposed_by)


def who_agrees(number: str) -> str:
    """Name those who may agree to what a member proposes."""
    others = _other_treasurers(number)
    return " or ".join(others) if others else "another member of the group"


def see_that_i_may(proposal: Blanking) -> None:
    """Do nothing where who asks may agree.

    Raises:
        NotYoursToAgree: they may not.
    """
    if not may_agree(proposal):
        raise NotYoursToAgree(who_agrees(proposal.proposed_by))


def ticked() -> frozenset[tuple[int, int]]:
    """Give the places of the words that were ticked: the count of a text and of a word in it."""
    found = (_PLACE.fullmatch(each) for each in flask.request.form.getlist("word"))
    return frozenset((int(each[1]), int(each[2])) for each in found if each)


def texts_to_tick(said: Blankable, names: Mapping[str, str]) -> tuple[TypedText, ...]:
    """Give every text that has words, under the name of its sort, with those ticked that were."""
    known = set(flask.request.form.getlist("word"))
    return tuple(
        TypedText(
            name=named(typed.sort, names),
            text=typed.text,
            words=tuple(
                WordBox(value=f"{at}.{place}", text=word, is_ticked=f"{at}.{place}" in known)
                for place, word in enumerate(typed.text[a:b] for a, b in typed.words)
            ),
        )
        for at, typed in enumerate(said.texts)
        if typed.words
    )


def becomes(said: Blankable, proposal: Blanking, names: Mapping[str, str]) -> tuple[Becomes, ...]:
    """Give each text that changes as it will stand there; none where the places moved."""
    if said.mark != proposal.mark:
        return ()
    texts = said.texts_without(said.phrases(proposal.words))
    return tuple(
        Becomes(name=named(typed.sort, names), value=texts[typed.text])
        for typed in said.texts
        if texts[typed.text] != typed.text
    )


def phrases(said: Blankable, proposal: Blanking) -> tuple[str, ...]:
    """Give the words at the places that were proposed.

    Raises:
        PlacesMoved: other texts stand there by now.
    """
    if said.mark != proposal.mark:
        raise PlacesMoved
    return said.phrases(proposal.words)


def named(sort: str, names: Mapping[str, str]) -> str:
    """Give what people call a sort of text."""
    return names.get(sort, sort.replace("-", " ").capitalize())


def _other_treasurers(number: str) -> list[str]:
    there = people.members_of(here.store(), here.group().id)
    return [each.name for each in there if each.role is Role.TREASURER and each.number != number]
