"""What the notes to a year's accounts ask of an index; no entry is read that they do not name."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date

from ledger.accounts import HELP
from ledger.book.answers import IN_KIND, GivenInKind, TakenBack
from ledger.book.helped import people_helped
from ledger.book.summary import PaperState
from ledger.entries.directives import number_parts
from ledger.index.rows import fact_in, in_kind_in
from ledger.index.views import AS_WRITTEN, BY_DAY
from ledger.movements import PaidToMember

# The first and the last of some days, both included.
Days = tuple[int, int]
_TURNOVER = """
    SELECT coalesce(sum(max(came, 0)), 0), coalesce(-sum(min(came, 0)), 0) FROM
        (SELECT sum(pence) AS came FROM postings JOIN transactions ON id = tx
        WHERE account = ? AND postings.day BETWEEN ? AND ? AND kind <> 'opening' GROUP BY tx)"""
_HELPED = """
    SELECT people, kind = 'reversal', count(*) FROM transactions WHERE id IN
        (SELECT tx FROM postings
        WHERE (account = :help OR account > :help || ':' AND account < :help || ';')
        AND day BETWEEN :first AND :last) AND :fund IN ('', fund) GROUP BY 1, 2"""
_IN_KIND = f"""
    SELECT day, body FROM transactions WHERE id IN
        (SELECT tx FROM postings
        WHERE (account = :names OR account > :names || ':' AND account < :names || ';')
        AND day BETWEEN :first AND :last) AND :fund IN ('', fund) {BY_DAY}"""
_TAKING_BACK = f"""
    SELECT entry, kind = 'reversal', day, corrects, body FROM transactions WHERE entry IN
        (SELECT entry FROM transactions
        WHERE corrects <> '' AND kind = 'reversal' AND entry <> '' AND day BETWEEN ? AND ?)
    {AS_WRITTEN}"""
_OLD_DAYS = "SELECT number, day FROM entries WHERE number IN (SELECT value FROM json_each(?))"
# Counted state by state, which takes half as long as to sort them by their state.
_PAPERS = f"""
    SELECT {", ".join(f"sum(paper = '{each.value}')" for each in PaperState)}
    FROM entry_funds WHERE fund = '' AND stands = 1 AND day BETWEEN ? AND ?"""
_TO_MEMBERS = """
    SELECT entry, member, CASE direction WHEN 'money out' THEN pence ELSE -pence END
    FROM movements JOIN transactions ON id = tx
    WHERE member <> '' AND movements.day BETWEEN ? AND ?"""


def turnover(ask: sqlite3.Connection, account: str, days: Days) -> tuple[int, int]:
    """See `Answers`."""
    on, off = ask.execute(_TURNOVER, (account, *days)).fetchone()
    return on, off


def helped(ask: sqlite3.Connection, fund: str, days: Days) -> int:
    """See `Answers`."""
    first, last = days
    wanted = {"help": HELP, "fund": fund, "first": first, "last": last}
    return sum(
        count * people_helped(said, is_taken_back=bool(is_taken_back))
        for said, is_taken_back, count in ask.execute(_HELPED, wanted)
    )


def taking_back(ask: sqlite3.Connection, days: Days) -> tuple[TakenBack, ...]:
    """See `Answers`."""
    first, last = days
    said: dict[str, tuple[str, str]] = {}
    turned: dict[str, int] = {}
    for number, is_reversal, day, corrects, body in ask.execute(_TAKING_BACK, days):
        said.setdefault(number, (corrects, body))
        if is_reversal:
            turned.setdefault(number, day)
    old = json.dumps([corrects for corrects, _ in said.values()])
    old_days = {number: date.fromordinal(day) for number, day in ask.execute(_OLD_DAYS, (old,))}
    return tuple(
        TakenBack(
            new=number,
            old=said[number][0],
            day=date.fromordinal(turned[number]),
            because=fact_in(said[number][1], "because"),
            old_day=old_days.get(said[number][0]),
        )
        for number in sorted(said, key=number_parts)
        if first <= turned[number] <= last
    )


def papers_between(ask: sqlite3.Connection, days: Days) -> dict[PaperState, int]:
    """See `Answers`."""
    counts = zip(PaperState, ask.execute(_PAPERS, days).fetchone(), strict=True)
    return {state: count for state, count in counts if count}


def to_members(ask: sqlite3.Connection, days: Days) -> Iterator[PaidToMember]:
    """See `Moves`."""
    return map(PaidToMember._make, ask.execute(_TO_MEMBERS, days))


def given_in_kind(ask: sqlite3.Connection, fund: str, days: Days) -> Iterator[GivenInKind]:
    """See `Answers`."""
    first, last = days
    wanted = {"names": IN_KIND, "fund": fund, "first": first, "last": last}
    for day, body in ask.execute(_IN_KIND, wanted):
        for account, unit, number in in_kind_in(body):
            if account.startswith("Expenses:"):
                yield account, unit, date.fromordinal(day), number
