"""What the pages of entries are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ledger.money import Money
from ledger.reading import EntryView
from webapp.boxes import BoxRow
from webapp.forms import Sort
from webapp.forms.choice import Choice, Offer
from webapp.forms.kindly import Kindly
from webapp.forms.opening import held_rows, owed_rows
from webapp.forms.shared import rows_shown
from webapp.people import SOMEBODY_WHO_LEFT
from webapp.photos import KeptPhoto
from webapp.rows import EntryRow, FundTag
from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A form that records one act; `correcting` is the entry that it corrects, if it does.

    `held_back` says where the correction goes, if the entry's own day takes none.
    """

    title: str
    key: str
    sort: Sort
    typed: Mapping[str, str]
    offer: Offer
    is_treasurer: bool
    wrongs: Wrongs = field(default_factory=Wrongs)
    kept: tuple[KeptPhoto, ...] = ()
    twice: EntryRow | None = None
    short: str = ""
    kindly: Kindly = field(default_factory=Kindly)
    correcting: EntryRow | None = None
    held_back: str = ""
    back: str = ""

    @property
    def share_rows(self) -> tuple[int, ...]:
        """The further rows of shares that are shown."""
        return rows_shown(self.typed)

    @property
    def held_rows(self) -> tuple[int, ...]:
        """The rows of money that was there at the start."""
        return held_rows(self.typed)

    @property
    def owed_rows(self) -> tuple[int, ...]:
        """The rows of what was owed at the start."""
        return owed_rows(self.typed)

    @property
    def is_shared(self) -> bool:
        """Whether a further row says an amount."""
        return any(self.typed.get(f"share-amount-{at}", "") for at in self.share_rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackPage:
    """The form that takes an entry back; `held_back` as in the form that corrects it."""

    title: str
    key: str
    entry: EntryRow
    typed: Mapping[str, str]
    held_back: str
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)
    kindly: Kindly = field(default_factory=Kindly)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim, or what is owed of one, to be paid back."""

    href: str
    claim: str
    fund: FundTag
    field: str
    day: date
    payee: str
    what_for: str
    owed: Money
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPerson:
    """A volunteer to whom something is owed."""

    number: str
    name: str
    owed: Money
    claims: int
    href: str

    @property
    def at_the_start(self) -> str:
        """The name where a sentence begins: nobody's own is written otherwise than they do."""
        left = self.name == SOMEBODY_WHO_LEFT
        return SOMEBODY_WHO_LEFT.capitalize() if left else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class PayBackPage:
    """Who is owed what; with a person chosen, that person's claims."""

    title: str
    key: str
    people: tuple[OwedPerson, ...]
    chosen: OwedPerson | None
    claims: tuple[ClaimRow, ...]
    places: tuple[Choice, ...]
    give_up: str
    typed: Mapping[str, str]
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUpPage:
    """What a person is owed, to be given up in full or in part."""

    title: str
    key: str
    chosen: OwedPerson
    is_mine: bool
    claims: tuple[ClaimRow, ...]
    typed: Mapping[str, str]
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)
    kindly: Kindly = field(default_factory=Kindly)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of an entry, ready for `parts/entries.html`."""

    href: str
    src: str
    alt: str
    name: str
    is_picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened to an entry."""

    text: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a till slip."""

    label: str
    amount: Money
    hue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A name and what it is."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another entry that this one is about, or that is about it, and how."""

    how: str
    number: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What who is looking may do with an entry; an empty address means that they may not."""

    correct: str = ""
    refund: str = ""
    approve: str = ""
    add_paper: str = ""
    declare: str = ""
    another: str = ""
    pay_back: str = ""
    give_up: str = ""
    blank: str = ""
    blanking: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One entry like a till slip."""

    title: str
    key: str
    row: EntryRow
    view: EntryView
    lines: tuple[Line, ...]
    total: str
    terms: tuple[Term, ...]
    related: tuple[Related, ...]
    papers: tuple[Paper, ...]
    steps: tuple[Step, ...]
    acts: Acts
    done: str
    left: str
    stamp: str
    is_short: bool
    reached: str
    corrects: str
    moved: str
    corrected_by: str
    typed: Mapping[str, str]
    wrongs: Wrongs = field(default_factory=Wrongs)
    kept: tuple[KeptPhoto, ...] = ()
    kindly: Kindly = field(default_factory=Kindly)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPage:
    """The form of money that a shop gave back."""

    title: str
    key: str
    entry: EntryRow
    shares: tuple[Choice, ...]
    places: tuple[Choice, ...]
    typed: Mapping[str, str]
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)
    kindly: Kindly = field(default_factory=Kindly)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverPage:
    """A kept photo, to be covered in part; `carried` is all that was typed in the form before."""

    title: str
    key: str
    action: str
    src: str
    photo: str
    carried: tuple[tuple[str, str], ...]
    rows: tuple[BoxRow, ...] = (BoxRow(),)
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The entries of one month in a list."""

    name: str
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """All entries, or those that were looked for.

    Its sums are those of its lines, gifts whole. `tells_of_fees` where a fee may have been taken.
    """

    title: str
    months: tuple[Month, ...]
    count: int
    total_in: Money
    total_out: Money
    tells_of_fees: bool
    page: int
    pages: int
    newer: str
    older: str
    typed: Mapping[str, str]
    funds: tuple[Choice, ...]
    is_filtered: bool
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage:
    """The entries whose paper is missing: what was spent on them, and what shops gave back."""

    title: str
    rows: tuple[EntryRow, ...]
    went: Money
    came: Money
