"""What the notes to a year's accounts ask of an index; no entry is read that they do not name."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ledger.accounts import CLAIMS, FUND_TRANSFERS, HELP, Account
from ledger.book.answers import IN_KIND, GivenInKind, TakenBack
from ledger.book.helped import people_helped
from ledger.book.summary import PaperState
from ledger.entries.directives import number_parts
from ledger.index.rows import fact_in, in_kind_in
from ledger.index.views import AS_WRITTEN, BY_DAY
from ledger.money import NOTHING, Money
from ledger.movements import (
    BetweenFunds,
    Direction,
    GivenUpPart,
    Movement,
    PaidToMember,
    is_cash_or_cost,
)

_DIRECTIONS = {each.value: each for each in Direction}
# The first and the last of some days, both included.
Days = tuple[int, int]
_TURNOVER = """
    SELECT coalesce(sum(max(came, 0)), 0), coalesce(-sum(min(came, 0)), 0) FROM
        (SELECT sum(pence) AS came FROM postings JOIN transactions ON id = tx
        WHERE account = ? AND postings.day BETWEEN ? AND ? AND kind <> 'opening' GROUP BY tx)"""
# What moved an account or one below it, each a stretch of one index: with OR between the two,
# SQLite reads every row itself.
_MOVING = """
    SELECT tx FROM postings WHERE account = :{0} AND day BETWEEN :first AND :last
    UNION ALL SELECT tx FROM postings
    WHERE account > :{0} || ':' AND account < :{0} || ';' AND day BETWEEN :first AND :last"""
# Those few that say how many were helped, with nothing read but the index that has only these.
_HELPED = f"""
    SELECT people, kind = 'reversal', count(*) FROM transactions INDEXED BY transactions_counting
    WHERE people <> '' AND day BETWEEN :first AND :last AND :fund IN ('', fund) AND id IN
        ({_MOVING.format("help")}) GROUP BY 1, 2"""
_IN_KIND = f"""
    SELECT day, body FROM transactions WHERE id IN
        ({_MOVING.format("names")}) AND :fund IN ('', fund) {BY_DAY}"""
_TAKING_BACK = f"""
    SELECT entry, kind = 'reversal', day, corrects, body FROM transactions WHERE entry IN
        (SELECT entry FROM transactions
        WHERE corrects <> '' AND kind = 'reversal' AND entry <> '' AND day BETWEEN ? AND ?)
    {AS_WRITTEN}"""
_OF_ENTRIES = """
    SELECT number, day, kind <> 'reversal', pence, is_help,
        (SELECT min(day) FROM transactions WHERE entry = number),
        (SELECT max(day) FROM transactions WHERE entry = number)
    FROM entries WHERE number IN (SELECT value FROM json_each(?))"""
# Counted state by state, each a stretch of one index.
_OF_STATE = """(SELECT count(*) FROM entries
    WHERE stands AND paper = '{}' AND day BETWEEN :first AND :last)"""
_PAPERS = f"SELECT {', '.join(_OF_STATE.format(each.value) for each in PaperState)}"
_TO_MEMBERS = """
    SELECT entry, member, CASE direction WHEN 'money out' THEN pence ELSE -pence END
    FROM movements JOIN transactions ON id = tx
    WHERE member <> '' AND movements.day BETWEEN ? AND ?"""
# As written, so that the first of an entry is the one that it is known by.
_BETWEEN = f"""
    SELECT number, entries.day, narration, transactions.fund, body, coalesce(postings.pence, 0)
    FROM entries JOIN transactions ON entry = number AND transactions.kind <> 'reversal'
    LEFT JOIN postings ON tx = transactions.id AND account = :moves
    WHERE stands AND entries.day BETWEEN :first AND :last AND number IN
        (SELECT entry FROM transactions WHERE id IN ({_MOVING.format("moves")}))
    {AS_WRITTEN}"""
_CLAIM = "account > :claims || ':' AND account < :claims || ';'"
_GIVEN_UP = f"""
    SELECT entry, coalesce(nullif(pays, ''), iif(kind = 'reversal', corrects, entry)),
        (SELECT sum(pence) FROM postings WHERE tx = id AND {_CLAIM}) AS lowered
    FROM transactions WHERE id IN (SELECT tx FROM postings AS mine
        WHERE {_CLAIM} AND day BETWEEN :first AND :last
        AND NOT EXISTS (SELECT 1 FROM postings AS other WHERE other.tx = mine.tx
            AND other.account IN (SELECT value FROM json_each(:beside))))
    AND lowered <> 0 AND EXISTS (SELECT 1 FROM postings WHERE tx = id AND NOT ({_CLAIM}))"""


def lumped(
    rows: Iterable[tuple[tuple[Any, ...], date]], accounts: Mapping[str, Account], last: date
) -> Iterator[Movement]:
    """Read sums of movements until a day, put together where a table would not tell them apart."""
    sums: dict[tuple[str, str, str, str, str, int], int] = {}
    for (_, _, fund, account, heading, direction, pence, late, *_), _ in rows:
        known = accounts.get(account)
        line = known.line if known else account.rsplit(":", 1)[-1]
        key = (fund, account, line, heading or line, direction, late)
        sums[key] = sums.get(key, 0) + pence
    for (fund, account, line, heading, direction, late), pence in sums.items():
        if pence:
            yield Movement(
                day=last,
                entry="",
                fund=fund,
                account=account,
                line=line,
                heading=heading,
                direction=_DIRECTIONS[direction],
                amount=Money(pence),
                about="",
                through="",
                late_for=date.fromordinal(late) if late else None,
            )


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


def taking_back(ask: sqlite3.Connection, days: Days) -> Iterator[TakenBack]:
    """See `Answers`."""
    first, last = days
    said: dict[str, tuple[str, str]] = {}
    turned: dict[str, int] = {}
    for number, is_reversal, day, corrects, body in ask.execute(_TAKING_BACK, days):
        said.setdefault(number, (corrects, body))
        if is_reversal:
            turned.setdefault(number, day)
    numbers = json.dumps([*said, *(corrects for corrects, _ in said.values())])
    known = {number: of for number, *of in ask.execute(_OF_ENTRIES, (numbers,))}
    for number in sorted(said, key=number_parts):
        if first <= turned[number] <= last:
            old, body = said[number]
            _, has_right, now, is_help, since, until = known[number]
            old_day, was_right, was, _, *old_days = known.get(old, (None, 0, 0, 0))
            yield TakenBack(
                new=number,
                old=old,
                day=date.fromordinal(turned[number]),
                because=fact_in(body, "because"),
                old_day=None if old_day is None else date.fromordinal(old_day),
                was=Money(was) if was_right else NOTHING,
                now=Money(now) if has_right or not was_right else NOTHING,
                is_of_help=bool(is_help),
                since=date.fromordinal(min([since, *old_days])),
                until=date.fromordinal(max([until, *old_days])),
            )


def papers_between(ask: sqlite3.Connection, days: Days) -> dict[PaperState, int]:
    """See `Answers`."""
    wanted = {"first": days[0], "last": days[1]}
    counts = zip(PaperState, ask.execute(_PAPERS, wanted).fetchone(), strict=True)
    return {state: count for state, count in counts if count}


def to_members(ask: sqlite3.Connection, days: Days) -> Iterator[PaidToMember]:
    """See `Moves`."""
    return map(PaidToMember._make, ask.execute(_TO_MEMBERS, days))


def between_funds(ask: sqlite3.Connection, days: Days) -> Iterator[BetweenFunds]:
    """See `Moves`."""
    first, last = days
    wanted = {"moves": FUND_TRANSFERS, "first": first, "last": last}
    said: dict[str, tuple[int, str, str]] = {}
    took: dict[str, dict[str, int]] = {}
    for number, day, narration, fund, body, pence in ask.execute(_BETWEEN, wanted):
        if number not in said:
            said[number] = (day, narration, fact_in(body, "reference"))
        mine = took.setdefault(number, {})
        mine[fund] = mine.get(fund, 0) - pence
    for number, (day, narration, reference) in said.items():
        sums = tuple(took[number].items())
        yield BetweenFunds(number, date.fromordinal(day), narration, reference, sums)


def given_up(ask: sqlite3.Connection, accounts: Iterable[str], days: Days) -> Iterator[GivenUpPart]:
    """See `Moves`; `accounts` are all that were ever used."""
    first, last = days
    beside = json.dumps([*filter(is_cash_or_cost, accounts)])
    wanted = {"claims": CLAIMS, "beside": beside, "first": first, "last": last}
    return map(GivenUpPart._make, ask.execute(_GIVEN_UP, wanted))


def given_in_kind(ask: sqlite3.Connection, fund: str, days: Days) -> Iterator[GivenInKind]:
    """See `Answers`."""
    first, last = days
    wanted = {"names": IN_KIND, "fund": fund, "first": first, "last": last}
    for day, body in ask.execute(_IN_KIND, wanted):
        for account, unit, number in in_kind_in(body):
            if account.startswith("Expenses:"):
                yield account, unit, date.fromordinal(day), number
