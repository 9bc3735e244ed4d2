"""Grants and help as open data: what stands in it, what never does, and the shape it has."""

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from grant_reports.open_grants import (
    NothingToPublish,
    NotTheStandardsShape,
    grants_json,
    prefix_of,
)
from grant_reports.open_grants.package import SCHEMA, STANDARD, check, faults_in
from ledger.book import read
from ledger.money import Money
from ledger.reading import (
    GrantPaid,
    GrantReceived,
    HelpOfYear,
    OpenGrants,
    annual_accounts,
    open_grants,
)

SAMPLE = Path(__file__).parents[3] / "sample.beancount"
TODAY = date(2026, 4, 20)
BOOK = """option "title" "Oak Road"
2025-01-01 open Assets:Bank:Current GBP
2025-01-01 open Income:Donations GBP
2025-01-01 open Expenses:Grants-Paid GBP
2025-01-01 open Expenses:Help-Given GBP
2025-01-01 custom "fund" "general" "unrestricted"
2025-01-01 custom "fund" "from-a-member" "restricted"
  name: "For the garden"
  funder: "P014"
  award: 100.00 GBP

2025-01-05 * "Gift" #general ^2025-0001
  kind: "income"
  recorded-by: "P001"
  Assets:Bank:Current  900.00 GBP
  Income:Donations    -900.00 GBP

2025-02-05 * "Garden Club" "For their shed" #general ^2025-0002
  kind: "expense"
  recorded-by: "P001"
  Expenses:Grants-Paid   50.00 GBP
  Assets:Bank:Current   -50.00 GBP

2025-02-06 * "P011" "For their courage" #general ^2025-0003
  kind: "expense"
  recorded-by: "P001"
  Expenses:Grants-Paid   20.00 GBP
  Assets:Bank:Current   -20.00 GBP

2025-03-05 * "Help" #general ^2025-0004
  kind: "help"
  recorded-by: "P001"
  count: "4"
  Expenses:Help-Given    40.00 GBP
  Assets:Bank:Current   -40.00 GBP
"""


@pytest.fixture(scope="module")
def found() -> OpenGrants:
    return open_grants(SAMPLE, TODAY)


@pytest.fixture(scope="module")
def package(found: OpenGrants) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(grants_json(found, TODAY))
    return made


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "small.beancount"
    file.write_text(BOOK)
    return read(file).place


def test_a_grant_received_names_its_funder_and_the_group(package: dict[str, Any]) -> None:
    grant = package["grants"][0]
    assert grant["title"] == "Council food grant 2025"
    assert grant["fundingOrganization"][0]["name"] == "Northgate Council"
    assert grant["recipientOrganization"][0]["name"] == "Elm Street Mutual Aid"
    assert (grant["amountAwarded"], grant["currency"]) == (5000, "GBP")
    assert grant["plannedDates"] == [{"startDate": "2025-04-01", "endDate": "2026-03-31"}]


def test_a_grant_is_dated_on_the_day_of_its_award_where_that_is_known(found: OpenGrants) -> None:
    """The council wrote on 14 March; the fund was opened in the books six days later."""
    days = {each.name: each.awarded for each in found.received}
    assert days["council-food-2025"] == date(2025, 3, 14)
    assert read(SAMPLE).funds["council-food-2025"].opened == date(2025, 3, 20)


def test_help_is_one_record_a_year_to_nobody_in_particular(
    package: dict[str, Any], found: OpenGrants
) -> None:
    helped = [each for each in package["grants"] if "recipientIndividual" in each]
    assert len(helped) == len(found.help_given) == 2
    for each in helped:
        assert each["recipientIndividual"]["name"] == "Individual Recipient"
        assert each["toIndividualsDetails"] == {"primaryGrantReason": "GTIR010"}
        assert "recipientOrganization" not in each


def test_help_is_what_the_street_is_told_and_not_what_the_accounts_tell(found: OpenGrants) -> None:
    told = found.help_given[-1]
    whole = annual_accounts(SAMPLE, told.last).notes.help_given
    assert told.count >= 5
    assert told.total < whole.total


def test_help_of_a_year_under_way_waits(found: OpenGrants) -> None:
    earlier = open_grants(SAMPLE, date(2026, 3, 31))
    assert [each.last for each in found.help_given] == [date(2025, 3, 31), date(2026, 3, 31)]
    assert [each.last for each in earlier.help_given] == [date(2025, 3, 31)]


def test_help_to_fewer_than_five_has_no_record_at_all(small: Path) -> None:
    assert open_grants(small, TODAY).help_given == ()


def test_a_grant_to_a_body_is_published_and_one_to_a_person_is_not(small: Path) -> None:
    found = open_grants(small, TODAY)
    assert [(each.body, each.amount) for each in found.paid] == [("Garden Club", Money(5000))]
    assert found.received == ()
    (grant,) = json.loads(grants_json(found, TODAY))["grants"]
    assert grant["recipientOrganization"][0]["name"] == "Garden Club"
    assert grant["fundingOrganization"][0]["name"] == "Oak Road"


def test_no_value_has_a_field_for_a_person() -> None:
    allowed = {
        GrantReceived: {"name", "title", "purpose", "funder"},
        GrantPaid: {"entry", "body"},
        HelpOfYear: set(),
        OpenGrants: {"group"},
    }
    for kind, texts in allowed.items():
        assert {each.name for each in fields(kind) if each.type is str} == texts


def test_nothing_to_publish_is_said_with_what_would_be(found: OpenGrants) -> None:
    empty = replace(found, received=(), paid=(), help_given=())
    with pytest.raises(NothingToPublish, match="no grant to publish yet"):
        grants_json(empty, TODAY)


def test_the_same_grants_are_the_same_bytes_and_identifiers_are_their_own(
    found: OpenGrants, package: dict[str, Any]
) -> None:
    assert grants_json(found, TODAY) == grants_json(found, TODAY)
    names = [each["id"] for each in package["grants"]]
    assert len(set(names)) == len(names)
    assert all(name.startswith(f"{prefix_of(found.group)}-") for name in names)


def test_a_publishers_own_prefix_is_used_and_a_wrong_one_is_not(found: OpenGrants) -> None:
    own = json.loads(grants_json(found, TODAY, prefix="360G-ElmStreet"))
    wrong = json.loads(grants_json(found, TODAY, prefix="Elm Street"))
    assert own["grants"][0]["id"].startswith("360G-ElmStreet-")
    assert wrong["grants"][0]["id"].startswith("360G-elm-street-mutual-aid-")


@pytest.mark.parametrize("schema", [SCHEMA, STANDARD])
def test_both_schemas_are_schemas(schema: Path) -> None:
    Draft202012Validator.check_schema(json.loads(schema.read_text()))


def test_it_keeps_to_the_standards_constraints(package: dict[str, Any]) -> None:
    assert list(faults_in(package, STANDARD)) == []


PERSON = {"id": "360G-a-b", "name": "Individual Recipient"}
REFUSED: dict[str, dict[str, object]] = {
    "nobody who gave": {"fundingOrganization": []},
    "somebody who gave, without a name": {"fundingOrganization": [{"id": "360G-a-b"}]},
    "nobody who was given": {"recipientOrganization": None},
    "a body and a person at once": {"recipientIndividual": PERSON},
    "a sum as text": {"amountAwarded": "5,000"},
    "a currency that is none": {"currency": "QQQ"},
    "a day in words": {"awardDate": "14 March 2026"},
    "a moment without its zone": {"awardDate": "2026-03-14T10:00:00"},
    "a plan with a day that is none": {"plannedDates": [{"startDate": "2026-13-01"}]},
    "a country that is none": {"beneficiaryLocation": [{"countryCode": "QQ"}]},
    "an answer of its own": {"fromOpenCall": "Perhaps"},
    "a link that is none": {"url": "our page"},
    "less than no time": {"plannedDates": [{"startDate": "2026", "duration": -1}]},
}
TAKEN: dict[str, dict[str, object]] = {
    "a moment": {"awardDate": "2026-03-14T10:00:00Z", "dateModified": "2026-03-14T10:00:00+01:00"},
    "a month of a plan": {"plannedDates": [{"startDate": "2026-03", "endDate": "2027"}]},
    "where it was for": {"beneficiaryLocation": [{"name": "Northgate", "countryCode": "GB"}]},
    "what nobody has foreseen": {"somethingElse": [1]},
    "a link": {"url": "https://purse.example.org/open/elm"},
}


@pytest.mark.parametrize("change", [*REFUSED, *TAKEN])
def test_the_standard_refuses_and_takes_as_it_says(package: dict[str, Any], change: str) -> None:
    """Field by field, as the standard's own text has it; ours is narrower and takes none of it."""
    changed = package["grants"][0] | {**REFUSED, **TAKEN}[change]
    changed = {name: value for name, value in changed.items() if value is not None}
    found = list(faults_in(package | {"grants": [changed]}, STANDARD))
    assert bool(found) is (change in REFUSED)
    with pytest.raises(NotTheStandardsShape):
        check(package | {"grants": [changed]})


@pytest.mark.parametrize(
    "change",
    [
        {"version": "1.4.2"},
        {"issued": "today"},
        {"publisher": {}},
        {"grants": []},
        {"extensions": ["a", "a"]},
    ],
)
def test_a_package_that_is_no_package_is_refused(
    package: dict[str, Any], change: dict[str, object]
) -> None:
    assert list(faults_in(package | change, STANDARD))


def test_the_same_grant_twice_is_refused(package: dict[str, Any]) -> None:
    (first, *_) = package["grants"]
    assert list(faults_in(package | {"grants": [first, first]}, STANDARD))


BREAKS: dict[str, tuple[str, object]] = {
    "a name": ("title", "Help given to P007"),
    "a long title": ("title", "x" * 141),
    "another currency": ("currency", "EUR"),
    "nothing": ("amountAwarded", 0),
    "a number as text": ("amountAwarded", "5000"),
    "no day": ("awardDate", "14 March 2026"),
    "a postcode": ("postalCode", "N7 6AA"),
    "a second recipient": (
        "recipientIndividual",
        {"id": "360G-a-b", "name": "Individual Recipient"},
    ),
}


@pytest.mark.parametrize("break_", BREAKS)
def test_what_does_not_have_the_shape_is_given_to_nobody(
    package: dict[str, Any], break_: str
) -> None:
    field, value = BREAKS[break_]
    broken = package | {"grants": [package["grants"][0] | {field: value}]}
    if field == "recipientIndividual":
        broken["grants"][0]["toIndividualsDetails"] = {"primaryGrantReason": "GTIR010"}
    with pytest.raises(NotTheStandardsShape):
        check(broken)


def test_an_individual_with_a_name_is_given_to_nobody(package: dict[str, Any]) -> None:
    helped = next(each for each in package["grants"] if "recipientIndividual" in each)
    helped = helped | {"recipientIndividual": {"id": "360G-a-b", "name": "Helen Marsh"}}
    with pytest.raises(NotTheStandardsShape):
        check(package | {"grants": [helped]})
