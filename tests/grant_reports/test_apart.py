"""A document made in a process of its own is the same document, and declined in the same words."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grant_reports import apart, from_book
from grant_reports.apart import printed_apart
from grant_reports.fund_report import PrintedPhotograph, ReportWords
from grant_reports.month import month_pdf
from grant_reports.orders import AccountsOrder, MonthOrder, ReportOrder, ThanksOrder
from grant_reports.printing import NotPrinted
from grant_reports.spelling import read, spelt
from grant_reports.thanks import Letter
from ledger.children import Limits
from ledger.funds import FundUnknown
from ledger.reading import month_view
from ledger.recording import Hand, bring_in

SAMPLE = Path(__file__).parents[2] / "sample.beancount"
TODAY = date(2026, 4, 1)
MARCH = MonthOrder(month=date(2026, 3, 1), today=TODAY, sees_help=True)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as the book of an installation, so that it has an index beside it."""
    made = tmp_path_factory.mktemp("house") / "books" / "elm"
    bring_in(made, "Elm Street", SAMPLE.read_text(), {}, Hand(by="P001", today=TODAY))
    return made


@pytest.mark.usefixtures("processes")
def test_a_document_made_apart_is_the_one_that_is_made_here(place: Path) -> None:
    view = month_view(place, MARCH.month, TODAY, sees_help=True)
    assert view is not None
    assert printed_apart(place, MARCH) == month_pdf(view, TODAY)


@pytest.mark.usefixtures("processes")
def test_what_declines_it_is_the_same_refusal(place: Path) -> None:
    with pytest.raises(FundUnknown, match="nothing-of-that-name"):
        printed_apart(place, ReportOrder(fund="nothing-of-that-name", today=TODAY))
    early = MonthOrder(month=date(1999, 1, 1), today=TODAY, sees_help=True)
    with pytest.raises(from_book.MonthNotReached, match="January 1999"):
        printed_apart(place, early)


@pytest.mark.usefixtures("processes")
def test_what_fails_or_takes_too_long_is_told_in_a_sentence(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "LIMITS", Limits(clock=0.2))
    with pytest.raises(NotPrinted):
        printed_apart(place, MARCH)


texts = st.text(max_size=20)
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2199, 12, 31))
words = st.builds(
    ReportWords,
    delivery=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    explanations=st.dictionaries(texts, texts, max_size=3),
    photographs=st.lists(
        st.builds(PrintedPhotograph, content=st.binary(max_size=40), says=texts), max_size=2
    ).map(tuple),
    roles=st.lists(texts, max_size=2).map(tuple),
    over=st.integers(0, 100),
    instead=texts,
)
orders = st.one_of(
    st.builds(ReportOrder, fund=texts, today=days, first=st.none() | days, said=words),
    st.builds(AccountsOrder, year_end=days, as_of=days, report=st.tuples(texts, texts)),
    st.builds(ThanksOrder, entry=texts, letter=st.builds(Letter, name=texts, written=days)),
)


@settings(max_examples=60, deadline=None)
@given(orders)
def test_an_order_reads_back_as_it_was_spelt(
    order: ReportOrder | AccountsOrder | ThanksOrder,
) -> None:
    assert read(type(order), spelt(order)) == order
