"""The notes to annual accounts: which there are in each form, in what order, under what number."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note: what it tells of, by which the page knows it, its number, and its title."""

    about: str
    mark: str
    title: str


_TITLES = {
    "basis": "How these accounts are made",
    "funds": "Funds",
    "grants": "Grants",
    "transfers": "Transfers between funds",
    "help": "Help given",
    "members": "Payments to members of the committee and to volunteers",
    "held": "Money held for others",
    "in_kind": "Time and goods given",
    "corrected": "Entries put right",
    "papers": "Papers",
    "reserves": "Reserves",
    "rounding": "Rounding, and where the figures come from",
}
_OF_A_CHARITY = _TITLES | {"members": "Payments to trustees and to volunteers"}
_IN_SCOTLAND = (
    ("funds", "C1", "Nature and purpose of funds"),
    ("help", "C2", "Grants and help paid out"),
    ("pay", "C3", "Trustees’ pay"),
    ("expenses", "C4", "Trustees’ expenses"),
    ("dealings", "C5", "Dealings with trustees and connected persons"),
    ("basis", "C6.1", "Other: how these accounts are made"),
    ("grants", "C6.2", "Grants received"),
    ("transfers", "C6.3", "Transfers between funds"),
    ("held", "C6.4", "Money held for others"),
    ("in_kind", "C6.5", "Time and goods given"),
    ("corrected", "C6.6", "Entries put right"),
    ("papers", "C6.7", "Papers"),
    ("reserves", "C6.8", "Reserves"),
    ("rounding", "C6.9", "Rounding, and where the figures come from"),
)


def _numbered(titles: dict[str, str]) -> tuple[Note, ...]:
    return tuple(
        Note(about=about, mark=f"{number}.", title=title)
        for number, (about, title) in enumerate(titles.items(), start=1)
    )


NOTES: dict[str, tuple[Note, ...]] = {
    "plain": _numbered(_TITLES),
    "CC16a": _numbered(_OF_A_CHARITY),
    "OSCR": tuple(Note(about=about, mark=mark, title=title) for about, mark, title in _IN_SCOTLAND),
}
"""The notes of each form of accounts, by the form's name."""
