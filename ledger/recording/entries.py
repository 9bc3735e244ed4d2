"""Recording an act as an entry: numbered, checked, with its papers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ledger.accounts import FUND_TRANSFERS, GIVEN_UP, Account, is_claim
from ledger.beans import Directive
from ledger.book import Book, Entry, asked
from ledger.checks.acts import EntryUnknown, decline, known_entry
from ledger.checks.enough import consented
from ledger.entries.acts import Act, Correction, FundMove, PlainAct, Refund
from ledger.entries.directives import (
    Document,
    Fact,
    Facts,
    Kind,
    Transaction,
    entry_number,
)
from ledger.entries.shapes import transactions
from ledger.entries.words import narration
from ledger.errors import Refusal
from ledger.journal import Attachment, Hand, Plan, add
from ledger.money import NOTHING, Money
from ledger.recording.again import recorded_before
from ledger.recording.correcting import as_taken_back, corrected
from ledger.recording.wording import worded
from ledger.vouchers import bundle_with, papers_of

_OWED = "Owed to volunteers"


class PaperUsedUp(Refusal):
    """The very same photo already proves other entries, up to all that it adds up to."""

    def __init__(self, number: str, total: Money, at: int = 0) -> None:
        """Name the entry and the paper's total; `at` is which of several photos it is, from 1.

        One of several papers has no total of its own, so there the entry cannot share it.
        """
        which = f"Photo {at}" if at else "This very photo"
        remedy = (
            "Press “Take this one away” beside it, and add the right one."
            if at
            else "If both are on one paper, write below, under “More”, what the whole paper comes "
            "to; else press “Take this one away” and take the right photo."
        )
        super().__init__(
            f"{which} is with entry no. {number} already, and it comes to {total} in all.",
            remedy,
            field="paper",
        )


class PaperTooSmall(Refusal):
    """The entry charges more than its paper adds up to."""

    def __init__(self, charged: Money, total: Money) -> None:
        """Give both figures."""
        super().__init__(
            f"The entry comes to {charged}, and the paper only to {total}.",
            "Look at the amount and at the paper's total again.",
            field="total",
        )


def record(shelf: Path, act: Act, hand: Hand, papers: Sequence[Attachment] = ()) -> Entry:
    """Record an act as one entry, or give back the entry that its key was recorded as before.

    The number is of the year of its first transaction. A correction lies on the day of the entry
    that it takes back while that day is open, else on the day of `hand`.

    Raises:
        FormRecorded: the key was recorded before, as something else or by somebody else.
        Refusal: the act was declined; nothing was written.
    """
    number = ""

    def plan(book: Book) -> Plan | None:
        nonlocal number
        whole = worded(book, act)
        already = recorded_before(book, whole, hand)
        if already:
            number = already.number
            return None
        made = _made(book, whole, hand)
        number = _next_number(book, made[0].day.year)
        return _plan(book, [_stamped(each, number, hand) for each in made], papers)

    after = add(shelf, plan, hand)
    return after.entries[number]


def paper_lines(
    number: str, account: str, funds: Sequence[str], day: date, papers: Sequence[Attachment]
) -> tuple[tuple[Document, ...], tuple[tuple[str, bytes], ...]]:
    """Give the lines that name some papers of an entry, and the files that are kept for them."""
    lines, files = [], []
    for attachment in papers:
        name = f"vouchers/{number[:4]}/{attachment.paper.name_for(number)}"
        facts: Facts = (("sha256", attachment.paper.sha256),)
        if attachment.total:
            facts = (*facts, ("total", attachment.total))
        lines.append(
            Document(
                day=day,
                account=account,
                path=f"../{name}",
                tags=tuple(sorted(funds)),
                links=(number,),
                facts=facts,
            )
        )
        files.append((name, attachment.paper.content))
        stem = name.rsplit(".", 1)[0]
        pages = enumerate(attachment.paper.pages, start=1)
        files += [(f"{stem}-p{count}.jpg", page) for count, page in pages]
    return tuple(lines), tuple(files)


def main_account(made: Sequence[Transaction]) -> str:
    """Give the account that a paper is filed under: the first kind of spending or income."""
    named = [posting.account for each in made for posting in each.postings]
    return next((name for name in named if name.startswith(("Expenses:", "Income:"))), named[0])


def _made(book: Book, act: Act, hand: Hand) -> tuple[Transaction, ...]:
    """Give the transactions of an act, checked against the book; new claim accounts count."""
    if isinstance(act, Correction):
        right = _shaped(book, act.right) if act.right else ()
        made = corrected(book, act, right, hand.today)
        decline(_with_new_accounts(as_taken_back(book, made), made), made, hand.today)
        return made
    made = _shaped(book, act)
    decline(_with_new_accounts(book, made), made, hand.today)
    return made


def _shaped(book: Book, act: PlainAct) -> tuple[Transaction, ...]:
    if isinstance(act, Refund) and known_entry(book, act.refunds).kind not in {
        Kind.EXPENSE,
        Kind.CLAIM,
    }:
        raise EntryUnknown(act.refunds)
    made = transactions(act)
    if isinstance(act, FundMove) and act.consent:
        fact = ("consent", narration(act.consent, "consent"))
        made = tuple(replace(each, facts=(*each.facts, fact)) for each in made)
    return made


def _with_new_accounts(book: Book, made: Sequence[Transaction]) -> Book:
    """Give the book with the claim accounts that an entry would open by itself."""
    new = {account.name: account for account in _new_accounts(book, made)}
    return replace(book, accounts={**book.accounts, **new}) if new else book


def _new_accounts(book: Book, made: Sequence[Transaction]) -> tuple[Account, ...]:
    """Give the accounts that open by themselves, from the book's first day.

    They are those of volunteers who never claimed before, and that of the first claim given up.
    """
    named = dict.fromkeys(p.account for each in made for p in each.postings)
    new = [name for name in named if name not in book.accounts and _opens_by_itself(name)]
    if not new:
        return ()
    first = min(account.opened for account in book.accounts.values())
    return tuple(
        Account(name=name, opened=first, heading=_OWED if is_claim(name) else "Claims given up")
        for name in new
    )


def _opens_by_itself(account: str) -> bool:
    return is_claim(account) or account == GIVEN_UP


def _next_number(book: Book, year: int) -> str:
    return entry_number(year, asked(book).last_number(year) + 1)


def _stamped(made: Transaction, number: str, hand: Hand) -> Transaction:
    kind, *rest = made.facts
    key: Facts = (("key", hand.key),) if hand.key else ()
    facts = (kind, ("recorded-by", hand.by), *rest, *key)
    return replace(made, links=(number,), facts=facts)


def _plan(book: Book, made: list[Transaction], papers: Sequence[Attachment]) -> Plan:
    number, day = made[0].entry, made[0].day
    right = [each for each in made if each.kind != Kind.REVERSAL] or made
    main = main_account(right)
    total = Entry(number=number, transactions=tuple(made)).total
    for at, attachment in enumerate(papers, start=1):
        if attachment.total is not None and attachment.total < total and len(papers) == 1:
            raise PaperTooSmall(total, attachment.total)
        _not_used_up(book, attachment, total, right, at if len(papers) > 1 else 0)
    whole = [totalled(each, total, alone=len(papers) == 1) for each in papers]
    funds = list(dict.fromkeys(each.fund for each in right))
    documents, files = paper_lines(number, main, funds, right[0].day, whole)
    documents = (*documents, *_said_again(book, right, total, papers))
    new = _new_accounts(book, made)
    consent = _consent_given(as_taken_back(book, made), made)
    lines: tuple[Directive, ...] = (*new, *made, *documents, *consent)
    return Plan(lines=lines, done=f"recorded {number}", month=day, files=files)


def _not_used_up(
    book: Book, attachment: Attachment, total: Money, right: Sequence[Transaction], at: int
) -> None:
    """Decline a photo whose total is charged already; a correction charges in the old one's place.

    Raises:
        PaperUsedUp: with the entry that it is with.
    """
    sha256 = attachment.paper.sha256
    old = book.entries.get(right[0].said("corrects"))
    is_kept = old is not None and any(each.sha256 == sha256 for each in papers_of(book, old))
    if is_kept or right[0].kind == Kind.REFUND:
        return
    bundle = bundle_with(book, sha256)
    if bundle is None or bundle.total is None:
        return
    whole = max(bundle.total, attachment.total or NOTHING)
    if bundle.charged + total > whole:
        raise PaperUsedUp(bundle.entries[0].number, whole, at)


def _said_again(
    book: Book, right: Sequence[Transaction], total: Money, papers: Sequence[Attachment]
) -> tuple[Document, ...]:
    """Give the line of an old paper with its new total, where a correction comes to another sum.

    It was said to add up to its entry, and the entry was wrong.

    Raises:
        PaperTooSmall: it was said to add up to something else, and that is not enough.
    """
    old = book.entries.get(right[0].said("corrects"))
    kept = papers_of(book, old) if old else ()
    sums = [paper.total for paper in kept if paper.total is not None]
    if not old or not sums or len(sums) < len(kept):
        return ()
    if total > Money.total(sums) and not papers:
        if sums != [old.total]:
            raise PaperTooSmall(total, Money.total(sums))
        return (_with_total(kept[0], right, total),)
    is_its_own = sums == [old.total] and {each.paper.sha256 for each in papers} <= {kept[0].sha256}
    if is_its_own and NOTHING < total < old.total and _is_alone(book, kept[0], old):
        return (_with_total(kept[0], right, total),)
    return ()


def _is_alone(book: Book, paper: Document, entry: Entry) -> bool:
    """Tell whether nothing but one entry is charged on a paper."""
    bundle = bundle_with(book, paper.sha256)
    return bundle is not None and [each.number for each in bundle.entries] == [entry.number]


def _with_total(paper: Document, right: Sequence[Transaction], total: Money) -> Document:
    """Give the line of a paper as what is right says it again."""
    return replace(
        paper,
        day=right[0].day,
        account=main_account(right),
        tags=tuple(sorted({each.fund for each in right})),
        links=(right[0].entry,),
        facts=(("sha256", paper.sha256), ("total", total)),
    )


def _consent_given(book: Book, made: Sequence[Transaction]) -> Iterator[Fact]:
    """Give the giver's consent that came with a move, as far as none was recorded before."""
    for each in made:
        fund, words = book.funds[each.fund], each.said("consent")
        if not words or fund.kind.is_free:
            continue
        missing = each.sum_of(FUND_TRANSFERS.__eq__) - consented(book, fund.name)
        if missing > NOTHING:
            yield Fact(day=each.day, kind="consent", values=(fund.name, missing, words))


def totalled(attachment: Attachment, total: Money, *, alone: bool) -> Attachment:
    """Give a paper its total: as said, or that of its entry where it stands alone."""
    return replace(attachment, total=attachment.total or (total if alone else None))
