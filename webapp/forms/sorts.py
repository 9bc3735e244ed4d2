"""The sorts of form that record one act each: how it is read, shown again, and corrected."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ledger.entries.acts import PlainAct
from ledger.entries.directives import Kind
from ledger.reading import EntryView
from webapp.forms import across, in_kind, inward, opening, outward
from webapp.forms.outward import Desk
from webapp.typed import Fields

# What a button says before there is an amount, by what it says with one.
_PLAIN = {
    "Record {} out": "Record money out",
    "Record {} that I paid": "Record what I paid",
    "Record {} in": "Record money in",
    "Record {} given": "Record help given",
    "Record {} moved": "Record what was moved",
    "Move {} between funds": "Move it between funds",
    "Record {} that is not ours": "Record what is not ours",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """One sort of form.

    `fields` is the part of a template that holds its fields; `button` says what will happen, with
    braces where the amount goes; `colour` is that of the button.
    """

    name: str
    title: str
    fields: str
    button: str
    colour: str
    read: Callable[[Fields, Desk], PlainAct]
    typed: Callable[[EntryView], dict[str, str]]
    kinds: frozenset[Kind]
    takes_papers: bool = False

    @property
    def plain(self) -> str:
        """The button's words before there is an amount."""
        return _PLAIN.get(self.button, self.button)

    @property
    def for_a_member(self) -> "Sort":
        """The same for who keeps no books: they only ever paid for something themselves."""
        if self.name != "money_out":
            return self
        return replace(self, title="I paid for something", button="Record {} that I paid")


SORTS = {
    sort.name: sort
    for sort in (
        Sort(
            name="money_out",
            title="Money out",
            fields="entries/fields/money_out.html",
            button="Record {} out",
            colour="out",
            read=outward.money_out,
            typed=outward.typed_money_out,
            kinds=frozenset({Kind.EXPENSE, Kind.CLAIM}),
            takes_papers=True,
        ),
        Sort(
            name="money_in",
            title="Money in",
            fields="entries/fields/money_in.html",
            button="Record {} in",
            colour="in",
            read=inward.money_in,
            typed=inward.typed_money_in,
            kinds=frozenset({Kind.INCOME}),
            takes_papers=True,
        ),
        Sort(
            name="help_given",
            title="Help given",
            fields="entries/fields/help_given.html",
            button="Record {} given",
            colour="out",
            read=outward.help_given,
            typed=outward.typed_help_given,
            kinds=frozenset({Kind.HELP}),
        ),
        Sort(
            name="move",
            title="Bank ↔ tin",
            fields="entries/fields/move.html",
            button="Record {} moved",
            colour="go",
            read=across.move,
            typed=across.typed_move,
            kinds=frozenset({Kind.TRANSFER}),
        ),
        Sort(
            name="between_funds",
            title="Between funds",
            fields="entries/fields/between_funds.html",
            button="Move {} between funds",
            colour="go",
            read=across.between_funds,
            typed=across.typed_between_funds,
            kinds=frozenset({Kind.FUND_TRANSFER}),
        ),
        Sort(
            name="not_ours",
            title="Not ours",
            fields="entries/fields/not_ours.html",
            button="Record {} that is not ours",
            colour="go",
            read=across.not_ours,
            typed=across.typed_not_ours,
            kinds=frozenset({Kind.HELD_IN, Kind.HELD_OUT}),
        ),
        Sort(
            name="in_kind",
            title="Given in kind",
            fields="entries/fields/in_kind.html",
            button="Record what was given",
            colour="go",
            read=in_kind.in_kind,
            typed=in_kind.typed_in_kind,
            kinds=frozenset({Kind.IN_KIND}),
        ),
        # Recorded when the group is made; this form only puts it right.
        Sort(
            name="opening",
            title="Where we started",
            fields="entries/fields/opening.html",
            button="Record where we started",
            colour="go",
            read=opening.opening,
            typed=opening.typed_opening,
            kinds=frozenset({Kind.OPENING}),
        ),
    )
}


def sort_of(kind: Kind) -> Sort | None:
    """Give the sort of form that an entry of this kind is corrected with; some have none."""
    return next((sort for sort in SORTS.values() if kind in sort.kinds), None)
