"""What the page of a report is given."""

from dataclasses import dataclass, field
from datetime import date

from webapp.boxes import BoxRow
from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text to write: `over` is the mark of what is kept, `theirs` what somebody else wrote.

    `said` tells who wrote it last, and when.
    """

    name: str
    label: str
    hint: str
    value: str
    over: str
    said: str = ""
    theirs: str = ""
    rows: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One of the terms of the grant, as it will be printed."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """Something that is missing before the report is sent, and where to mend it."""

    text: str
    href: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotographRow:
    """A photograph that is kept for the report; it is printed when it is `is_fit`."""

    src: str
    action: str
    cover: str
    says: str
    is_agreed: bool
    is_fit: bool
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverPhotographPage:
    """A photograph of a report, to be covered in part."""

    title: str
    src: str
    back: str
    rows: tuple[BoxRow, ...] = (BoxRow(),)
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedRow:
    """A version that went out, with its address; `until` is the last day of its figures."""

    day: date
    until: date | None
    changed: str
    by: str
    href: str
    blanked: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the page leads, and where its forms are sent."""

    save: str
    add_photograph: str
    draft: str
    light_draft: str
    issue: str
    terms: str
    fund: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is chosen about a report and is no text; `over` is in hundredths."""

    first: str
    last: str
    over: str
    roles: tuple[str, str]
    has_help: bool
    help_papers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The report of one fund while it is written. `news` is what is new since the one before."""

    title: str
    key: str
    shown: str
    hue: int
    lead: str
    terms: tuple[Term, ...]
    unsaid: str
    delivery: tuple[Text, ...]
    explanations: tuple[Text, ...]
    others: tuple[Text, ...]
    chosen: Settings
    photographs: tuple[PhotographRow, ...]
    may_add: bool
    lacks: tuple[Lack, ...]
    issued: tuple[IssuedRow, ...]
    news: str
    is_sure: bool
    with_papers: bool
    places: Places
    wrongs: Wrongs = field(default_factory=Wrongs)
