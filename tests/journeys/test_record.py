"""A treasurer at the phone: photograph a paper, say what it was, see what is left."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.conftest import ROOT, House, Visitor

pytestmark = pytest.mark.browser
PAPERS = ROOT / "docs" / "sample-papers" / "2026"
PAPER = next(PAPERS.glob("2026-0057-*.jpg"))
OTHER_PAPER = next(PAPERS.glob("2026-0053-*.jpg"))


def at(house: House, path: str) -> str:
    return f"{house.url}/g/{house.group}/{path}"


def record_an_expense(visitor: Visitor, house: House) -> str:
    page = visitor.page
    visitor.press("Money out")
    visitor.look("money-out")
    page.set_input_files("#paper", PAPER)
    page.fill("#amount", "91.84")
    page.fill("#paid_to", "Lidl")
    page.fill("#what_for", "Food parcels for 12 households")
    page.get_by_text("For anything we do").filter(visible=True).first.click()
    visitor.press("Record £91.84 out")
    visitor.sees("on the paper")
    return page.url.split("?")[0].rsplit("/", 1)[-1]


def test_a_treasurer_records_a_paper_and_sees_what_is_left(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.sees("in the bank and the tin")
    visitor.look("home")
    before = visitor.page.inner_text(".stat b >> nth=1")

    number = record_an_expense(visitor, house)
    visitor.sees(f"Write {number} on the paper")
    visitor.sees("“For anything we do” has")
    visitor.look("entry-recorded")
    assert visitor.page.locator("img[alt*='of entry ']").evaluate("i => i.naturalWidth") > 100

    visitor.press("Home")
    visitor.sees("Lidl")
    assert visitor.page.inner_text(".stat b >> nth=1") != before


def test_what_is_refused_stays_with_its_photo(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "out"))
    page = visitor.page
    page.set_input_files("#paper", OTHER_PAPER)
    page.fill("#amount", "9,1")
    page.fill("#paid_to", "Aldi")
    visitor.press("Record")
    visitor.sees("One thing to put right")
    visitor.sees("No need to take it again")
    assert page.input_value("#paid_to") == "Aldi"
    visitor.look("money-out-refused")
    page.fill("#amount", "9.10")
    visitor.press("Record £9.10 out")
    visitor.sees("on the paper")


def test_a_shared_slip_an_own_purse_and_paying_it_back(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "out"))
    page = visitor.page
    page.fill("#amount", "30.00")
    page.fill("#paid_to", "Hardware Store")
    page.locator("input[name=paid_from][value=own]").check()
    page.select_option("#claimant", label="Jo")
    page.get_by_text("More: share").click()
    page.fill("#share-amount-1", "10.00")
    visitor.look("money-out-own-money")
    visitor.press("Record £30.00 out")
    visitor.sees("Still owed")
    visitor.look("claim")
    visitor.press("Pay it back")
    visitor.sees("Jo is owed")
    visitor.look("pay-back")
    visitor.press("Record it as paid back")
    visitor.sees("Recorded:")


def test_money_in_and_the_other_ways_money_moves(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["treasurer"])
    page = visitor.page
    visitor.go(at(house, "in"))
    visitor.look("money-in")
    page.fill("#amount", "20")
    page.select_option("#account", "Income:Donations")
    page.fill("#paid_to", "Online giving")
    visitor.press("Record £20.00 in")
    visitor.sees("Recorded: £20.00 in")

    visitor.go(at(house, "move"))
    page.fill("#amount", "40")
    page.locator("input[name=target][value='Assets:Cash:Tin']").check()
    visitor.look("move")
    visitor.press("Record £40.00 moved")
    visitor.sees("Recorded: £40.00 moved from Bank to Tin")

    visitor.go(at(house, "help-given"))
    page.fill("#amount", "60")
    page.fill("#count", "3")
    visitor.look("help-given")
    visitor.press("Record £60.00 given")
    visitor.sees("Helped")

    visitor.go(at(house, "not-ours"))
    page.fill("#amount", "25")
    visitor.look("not-ours")
    visitor.press("Record £25.00 that is not ours")
    visitor.sees("Recorded: £25.00")

    visitor.go(at(house, "between-funds"))
    page.fill("#amount", "10")
    page.locator("input[name=source][value=general]").check()
    page.locator("input[name=target][value=winter-warmth]").check()
    visitor.look("between-funds")
    visitor.press("Move £10.00 between funds")
    visitor.sees("Recorded: £10.00 moved from “For anything we do” to “Winter warmth”")


def test_an_entry_is_corrected_and_both_can_be_read(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["treasurer"])
    number = record_an_expense_once_more(visitor, house)
    visitor.press("Correct this")
    visitor.look("correct")
    visitor.page.fill("#amount", "7.40")
    visitor.page.fill("#because", "the paper says 7.40")
    visitor.press("Correct it")
    visitor.sees("This entry corrects an earlier one")
    visitor.look("correction")
    visitor.press(f"See no. {number}")
    visitor.sees("This entry was corrected")
    visitor.look("entry-corrected")


def record_an_expense_once_more(visitor: Visitor, house: House) -> str:
    visitor.go(at(house, "out"))
    visitor.page.fill("#amount", "4.70")
    visitor.page.fill("#paid_to", "Corner Shop")
    visitor.press("Record £4.70 out")
    visitor.sees("on the paper")
    return visitor.page.url.split("?")[0].rsplit("/", 1)[-1]


def test_entries_are_found_and_missing_papers_are_chased(visitor: Visitor, house: House) -> None:
    visitor.enter(house.links["treasurer"])
    visitor.go(at(house, "entries"))
    visitor.look("entries")
    visitor.page.fill("#q", "hall kitchen")
    visitor.press("Find")
    visitor.sees("Hall kitchen, March")
    visitor.page.fill("#q", "no such thing")
    visitor.press("Find")
    visitor.sees("Nothing like that")
    visitor.look("entries-nothing-found")

    visitor.go(at(house, "missing-papers"))
    visitor.look("missing-papers")
    visitor.page.locator(".till-who").first.click()
    visitor.page.wait_for_load_state()
    visitor.page.set_input_files("#paper", PAPER)
    visitor.press("Keep the photo")
    visitor.sees("The photo is kept")


def test_the_book_loads_in_stock_beancount_and_stock_fava_after_all_of_this(house: House) -> None:
    main = house.book / "book.beancount"
    checked = subprocess.run(
        [str(Path(sys.executable).with_name("bean-check")), str(main)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"BEANCOUNT_DISABLE_LOAD_CACHE": "1", "PATH": "/usr/bin:/bin"},
    )
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
    from fava.core import FavaLedger  # noqa: PLC0415 - it sets logging up when it is imported

    assert FavaLedger(str(main)).errors == []
