"""What the pages of settings are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger.reading import AboutBook
from webapp.legal_forms import FORMS
from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a few."""

    value: str
    text: str
    note: str = ""
    icon: str = ""
    hue: int = 0


CHOICES = tuple(Choice(value=form, text=text) for form, text, _ in FORMS)
MONTHS = tuple(
    Choice(value=str(place), text=name)
    for place, name in enumerate(
        (
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        1,
    )
)
SHORT, LONG = "short", "long"
FIRST_YEAR = (
    Choice(
        value=SHORT,
        text="Ends when that day first comes",
        note="As every other year, unless the end of the year is being changed.",
    ),
    Choice(
        value=LONG,
        text="Ends a year after that",
        note="For a first year, or a changed end: one longer year, of eighteen months at most.",
    ),
)
OPENNESS = (
    Choice(
        value="no",
        text="Only our members see our money",
        note="And the funders and examiners whom you give a link.",
        icon="lock",
    ),
    Choice(
        value="yes",
        text="Anybody may see how our money stands",
        note="Balances, months and headings; never a name, a payee or a paper.",
        icon="people",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """All that can be set; `typed` holds what stands in the forms, by field.

    `left_out` says where a reader of the public page and of accounts could work out what help to
    few came to; it is empty where nobody can.
    """

    title: str = "Settings"
    typed: Mapping[str, str]
    about: AboutBook
    is_public: bool
    left_out: str
    public_address: str
    headings: tuple[str, ...]
    places: tuple[str, ...]
    holders: tuple[Choice, ...]
    lines: tuple[Choice, ...]
    checked: str
    wrongs: Wrongs = field(default_factory=Wrongs)
    forms: tuple[Choice, ...] = CHOICES
    months: tuple[Choice, ...] = MONTHS
    openness: tuple[Choice, ...] = OPENNESS
    first_year: tuple[Choice, ...] = FIRST_YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundnessPage:
    """What came of the last check of the books, and whether one runs now.

    `is_old` says that somebody changed the text by hand since; `left_out` counts what is not named.
    `taken_out` is what was in the books once and is no longer in the text.
    """

    title: str = "Are our books sound?"
    said: str
    is_running: bool
    is_old: bool
    is_wrong: bool
    was_made_anew: bool
    mend: tuple[tuple[str, str], ...]
    left_out: int
    taken_out: tuple[tuple[str, str], ...]
    to_look_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """A new code to print; it is shown this once."""

    title: str = "Your new code"
    code: str
    sign_in_name: str
    back: str
