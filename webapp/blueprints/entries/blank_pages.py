"""What the pages are given on which two people blank what names somebody."""

from dataclasses import dataclass, field

from webapp.blueprints.entries.pages import Paper
from webapp.boxes import BoxRow
from webapp.rows import EntryRow
from webapp.two_people import Becomes, TypedText
from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePaper:
    """A paper of which a part can be covered, and where that is done."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankPage:
    """What of an entry is to be blanked: words to tick, or boxes to draw over one `paper`."""

    title: str
    key: str
    entry: EntryRow
    texts: tuple[TypedText, ...]
    papers: tuple[ChoosePaper, ...]
    paper: Paper | None
    because: str
    agreeing: str
    back: str
    rows: tuple[BoxRow, ...] = (BoxRow(),)
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankingPage:
    """What is proposed to be blanked, as it will stand there then; `boxes` are in per cent.

    An empty address means that who is looking may not do that.
    """

    title: str
    entry: EntryRow
    proposed: str
    because: str
    becomes: tuple[Becomes, ...]
    paper: Paper | None
    boxes: tuple[BoxRow, ...]
    agreeing: str
    agree: str
    withdraw: str
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)
