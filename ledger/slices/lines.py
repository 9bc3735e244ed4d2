"""The lines of a slice beside its transactions: the book, its funds, papers and agreements."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from ledger.accounts import (
    OTHER_SPENDING,
    Account,
    AccountName,
    is_cash_in_hand,
    is_claim,
    with_persons_as,
)
from ledger.beans import Directive
from ledger.book import Agreement, Apart, Book, at_hand
from ledger.book.beside import is_silent
from ledger.book.chain import family, standing
from ledger.book.helped import gives_help
from ledger.book.proof import paper_standing
from ledger.book.summary import PaperState
from ledger.entries.directives import OF_FUNDS, Document, Fact, Facts, FactValue, Kind
from ledger.slices.choosing import Chosen
from ledger.slices.helping import counted
from ledger.slices.last_period import last_period
from ledger.slices.subjects import (
    AFTER,
    BEGINS,
    COMPARED,
    NOT_YET_IN,
    NOT_YET_OUT,
    PAPER,
    PAPERS_OF_HELP,
    UNTOLD,
    WHOLE,
    Subject,
)
from ledger.statements.comparing import proving
from ledger.statements.corrected import corrected_entries

_OF_THE_GROUP = {"fava-option", "group"}
# Agreements come by themselves; the rest is of no account.
_NOT_FOR_ACCOUNTS = {"agreed", "issued", "grant-budget", "grant-change", "redacted-terms"}
_ABOUT_AN_ENTRY = {"paper", "approved"}
_COUNTING = {"counted", "by", "with", "and"}

Words = Callable[[str], str]


def about_the_book(
    book: Book, subject: Subject, found: Chosen, words: Words
) -> Iterator[Directive]:
    """Give what it is a slice of, the group, its chart of accounts, its funds and its prices."""
    yield subject.as_fact()
    if book.first_day is not None:
        yield Fact(day=book.first_day, kind=BEGINS, values=(book.title,))
    used = {each.account for made in (*found.made, *found.sums) for each in made.postings}
    for account in book.accounts.values():
        # Who else ever paid for something is nothing to the funder of one grant.
        if account.name in used or not (subject.is_of_a_fund and is_claim(account.name)):
            yield replace(account, closed=None, opened=_opened(account, found))
    if OTHER_SPENDING not in book.accounts and book.first_day is not None:
        yield Account(name=OTHER_SPENDING, opened=book.first_day)
    yield from (_fund_facts(book, subject, found, words) if subject.is_of_a_fund else _facts(book))
    yield from book.prices


def about_the_entries(
    book: Book, subject: Subject, found: Chosen, words: Words
) -> Iterator[Directive]:
    """Give what was learned later of the entries that stand in a slice, and of their papers."""
    for number in sorted(found.numbers - found.helped):
        entry = book.entries[number]
        for fact in entry.later:
            if fact.kind in _ABOUT_AN_ENTRY:
                yield replace(fact, values=tuple(_told(each, words) for each in fact.values))
        if not subject.is_of_a_fund and gives_help(book, entry):
            yield from _needs_no_paper(book, number)
        yield from _papers_told(book, subject, number, found)
        # What only takes another back is a payment, too: it stands for that one.
        stands = book.entries[standing(book, number, subject.period.last)]
        is_whole = stands.number == number and len(entry.transactions) == 1
        is_told = is_whole or (stands.number != number and stands.number in found.numbers)
        if subject.is_of_a_fund and not is_told and not is_silent(book, stands):
            yield Fact(day=stands.day, kind=WHOLE, values=(stands.number, stands.total))
    yield from counted(book, subject)
    if subject.is_of_a_fund:
        at_hand(book, {number for each in book.agreements for number in each.not_yet})
        yield from (_compared(book, each, found) for each in book.agreements)
        return
    yield from _papers_of_help(book, subject, found)
    yield from _untold(book, subject)
    yield from last_period(book, subject)
    yield from _agreed(book, subject.period.last)


def _opened(account: Account, found: Chosen) -> date:
    """Give a day on which the account was surely open: a sum stands on no day of its own."""
    used = (
        made.day for made in found.sums for each in made.postings if each.account == account.name
    )
    return min([account.opened, *used])


def _facts(book: Book) -> Iterator[Fact]:
    return (each for each in book.facts if each.kind not in _NOT_FOR_ACCOUNTS)


def _fund_facts(book: Book, subject: Subject, found: Chosen, words: Words) -> Iterator[Fact]:
    """Give what is known of the fund, and the bare names of those that money moved to or from."""
    others = {
        made.fund for made in found.elsewhere if made.kind == Kind.FUND_TRANSFER and made.fund
    } - {subject.fund}
    for each in book.facts:
        is_mine = each.said(0) == subject.fund
        if each.kind in _OF_THE_GROUP or (each.kind in OF_FUNDS and is_mine):
            yield each
        elif each.kind == "consent" and (is_mine or each.said(0) in others):
            # What another fund's giver agreed to is quoted; how much it was is not told.
            terms = each.values[:2] if is_mine else (each.said(0), "")
            yield replace(each, values=(*terms, words(each.said(2))))
    for name, fund in book.funds.items():
        if name in others:
            named: Facts = (("name", fund.title),) if fund.title else ()
            yield Fact(day=fund.opened, kind="fund", values=(name, str(fund.kind)), facts=named)


def _told(value: FactValue, words: Words) -> FactValue:
    return words(value) if type(value) is str else value


def _needs_no_paper(book: Book, number: str) -> Iterator[Fact]:
    """Say it of what stands here without the help that it came with, if it is so for that."""
    entry = book.entries[number]
    if paper_standing(book, entry).state == PaperState.NONE_NEEDED:
        yield Fact(day=entry.day, kind="paper", values=(number, "none needed", ""))


def _papers_told(book: Book, subject: Subject, number: str, found: Chosen) -> Iterator[Fact]:
    """Give the papers of an entry; in a report of one that gave help, only that there are some."""
    papers = (_paper(number, each) for each in _papers_of(book, number, found))
    stands = book.entries[standing(book, number, subject.period.last)]
    if not subject.is_of_a_fund or not is_silent(book, stands):
        yield from papers
    else:
        yield from (replace(each, values=(number, ""), facts=()) for each in islice(papers, 1))


def _papers_of(book: Book, number: str, found: Chosen) -> Iterator[Document]:
    """Give the papers of an entry, and before them those of what it stands for here."""
    chain = family(book, number)
    for each in chain[: chain.index(number) + 1]:
        if each in book.entries and _here(book, each, found) == number:
            yield from book.entries[each].documents


def _here(book: Book, number: str, found: Chosen) -> str:
    """Give the entry here that stands for one: itself, or the next that puts it right, if any."""
    if number in found.numbers:
        return number
    chain = family(book, number)
    newer = chain[chain.index(number) + 1 :] if number in chain else ()
    return next((each for each in newer if each in found.numbers), "")


def _paper(number: str, paper: Document) -> Fact:
    """Tell of a paper what proves it; the paper itself stays with the books."""
    facts: Facts = (("sha256", paper.sha256),)
    if paper.total is not None:
        facts = (*facts, ("total", paper.total))
    return Fact(day=paper.day, kind=PAPER, values=(number, paper.name), facts=facts)


def _papers_of_help(book: Book, subject: Subject, found: Chosen) -> Iterator[Fact]:
    """Count the papers of help given, which are listed nowhere."""
    counts: dict[PaperState, int] = {}
    for number in sorted(found.helped):
        entry = book.entries.get(number)
        if entry is not None and entry.stands and entry.day in subject.period:
            state = paper_standing(book, entry).state
            counts[state] = counts.get(state, 0) + 1
    for state in (PaperState.ATTACHED, PaperState.LOST, PaperState.MISSING):
        if counts.get(state):
            values = (str(state), f"{counts[state]}")
            yield Fact(day=subject.period.last, kind=PAPERS_OF_HELP, values=values)


def _untold(book: Book, subject: Subject) -> Iterator[Fact]:
    """Say which entries are put right without their amounts, since those would tell of help."""
    for each in corrected_entries(book, subject.period):
        if each.difference is None:
            yield Fact(day=each.day, kind=UNTOLD, values=(each.new,))


def _compared(book: Book, agreement: Agreement, found: Chosen) -> Fact:
    """Tell that an account was compared on a day, and which of the fund's entries lacked then."""
    here = (_here(book, each, found) for each in agreement.not_yet)
    lacking = " ".join(dict.fromkeys(filter(None, here)))
    facts: Facts = (("not-yet", lacking),) if lacking else ()
    values = (AccountName(agreement.account),)
    return Fact(day=agreement.day, kind=COMPARED, values=values, facts=facts)


def _agreed(book: Book, day: date) -> Iterator[Fact]:
    """Give the first agreement of each account that proves what lay in it at the end of a day."""
    accounts = dict.fromkeys(each.account for each in book.agreements)
    proved = (proving(book, account, day) for account in accounts)
    for each in filter(None, proved):
        account = AccountName(each.account)
        lacking: Facts = (("not-yet", " ".join(each.not_yet)),) if each.not_yet else ()
        if each.apart is not None and not each.apart.is_told:
            # Beside our balance, the bank's figure alone would tell what lies between them.
            yield Fact(day=each.day, kind=COMPARED, values=(account,), facts=lacking)
            continue
        values = (account, each.figure, _shown_by(each))
        facts = (*lacking, *_apart(each.apart))
        yield Fact(day=each.day, kind="agreed", values=values, facts=facts)


def _shown_by(agreement: Agreement) -> str:
    """Give what the figure stands on; of a count, no words but the numbers of who counted.

    In books of before, and of other programs, whoever counted may be there by name.
    """
    said = agreement.statement
    beside = with_persons_as(said, lambda _: "").split()
    is_told = not is_cash_in_hand(agreement.account) or _COUNTING.issuperset(beside)
    return said if is_told else ""


def _apart(found: Apart | None) -> Facts:
    """Tell what lies between the bank's figure and ours, since not every entry of it is here."""
    if found is None:
        return ()
    sums = {NOT_YET_IN: found.money_in, NOT_YET_OUT: found.money_out, AFTER: found.after}
    return tuple((name, sum_) for name, sum_ in sums.items() if sum_)
