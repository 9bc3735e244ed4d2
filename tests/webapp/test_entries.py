"""Recording by the forms: what is done, what is refused, and that nothing typed is lost."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from ledger import index, reading, recording
from ledger.accounts import BANK, TIN
from ledger.book import Book
from ledger.entries.acts import Opening, Share
from ledger.funds import Fund, FundClass
from ledger.money import Money
from tests.webapp.books import Inside, copied, sample_book
from tests.webapp.conftest import Neighbours, sign_in
from webapp.people import Role

Browser = Callable[[], FlaskClient]
TODAY = date.today()  # noqa: DTZ011 - the same calendar as the app’s
START = TODAY - timedelta(days=60)
_KEY = re.compile(r'name="key" value="([^"]+)"')
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Desk(Inside):
    """A browser that is signed in at a group with a book, and fills in its forms."""

    def send(self, path: str, *, follow: bool = False, **typed: object) -> TestResponse:
        """Open a form and send it filled in, with its token and its key."""
        shown = self.client.get(self.at(path)).text
        typed = {"key": _KEY.search(shown)[1] if _KEY.search(shown) else "", **typed}
        typed["csrf_token"] = _TOKEN.search(shown)[1]
        return self.client.post(
            self.at(path), data=typed, follow_redirects=follow, content_type="multipart/form-data"
        )

    def book(self) -> Book:
        return index.current(self.place)


def a_book(place: Path, hand_of: str) -> None:
    copied(place, _a_book, hand_of)


def _a_book(place: Path, hand_of: str) -> None:
    hand = recording.Hand(by=hand_of, today=TODAY)
    recording.new_book(place, "Elm Street Mutual Aid", "informal-group", (3, 31), START, hand)
    held = (
        Share(fund="general", account=BANK, amount=Money(50_000)),
        Share(fund="general", account=TIN, amount=Money(2_000)),
    )
    recording.record(place, Opening(day=START, held=held), hand)
    grant = Fund(name="council", kind=FundClass.RESTRICTED, opened=START, title="Council grant")
    recording.open_fund(place, grant, hand)


def desk_of(browser: Browser, group: Neighbours, role: Role) -> Desk:
    client = browser()
    sign_in(client, group.sign_in_name(role))
    return Desk(client=client, group=group.group.address, place=group.group.folder)


@pytest.fixture
def treasurer(browser: Browser, elm: Neighbours) -> Desk:
    a_book(elm.group.folder, elm.members[Role.TREASURER].number)
    return desk_of(browser, elm, Role.TREASURER)


def photo(colour: str = "white", size: tuple[int, int] = (300, 500)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    out.seek(0)
    return out


SHOPPING = {
    "amount": "84.20",
    "paid_to": "Aldi",
    "what_for": "Food parcels",
    "fund": "general",
    "account": "Expenses:Food",
    "paid_from": BANK,
    "day": TODAY.isoformat(),
}


def test_money_out_with_its_photo_is_recorded_and_says_what_to_write_on_the_paper(
    treasurer: Desk,
) -> None:
    answer = treasurer.send("out", follow=True, paper=(photo(), "slip.jpg"), **SHOPPING)

    number = f"{TODAY.year}-0002" if START.year == TODAY.year else f"{TODAY.year}-0001"
    assert f'Write <b class="stamp">{number}</b> on the paper' in answer.text
    assert "£435.80 left" in answer.text
    entry = treasurer.book().entries[number]
    assert (entry.payee, entry.total) == ("Aldi", Money(8_420))
    (paper,) = entry.documents
    assert (treasurer.place / "vouchers" / number[:4] / paper.name).read_bytes()[
        :3
    ] == b"\xff\xd8\xff"
    assert paper.total == Money(8_420)


def test_a_refused_form_keeps_what_was_typed_and_the_photo(treasurer: Desk) -> None:
    wrong = {**SHOPPING, "amount": "84,2"}
    refused = treasurer.send("out", paper=(photo("red"), "slip.jpg"), **wrong)

    assert refused.status_code == 422
    assert "“84,2” is not an amount." in refused.text
    assert 'value="84,2"' in refused.text
    assert 'value="Aldi"' in refused.text
    assert "Your photo is kept" in refused.text
    kept = re.search(r'name="paper-kept" value="([0-9a-f]{64})"', refused.text)[1]
    picture = re.search(r'src="([^"]+/drafts/[^"]+)"', refused.text)[1]
    assert treasurer.client.get(picture).data[:3] == b"\xff\xd8\xff"

    again = {**SHOPPING, "key": _KEY.search(refused.text)[1], "paper-kept": kept}
    token = _TOKEN.search(refused.text)[1]
    accepted = treasurer.client.post(
        treasurer.at("out"), data={**again, "csrf_token": token}, follow_redirects=True
    )
    assert "Recorded: £84.20 out" in accepted.text
    assert len(treasurer.book().documents) == 1


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("amount", "", "The amount is empty."),
        ("amount", "12,50", "“12,50” is not an amount."),
        ("amount", "0", "The amount is nothing."),
        ("paid_to", " ", "Who was paid is missing."),
        ("fund", "nobody", "The fund is missing."),
        ("account", "Assets:Bank:Current", "What it was is missing."),
        ("paid_from", "Expenses:Food", "Where the money came from is missing."),
        ("day", "31/02/2026", "“31/02/2026” is not a day."),
        ("day", (TODAY + timedelta(days=30)).isoformat(), "is still to come."),
        ("day", "2019-12-31", "These books begin on"),
        ("day", "1989-12-31", "is too long ago."),
        ("what_for", "x\x07y", "The text holds a hidden character (U+0007)."),
        ("what_for", "x" * 501, "That is 501 characters, and at most 500 are kept."),
        ("total", "10", "The entry comes to £84.20, and the paper only to £10.00."),
    ],
)
def test_what_cannot_be_right_is_refused_beside_its_field(
    treasurer: Desk, field: str, typed: str, sentence: str
) -> None:
    before = treasurer.book().version
    upload = {"paper": (photo(), "slip.jpg")} if field == "total" else {}
    answer = treasurer.send("out", **{**SHOPPING, field: typed, **upload})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'id="{field}-error"' in answer.text
    assert treasurer.book().version == before


def test_a_photo_that_is_none_is_refused_and_the_form_stays(treasurer: Desk) -> None:
    fake = (io.BytesIO(b"%!PS-Adobe-3.0 (hello) show"), "slip.jpg")
    answer = treasurer.send("out", paper=fake, **SHOPPING)

    assert answer.status_code == 422
    assert "This file is neither a photo nor a PDF." in answer.text
    assert 'value="Aldi"' in answer.text
    assert not list(treasurer.place.glob("vouchers/**/*.jpg"))


def test_the_same_form_sent_twice_is_recorded_once(treasurer: Desk) -> None:
    shown = treasurer.client.get(treasurer.at("out")).text
    typed = {**SHOPPING, "key": _KEY.search(shown)[1], "csrf_token": _TOKEN.search(shown)[1]}
    first = treasurer.client.post(treasurer.at("out"), data=typed)
    second = treasurer.client.post(treasurer.at("out"), data=typed)

    assert first.location == second.location
    assert len(treasurer.book().entries) == 2


def test_a_form_that_was_recorded_and_then_changed_is_refused_and_says_where_it_went(
    treasurer: Desk,
) -> None:
    shown = treasurer.client.get(treasurer.at("out")).text
    typed = {**SHOPPING, "key": _KEY.search(shown)[1], "csrf_token": _TOKEN.search(shown)[1]}
    number = treasurer.client.post(treasurer.at("out"), data=typed).location.split("/")[-1][:9]
    changed = treasurer.client.post(treasurer.at("out"), data={**typed, "amount": "99.00"})

    assert changed.status_code == 422
    assert f"This form was recorded already, as entry no. {number}" in changed.text
    assert len(treasurer.book().entries) == 2


def test_what_looks_like_the_same_twice_is_asked_about_first(treasurer: Desk) -> None:
    treasurer.send("out", **SHOPPING)
    asked = treasurer.send("out", **SHOPPING)
    assert asked.status_code == 422
    assert "Is this the same one twice?" in asked.text

    assert treasurer.send("out", **SHOPPING, again="yes").status_code == 303


def test_a_slip_is_shared_between_funds_under_one_number(treasurer: Desk) -> None:
    shared = {"share-amount-1": "14.20", "share-fund-1": "council"}
    answer = treasurer.send("out", follow=True, **SHOPPING, **shared)

    assert "£84.20" in answer.text
    newest = list(treasurer.book().entries.values())[-1]
    assert {t.fund: t.postings[0].money for t in newest.transactions} == {
        "general": Money(7_000),
        "council": Money(1_420),
    }


def test_parts_that_exceed_the_whole_are_refused(treasurer: Desk) -> None:
    shared = {"share-amount-1": "100", "share-fund-1": "council"}
    answer = treasurer.send("out", **SHOPPING, **shared)
    assert "The parts come to £100.00, and the whole is £84.20." in answer.text


def test_a_volunteers_own_money_is_owed_and_paid_back_in_parts(
    treasurer: Desk, elm: Neighbours
) -> None:
    number = elm.members[Role.MEMBER].number
    treasurer.send("out", **{**SHOPPING, "paid_from": "own", "claimant": number})
    (claim,) = reading.owed_claims(treasurer.place)
    assert (claim.claimant, claim.owed) == (number, Money(8_420))

    part = {f"part-{claim.claim}-general": "50.00", "paid_from": BANK, "person": number}
    path = f"pay-back?person={number}"
    answer = treasurer.send(path, follow=True, day=TODAY.isoformat(), **part)
    assert "Recorded: £50.00 paid back to Member of Elm Street Mutual Aid" in answer.text
    assert "nothing more" not in answer.text
    assert reading.owed_claims(treasurer.place)[0].owed == Money(3_420)

    too_much = treasurer.send(path, day=TODAY.isoformat(), **part)
    assert too_much.status_code == 422
    assert "£34.20 is owed for claim" in too_much.text
    assert f'id="part-{claim.claim}-general-error"' in too_much.text


def test_what_a_volunteer_does_not_want_back_is_recorded_and_told_on_the_claim(
    treasurer: Desk, elm: Neighbours
) -> None:
    number = elm.members[Role.MEMBER].number
    treasurer.send("out", **{**SHOPPING, "paid_from": "own", "claimant": number})
    (claim,) = reading.owed_claims(treasurer.place)
    paying = treasurer.client.get(treasurer.at(f"pay-back?person={number}")).text
    assert f"/give-up?person={number}" in paying
    assert 'data-says="Record {} paid back"' in paying
    assert "if you like" not in paying
    path, part = f"give-up?person={number}", f"part-{claim.claim}-general"
    form = treasurer.client.get(treasurer.at(path)).text
    assert 'value="84.20"' in form
    assert 'data-says="Give up {}"' in form

    said = {"person": number, "day": TODAY.isoformat(), "what_for": "said so in June"}
    silent = treasurer.send(path, **{**said, part: "80", "what_for": ""})
    assert silent.status_code == 422
    assert 'id="what_for-error"' in silent.text
    assert 'value="80"' in silent.text
    too_much = treasurer.send(path, **said, **{part: "84.21"})
    assert f'id="{part}-error"' in too_much.text
    named = treasurer.send(path, **{**said, part: "80", "what_for": "ring 07700 900123"})
    assert "This looks like a phone number." in named.text

    answer = treasurer.send(path, follow=True, **said, **{part: "80"})
    assert "Recorded: £80.00 that Member of Elm Street Mutual Aid does not want back" in answer.text
    assert "nothing more" not in answer.text
    assert "Claim " + claim.claim + ": said so in June" in answer.text
    assert reading.owed_claims(treasurer.place)[0].owed == Money(4_20)
    shown = treasurer.client.get(treasurer.at(f"entries/{claim.claim}")).text
    assert "Not wanted back" in shown
    assert "£80.00" in shown


def test_a_member_gives_up_what_is_owed_to_themselves_and_nobody_else(
    browser: Browser, treasurer: Desk, elm: Neighbours
) -> None:
    member = desk_of(browser, elm, Role.MEMBER)
    member.send("out", **{**SHOPPING, "paid_from": "own"})
    other = elm.members[Role.TREASURER].number
    treasurer.send("out", **{**SHOPPING, "paid_from": "own", "claimant": other, "again": "yes"})
    mine, theirs = reading.owed_claims(treasurer.place)
    shown = member.client.get(member.at(f"entries/{mine.claim}")).text
    assert "I do not want it back" in shown
    assert (
        "I do not want it back" not in member.client.get(member.at(f"entries/{theirs.claim}")).text
    )

    form = member.client.get(member.at(f"give-up?person={other}")).text
    assert "You are owed £84.20." in form
    assert re.search(r'id="what_for" name="what_for" value=""', form), "nobody is put words in"
    assert "Like “said so in person, here”." in form
    assert theirs.claim not in form
    sent = {"person": other, "day": TODAY.isoformat(), "what_for": "said so in person, here"}
    forged = member.send("give-up", **sent, **{f"part-{theirs.claim}-general": "84.20"})
    assert forged.status_code == 422
    assert (
        member.send("give-up", **sent, **{f"part-{mine.claim}-general": "84.20"}).status_code == 303
    )
    assert [each.claim for each in reading.owed_claims(treasurer.place)] == [theirs.claim]


def test_a_button_for_several_claims_names_no_sum(treasurer: Desk, elm: Neighbours) -> None:
    number = elm.members[Role.MEMBER].number
    own = {**SHOPPING, "paid_from": "own", "claimant": number}
    treasurer.send("out", **own)
    treasurer.send("out", **{**own, "amount": "3.10"})
    form = treasurer.client.get(treasurer.at(f"give-up?person={number}")).text
    assert form.count(" data-amount") == 2
    assert "data-says" not in form


def test_giving_up_all_that_is_owed_by_a_double_tap_is_recorded_once(
    treasurer: Desk, elm: Neighbours
) -> None:
    number = elm.members[Role.MEMBER].number
    treasurer.send("out", **{**SHOPPING, "paid_from": "own", "claimant": number})
    (claim,) = reading.owed_claims(treasurer.place)
    path = treasurer.at(f"give-up?person={number}")
    shown = treasurer.client.get(path).text
    sent = {
        "person": number,
        f"part-{claim.claim}-general": "84.20",
        "what_for": "said so in June",
        "day": TODAY.isoformat(),
        "key": _KEY.search(shown)[1],
        "csrf_token": _TOKEN.search(shown)[1],
    }
    answers = [treasurer.client.post(path, data=sent) for _ in range(2)]
    assert [each.location for each in answers] == [answers[0].location] * 2
    assert len(treasurer.book().entries) == 3
    assert treasurer.client.get(path).location.endswith("/pay-back")


def test_paying_back_all_that_is_owed_by_a_double_tap_is_recorded_once(
    treasurer: Desk, elm: Neighbours
) -> None:
    number = elm.members[Role.MEMBER].number
    treasurer.send("out", **{**SHOPPING, "paid_from": "own", "claimant": number})
    (claim,) = reading.owed_claims(treasurer.place)
    path = treasurer.at(f"pay-back?person={number}")
    shown = treasurer.client.get(path).text
    sent = {
        "person": number,
        f"part-{claim.claim}-general": "84.20",
        "paid_from": BANK,
        "day": TODAY.isoformat(),
        "key": _KEY.search(shown)[1],
        "csrf_token": _TOKEN.search(shown)[1],
    }
    answers = [treasurer.client.post(path, data=sent) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    elsewhere = treasurer.client.post(path, data={**sent, "key": "another-tab-of-mine"})
    assert elsewhere.status_code == 422
    assert f"Nothing is owed for claim {claim.claim} any more." in elsewhere.text
    assert "It was paid back or given up" in elsewhere.text
    assert "Everything you typed is still here" not in elsewhere.text
    assert len(treasurer.book().entries) == 3


def test_a_member_records_only_what_they_paid_themselves(
    browser: Browser, treasurer: Desk, elm: Neighbours
) -> None:
    member = desk_of(browser, elm, Role.MEMBER)
    assert member.client.get(member.at("in")).status_code == 403
    from_the_bank = member.send("out", **SHOPPING)
    assert from_the_bank.status_code == 422

    treasurer_number = elm.members[Role.TREASURER].number
    own = {**SHOPPING, "paid_from": "own", "claimant": treasurer_number}
    assert member.send("out", **own).status_code == 303
    (claim,) = reading.owed_claims(treasurer.place)
    assert claim.claimant == elm.members[Role.MEMBER].number
    home = member.client.get(member.at("")).text
    assert "<b>£84.20</b> of it is owed to you." in home
    assert "I paid for something" in home
    assert "owed to you" not in treasurer.client.get(treasurer.at("")).text


def test_a_member_is_spoken_to_as_who_paid_and_offered_what_people_pay(
    browser: Browser, treasurer: Desk, elm: Neighbours
) -> None:
    member = desk_of(browser, elm, Role.MEMBER)
    form = member.client.get(member.at("out")).text
    assert 'data-says="Record {} that I paid"' in form
    assert "<span>Record what I paid</span>" in form
    own = {**SHOPPING, "paid_from": "own"}
    for account in ("Expenses:Bank-Charges", "Expenses:Grants-Returned"):
        assert account not in form
        assert account in treasurer.client.get(treasurer.at("out")).text
        assert member.send("out", **{**own, "account": account}).status_code == 422
        share = {"share-amount-1": "1", "share-fund-1": "general", "share-account-1": account}
        assert member.send("out", **own, **share).status_code == 422
    told = member.send("out", follow=True, **own).text
    assert "Recorded: £84.20 that you paid to Aldi." in told
    assert "We owe you £84.20." in told


def test_an_online_gift_is_recorded_whole_with_the_fee_that_was_taken(treasurer: Desk) -> None:
    gift = {
        "amount": "20",
        "account": "Income:Donations",
        "paid_to": "Online giving",
        "fund": "general",
        "paid_into": "Assets:Online:PayPal",
        "fee": "0.59",
        "day": TODAY.isoformat(),
    }
    answer = treasurer.send("in", follow=True, **gift)
    assert "Recorded: £20.00 in" in answer.text
    assert "£0.59" in answer.text
    places = {each.name: each.holds for each in reading.money_places(treasurer.place)}
    assert places["Assets:Online:PayPal"] == Money(1_941)
    listed = treasurer.text("entries")
    assert ": £20.00 in. Gifts are added up whole. A fee that was taken on the way is" in listed
    assert "A fee that was taken" not in treasurer.text("entries", way="out")


def test_a_collection_wants_two_who_counted_it(treasurer: Desk, elm: Neighbours) -> None:
    tin = {
        "amount": "31.40",
        "account": "Income:Collections",
        "fund": "general",
        "paid_into": TIN,
        "day": TODAY.isoformat(),
        "counted_by_1": elm.members[Role.TREASURER].number,
    }
    alone = treasurer.send("in", **tin)
    assert "A collection is counted by two people." in alone.text
    both = {**tin, "counted_by_2": elm.members[Role.MEMBER].number}
    assert treasurer.send("in", **both).status_code == 303


def test_help_given_is_a_count_that_members_never_see_as_a_line(
    browser: Browser, treasurer: Desk, elm: Neighbours
) -> None:
    given = {"amount": "6", "count": "3", "fund": "general", "paid_from": TIN}
    assert treasurer.send("help-given", day=TODAY.isoformat(), **given).status_code == 303
    number = next(reversed(treasurer.book().entries))
    assert "Helped" in treasurer.client.get(treasurer.at(f"entries/{number}")).text

    member = desk_of(browser, elm, Role.MEMBER)
    assert member.client.get(member.at(f"entries/{number}")).status_code == 404
    assert number not in member.client.get(member.at("entries")).text
    assert number not in member.client.get(member.at("")).text

    nobody = treasurer.send("help-given", day=TODAY.isoformat(), **{**given, "count": "0"})
    assert "How many people or households it helped is missing." in nobody.text


def test_money_moves_between_bank_and_tin_and_never_to_where_it_is(treasurer: Desk) -> None:
    moved = {"amount": "40", "source": BANK, "target": TIN, "day": TODAY.isoformat()}
    assert treasurer.send("move", **moved).status_code == 303
    places = {each.name: each.holds for each in reading.money_places(treasurer.place)}
    assert (places[BANK], places[TIN]) == (Money(46_000), Money(6_000))

    nowhere = treasurer.send("move", **{**moved, "target": BANK})
    assert "It would go where it already is." in nowhere.text


def test_restricted_money_moves_only_with_consent_and_never_more_than_there_is(
    treasurer: Desk,
) -> None:
    grant = {"amount": "100", "account": "Income:Grants", "fund": "council", "paid_into": BANK}
    treasurer.send("in", day=TODAY.isoformat(), **grant)
    move = {
        "amount": "30",
        "source": "council",
        "target": "general",
        "account": BANK,
        "day": TODAY.isoformat(),
    }
    assert "no consent to move it is recorded" in treasurer.send("between-funds", **move).text
    too_much = treasurer.send("between-funds", **{**move, "amount": "150", "consent": "letter"})
    assert "Council grant holds £100.00, and £150.00 is more than that." in too_much.text
    assert treasurer.send("between-funds", **move, consent="letter of 3 May").status_code == 303


def test_a_neighbours_money_is_apart_and_cannot_be_given_on_twice(treasurer: Desk) -> None:
    left = {"way": "in", "amount": "50", "account": TIN, "day": TODAY.isoformat()}
    treasurer.send("not-ours", **left)
    assert "£50.00</b> not ours" in treasurer.client.get(treasurer.at("")).text
    assert treasurer.send("not-ours", **{**left, "way": "out"}).status_code == 303
    again = treasurer.send("not-ours", **{**left, "way": "out", "anyway": "yes"})
    assert "We hold £0.00 that is not ours, and £50.00 is more than that." in again.text


def test_a_correction_stands_in_place_of_what_was_wrong_and_both_can_be_read(
    treasurer: Desk,
) -> None:
    treasurer.send("out", **SHOPPING)
    wrong = next(reversed(treasurer.book().entries))
    shown = treasurer.client.get(treasurer.at(f"entries/{wrong}/correct")).text
    assert 'value="84.20"' in shown
    silent = treasurer.send(f"entries/{wrong}/correct", **{**SHOPPING, "amount": "82.40"})
    assert "Why it is corrected is missing." in silent.text

    right = {**SHOPPING, "amount": "82.40", "because": "read wrongly"}
    answer = treasurer.send(f"entries/{wrong}/correct", follow=True, **right)
    assert "This entry corrects an earlier one" in answer.text
    assert f", to correct no. {wrong}: read wrongly" in answer.text
    listing = treasurer.client.get(treasurer.at("entries")).text
    assert "£82.40" in listing
    assert "£84.20" not in listing
    old = treasurer.client.get(treasurer.at(f"entries/{wrong}")).text
    assert "This entry was corrected" in old
    assert "Correct this" not in old


def test_an_entry_can_be_only_taken_back_and_is_not_told_as_done_again(treasurer: Desk) -> None:
    treasurer.send("out", **SHOPPING)
    number = next(reversed(treasurer.book().entries))
    path = f"entries/{number}/correct?take-back=1"
    told = treasurer.send(path, follow=True, because="twice", **{"take-back": "1"}).text
    assert "Taken back: £84.20, Aldi. It counts no more." in told
    assert "on the paper" not in told
    places = {each.name: each.holds for each in reading.money_places(treasurer.place)}
    assert places[BANK] == Money(50_000)


def test_a_missing_paper_is_chased_until_it_is_there_or_declared(treasurer: Desk) -> None:
    treasurer.send("out", **SHOPPING)
    number = next(reversed(treasurer.book().entries))
    assert number in treasurer.client.get(treasurer.at("missing-papers")).text

    page = treasurer.client.get(treasurer.at(f"entries/{number}")).text
    token = _TOKEN.search(page)[1]
    sent = {"state": "lost", "because": "", "csrf_token": token}
    silent = treasurer.client.post(treasurer.at(f"entries/{number}/declare"), data=sent)
    assert "Why there is no paper is missing." in silent.text
    sent["because"] = "left on the bus"
    treasurer.client.post(treasurer.at(f"entries/{number}/declare"), data=sent)
    declared = treasurer.client.get(treasurer.at(f"entries/{number}")).text
    assert "Paper declared lost: left on the bus" in declared
    assert "Every paper is there" in treasurer.client.get(treasurer.at("missing-papers")).text

    sent = {"paper": (photo("blue"), "x.jpg"), "csrf_token": token}
    treasurer.client.post(treasurer.at(f"entries/{number}/paper"), data=sent)
    assert "Photo added by" in treasurer.client.get(treasurer.at(f"entries/{number}")).text


def test_papers_are_served_to_their_own_group_only_and_harmless(
    browser: Browser, treasurer: Desk, oak: Neighbours
) -> None:
    treasurer.send("out", paper=(photo(), "slip.jpg"), **SHOPPING)
    name = treasurer.book().documents[0].name
    served = treasurer.client.get(treasurer.at(f"papers/{name}"))
    assert served.mimetype == "image/jpeg"
    assert served.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in served.headers["Cache-Control"]
    assert treasurer.client.get(treasurer.at(f"papers/{name}/small")).status_code == 200

    a_book(oak.group.folder, oak.members[Role.TREASURER].number)
    other = desk_of(browser, oak, Role.TREASURER)
    assert other.client.get(treasurer.at(f"papers/{name}")).status_code == 404
    assert other.client.get(other.at(f"papers/{name}")).status_code == 404
    assert other.client.get(other.at("papers/..%2fbook.beancount")).status_code == 404


def test_hostile_words_are_shown_as_words_and_stay_in_their_line(treasurer: Desk) -> None:
    nasty = '"><script>alert(1)</script>\n2026-01-01 open Assets:Theirs'
    treasurer.send("out", **{**SHOPPING, "what_for": nasty, "paid_to": 'A\\B "C"'})
    number = next(reversed(treasurer.book().entries))
    page = treasurer.client.get(treasurer.at(f"entries/{number}")).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Assets:Theirs" not in treasurer.book().accounts
    assert treasurer.book().entries[number].payee == 'A\\B "C"'


def test_more_than_a_place_holds_is_asked_about_and_never_refused(treasurer: Desk) -> None:
    from_the_tin = {**SHOPPING, "paid_from": TIN, "amount": "300.00"}
    asked = treasurer.send("out", **from_the_tin)
    assert asked.status_code == 422
    assert "Tin holds £20.00, and £300.00 is more than that." in asked.text
    assert 'value="300.00"' in asked.text
    assert treasurer.send("out", **from_the_tin, anyway="yes").status_code == 303

    moved = {"amount": "9000", "source": BANK, "target": TIN, "day": TODAY.isoformat()}
    assert "Bank holds £500.00, and £9,000.00" in treasurer.send("move", **moved).text


def test_what_is_missing_is_never_told_as_a_holding(treasurer: Desk) -> None:
    treasurer.send("out", **{**SHOPPING, "amount": "9000", "anyway": "yes"})
    home = treasurer.client.get(treasurer.at("")).text
    assert "is overdrawn by <b>£8,480.00</b> in the bank and the tin" in home
    assert "<b>£8,480.00 too little</b> for anything we do" in home


def test_the_shop_gives_money_back(treasurer: Desk) -> None:
    treasurer.send("out", **SHOPPING)
    number = next(reversed(treasurer.book().entries))
    back = {
        "amount": "4.20",
        "share": "general Expenses:Food",
        "paid_into": BANK,
        "day": TODAY.isoformat(),
    }
    answer = treasurer.send(f"entries/{number}/refund", follow=True, **back)
    assert "Recorded: £4.20 in" in answer.text
    places = {each.name: each.holds for each in reading.money_places(treasurer.place)}
    assert places[BANK] == Money(42_000)


def test_entries_are_found_by_word_number_and_amount(treasurer: Desk) -> None:
    treasurer.send("out", **SHOPPING)
    big = {**SHOPPING, "paid_to": "Lidl", "amount": "1000.10", "anyway": "yes"}
    treasurer.send("out", **big)
    for words in ("lidl", "1000.10", "1,000.10"):
        found = treasurer.client.get(treasurer.at(f"entries?q={words}")).text
        assert "Lidl" in found
        assert "Aldi" not in found
    nothing = treasurer.client.get(treasurer.at("entries?q=zebra")).text
    assert "Nothing like that" in nothing
    assert treasurer.client.get(treasurer.at("entries?page=99999999")).status_code == 200
    assert treasurer.client.get(treasurer.at("entries?page=x")).status_code == 200


def test_beyond_the_last_page_the_last_one_is_shown(browser: Browser, elm: Neighbours) -> None:
    sample_book(elm.group)
    desk = desk_of(browser, elm, Role.TREASURER)
    beyond = desk.client.get(desk.at("entries?page=9999")).text
    assert re.search(r"Page (\d+) of \1<", beyond)
    assert "page=9998" not in beyond


@pytest.mark.parametrize("sign", ["%00", "%1b", "%e2%80%ae", "%ed%a0%80"])
def test_a_sign_that_no_entry_holds_is_no_part_of_what_is_looked_for(
    treasurer: Desk, sign: str
) -> None:
    page = treasurer.client.get(treasurer.at(f"entries?q=par{sign}"))
    assert page.status_code == 200
    assert "Something broke" not in page.text


def test_an_empty_book_teaches_what_will_stand_there(browser: Browser, elm: Neighbours) -> None:
    hand = recording.Hand(by=elm.members[Role.TREASURER].number, today=TODAY)
    recording.new_book(elm.group.folder, "Elm", "informal-group", (3, 31), START, hand)
    desk = desk_of(browser, elm, Role.TREASURER)
    assert "Record the first thing" in desk.client.get(desk.at("")).text
    assert "Every pound will have a line here" in desk.client.get(desk.at("entries")).text
    assert "Nobody is owed anything" in desk.client.get(desk.at("pay-back")).text
    assert "There is only one fund yet" in desk.client.get(desk.at("between-funds")).text
    assert "Every paper is there" in desk.client.get(desk.at("missing-papers")).text
