"""The look is law where it can be computed: contrast, hues, and nothing inline."""

import itertools
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from webapp.navigation import OFFERS, navigation_for
from webapp.people import Role

ROOT = Path(__file__).resolve().parents[2]
STYLE = (ROOT / "webapp/static/purse.css").read_text(encoding="utf-8")
# Print is never served: its style stands in the document.
SCREENS = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if "grant_reports" not in path.parts
]

GROUNDS = ("ground", "card")
WORDS = (
    *((ink, ground) for ink in ("ink", "soft", "green-ink", "plum-ink") for ground in GROUNDS),
    *((ink, ground) for ink in ("brick-ink", "amber-ink") for ground in GROUNDS),
    ("ink", "amber-ground"),
    ("amber-ink", "amber-ground"),
    ("ink", "green-ground"),
    ("soft", "green-ground"),
    ("brick-ink", "brick-ground"),
    ("on-green", "green-ink"),
    ("on-plum", "plum-ink"),
    ("ground", "ink"),
)
MARKS = (
    *((mark, ground) for mark in ("edge", "green", "plum", "brick") for ground in GROUNDS),
    ("amber", "amber-ground"),
    ("green", "green-ground"),
    ("brick", "brick-ground"),
)

# How the three kinds of colour blindness see: Machado, Oliveira and Fernandes (2009), severity 1.
SEEN = {
    "all three": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# Oklab, from linear red, green and blue: Björn Ottosson (2020).
CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
APART = 0.1  # about five times the smallest step that an eye tells apart side by side


def tokens(scheme: str) -> dict[str, str]:
    """The colours of one scheme, by name."""
    light, dark = STYLE.split("@media screen and (prefers-color-scheme: dark)", 1)
    part = light if scheme == "light" else dark.split("/* The page */", 1)[0]
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", part))


def linear(colour: str) -> tuple[float, ...]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light = [
        0.2126 * red + 0.7152 * green + 0.0722 * blue
        for red, green, blue in (linear(one), linear(other))
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)


def times(matrix: tuple[tuple[float, ...], ...], vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def apart(one: str, other: str, eye: str) -> float:
    """How far apart two colours look to an eye, in Oklab."""
    seen = []
    for colour in (one, other):
        cones = times(CONES, times(SEEN[eye], linear(colour)))
        seen.append(times(LAB, tuple(max(c, 0.0) ** (1 / 3) for c in cones)))
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), WORDS, ids="-on-".join)
def test_words_stand_out_seven_to_one(scheme: str, ink: str, ground: str) -> None:
    assert contrast(tokens(scheme)[ink], tokens(scheme)[ground]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS, ids="-on-".join)
def test_controls_and_marks_stand_out_three_to_one(scheme: str, mark: str, ground: str) -> None:
    assert contrast(tokens(scheme)[mark], tokens(scheme)[ground]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("eye", SEEN)
def test_every_eye_tells_the_hues_of_two_funds_apart(scheme: str, eye: str) -> None:
    row = [tokens(scheme)[f"fund-{n}"] for n in range(1, 9)]
    assert min(apart(a, b, eye) for a, b in itertools.combinations(row, 2)) >= APART


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_hue_of_every_fund_stands_out_from_its_card(scheme: str) -> None:
    found = tokens(scheme)
    assert min(contrast(found[f"fund-{n}"], found["card"]) for n in range(1, 9)) >= 3


def test_charts_on_paper_use_the_hues_of_the_screen() -> None:
    parts = (ROOT / "templates/parts/entries.html").read_text(encoding="utf-8")
    row = re.search(r"set row = \(([^)]*)\)", parts)
    assert row is not None
    assert re.findall(r"#\w{6}", row[1]) == [tokens("light")[f"fund-{n}"] for n in range(1, 9)]


def test_dark_has_every_colour_that_light_has() -> None:
    assert tokens("dark").keys() == tokens("light").keys()


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_inline_that_the_policy_forbids(path: Path) -> None:
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\ssrc=)", text)
    assert "|safe" not in text.replace(" ", "")


def test_every_class_in_the_parts_is_in_the_style_sheet() -> None:
    used = set()
    for path in [ROOT / "templates/base.html", *(ROOT / "templates/parts").glob("*.html")]:
        for classes in re.findall(r'class="([^"{}]*)"', path.read_text(encoding="utf-8")):
            used |= set(classes.split())
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", STYLE))
    assert used - known == set()


def test_focus_is_hidden_only_where_something_round_it_shows_it() -> None:
    hidden = re.findall(r"^([^{}\n]+) \{ outline: none; \}", STYLE, re.MULTILINE)
    by_itself = ['[tabindex="-1"]:focus', ".main:focus"]
    shown = {".choice :focus-visible": ".choice:has(:focus-visible) { outline: 3px"}
    shown[".till-row .till-who:focus-visible"] = (
        ".till-row:has(.till-who:focus-visible) { outline: 3px"
    )
    assert sorted(hidden) == sorted([*by_itself, *shown])
    assert [rule for rule in shown.values() if rule not in STYLE] == []


def test_only_a_link_reaches_over_its_row() -> None:
    """Where a day stands in its place, the links beside it can still be pressed."""
    assert re.findall(r"^(\S*)::after \{[^}]*inset: 0; \}", STYLE, re.MULTILINE) == ["a.till-who"]


@pytest.fixture
def house() -> Flask:
    """An application with every page that the menu knows but one."""
    app = Flask("house")
    for offer in OFFERS:
        if offer.endpoint != "bank.check":
            address = f"/<book>/{offer.endpoint}"
            app.add_url_rule(address, offer.endpoint, str)
    return app


def menu(house: Flask, role: str) -> list[str]:
    group, member = SimpleNamespace(address="elm-street"), SimpleNamespace(role=role)
    with house.test_request_context("/elm-street/home.show"):
        return [place.href for place in navigation_for(group, member)]


def test_the_menu_never_holds_a_page_that_is_not_there(house: Flask) -> None:
    offered = menu(house, Role.TREASURER)
    assert "/elm-street/people.listing" in offered
    assert "/elm-street/bank.check" not in offered


def test_an_examiner_is_offered_the_books_and_nothing_to_record(house: Flask) -> None:
    offered = menu(house, Role.AUDITOR)
    assert "/elm-street/audit.open" in offered
    assert not [href for href in offered if "money" in href or "settings" in href]


def test_somebody_of_no_known_role_is_offered_nothing(house: Flask) -> None:
    assert menu(house, "funder") == []


def test_the_page_that_one_is_on_is_marked(house: Flask) -> None:
    group, member = SimpleNamespace(address="elm-street"), SimpleNamespace(role=Role.MEMBER)
    with house.test_request_context("/elm-street/home.show"):
        here = [place.text for place in navigation_for(group, member) if place.current]
    assert here == ["Home"]
