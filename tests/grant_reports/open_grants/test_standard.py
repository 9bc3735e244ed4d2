"""The standard's constraints as we wrote them down, beside the standard's own text where it is.

Put the standard's two files, `360-giving-schema.json` and `360-giving-package-schema.json`, into a
folder and name it in PURSE_360GIVING; without it, what needs them skips and says so.
"""

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4, DRAFT202012

from grant_reports.open_grants import NotTheStandardsShape, grants_json
from grant_reports.open_grants.package import FORMATS, STANDARD, check, faults_in
from ledger.money import Money
from ledger.reading import GrantPaid, OpenGrants, open_grants

SAMPLE = Path(__file__).parents[3] / "sample.beancount"
TODAY = date(2026, 4, 20)
Package = dict[str, Any]
NAMES = {"properties", "$defs", "definitions"}
# What a schema says about a field to people and to other programs; it lets nothing in or out.
SAID = {"$id", "$schema", "title", "description", "weight", "codelist", "openCodelist", "rollUp"}

PLACE = {
    "id": "1",
    "name": "Northgate",
    "countryCode": "GB",
    "latitude": 51.5,
    "longitude": -0.12,
    "description": "The ward",
    "geoCode": "E05009378",
    "geoCodeType": "WD",
    "dateModified": "2026-03-14T10:00:00Z",
}
BODY = {
    "id": "GB-CHC-1234567",
    "name": "Garden Club",
    "department": "Beds",
    "contactName": "The secretary",
    "charityNumber": "1234567",
    "companyNumber": "07654321",
    "streetAddress": "1 Elm Street",
    "addressLocality": "London",
    "addressRegion": "London",
    "addressCountry": "United Kingdom",
    "postalCode": "N7 6AA",
    "telephone": "020 7946 0000",
    "alternateName": "The Beds",
    "email": "beds@example.org",
    "description": "It grows things",
    "organisationType": None,
    "url": "https://beds.example.org",
    "location": [PLACE],
    "dateModified": "2026-03-14T10:00:00Z",
}
PLAN = {
    "title": "Spring",
    "startDate": "2026-03",
    "endDate": "2026",
    "duration": 3,
    "description": "Planting",
    "dateModified": "2026-03-14T10:00:00+01:00",
}
SORT = {
    "vocabulary": "Ours",
    "code": "A1",
    "title": None,
    "description": "A sort",
    "url": "https://purse.example.org/sorts",
    "dateModified": "2026-03-14T10:00:00Z",
}
PAID = {
    "id": "T1",
    "transactionDate": "2026-03-14",
    "currency": "GBP",
    "value": 12.5,
    "valueDate": "2026-03-14",
    "description": "First half",
    "provider": "GB-CHC-1234567",
    "recipient": None,
    "dateModified": "2026-03-14T10:00:00Z",
}
WHOLE_GRANT: Package = {
    "id": "360G-elm-1",
    "title": "Beds",
    "description": "Raised beds",
    "currency": "GBP",
    "amountAppliedFor": 30,
    "amountAwarded": 25.5,
    "amountDisbursed": 12.5,
    "awardDate": "2026-03-14",
    "url": "https://purse.example.org/beds",
    "plannedDates": [PLAN],
    "actualDates": [PLAN],
    "toIndividualsDetails": {
        "primaryGrantReason": "GTIR010",
        "secondaryGrantReason": "GTIR020",
        "grantPurpose": ["GTIP010"],
    },
    "recipientOrganization": [BODY],
    "beneficiaryLocation": [PLACE],
    "locationScope": "GLS010",
    "fundingOrganization": [BODY],
    "grantProgramme": [{key: each for key, each in SORT.items() if key != "vocabulary"}],
    "fromOpenCall": "Yes",
    "fundingType": [SORT],
    "classifications": [SORT],
    "relatedDocument": [
        {
            "id": "D1",
            "title": "Report",
            "url": None,
            "description": None,
            "documentType": "Report",
            "dateModified": "2026-03-14T10:00:00Z",
        }
    ],
    "applicationTransaction": [PAID],
    "commitmentTransaction": [PAID],
    "disbursementTransaction": [PAID],
    "relatedActivity": ["360G-elm-0"],
    "dateModified": "2026-03-14T10:00:00Z",
    "dataSource": "https://purse.example.org/grants.json",
    "regrantType": "FRG010",
}
WHOLE: Package = {
    "version": "1.4",
    "extensions": [],
    "title": "Grants",
    "description": "All of them",
    "issued": "2026-04-20",
    "modified": "2026-04-20T10:00:00Z",
    "identifier": "elm-grants",
    "publisher": {
        "identifier": "GB-CHC-1234567",
        "name": "Garden Club",
        "website": "https://beds.example.org",
        "logo": "https://beds.example.org/logo.png",
    },
    "downloadURL": "https://beds.example.org/grants.json",
    "accessURL": "https://beds.example.org/grants",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "grants": [WHOLE_GRANT],
}


@pytest.fixture(scope="module")
def found() -> OpenGrants:
    """What the sample may publish, with a grant to another body beside it."""
    paid = GrantPaid(entry="2026-0001", day=TODAY, body="Garden Club", amount=Money(50_05))
    return replace(open_grants(SAMPLE, TODAY), paid=(paid,))


def ours() -> Package:
    read: Package = json.loads(STANDARD.read_text())
    return read


def theirs() -> tuple[Package, Package]:
    """Read the standard's own text of a package and of a grant."""
    folder = os.environ.get("PURSE_360GIVING", "")
    if not folder:
        pytest.skip("PURSE_360GIVING names no folder with the standard's schema")
    names = ("360-giving-package-schema.json", "360-giving-schema.json")
    whole, grant = (json.loads(Path(folder, name).read_text()) for name in names)
    return whole, grant


def rules(whole: Package, grant: Package) -> object:
    """Give the constraints of a schema alone: no names of parts, nothing that is only said.

    A reference within a text is followed there; any other is to the grants' text.
    """

    def of(at: Package, node: object, *, are_fields: bool = False) -> object:
        if isinstance(node, list):
            return sorted((of(at, each) for each in node), key=repr)
        if not isinstance(node, dict):
            return node
        if are_fields:
            return {name: of(at, each) for name, each in sorted(node.items())}
        if "$ref" in node:
            assert node.keys() <= SAID | {"$ref"}
            inside = node["$ref"].startswith("#/")
            target: Package = at if inside else grant
            for step in node["$ref"].removeprefix("#/").split("/") if inside else ():
                target = target[step]
            return of(at if inside else grant, target)
        kept = ((name, each) for name, each in sorted(node.items()) if name not in SAID)
        return {
            name: of(at, each, are_fields=name == "properties")
            for name, each in kept
            if name not in NAMES - {"properties"}
        }

    return of(whole, whole)


def own_errors(package: object) -> list[str]:
    """Give what the standard's own schema refuses of a package.

    The package's text refers to the grants' by the address of one version, whichever stands there.
    """
    whole, kept = theirs()
    # Its later texts are of 2020-12 and its earlier ones of draft 4, whatever they call their own.
    kind, draft = (
        (DRAFT4, Draft4Validator) if "definitions" in kept else (DRAFT202012, Draft202012Validator)
    )
    grant = Resource(contents=kept, specification=kind)
    registry: Registry[Any] = Registry(retrieve=lambda _: grant)  # type: ignore[call-arg]  # attrs names it so
    asked = draft(whole, registry=registry, format_checker=FORMATS)
    return [each.message for each in asked.iter_errors(package)]


def test_our_transcription_is_the_standard_rule_by_rule_where_that_is_at_hand() -> None:
    """Each field, type, format, list of what may stand there, and what must be there."""
    written = ours()
    assert rules(written, written) == rules(*theirs())


def test_a_rule_that_differs_would_be_seen() -> None:
    written, other = ours(), ours()
    other["$defs"]["person"]["required"].remove("name")
    assert rules(written, written) != rules(other, other)


def test_a_grant_with_every_field_of_the_standard_fits_our_transcription() -> None:
    fields = ours()["$defs"]["grant"]["properties"].keys() - {"recipientIndividual"}
    assert WHOLE_GRANT.keys() == fields
    assert WHOLE.keys() == ours()["properties"].keys()
    assert list(faults_in(WHOLE, STANDARD)) == []


def test_but_is_never_what_we_publish() -> None:
    """The narrower schema of ours has no place for a postcode, a telephone or a name."""
    with pytest.raises(NotTheStandardsShape):
        check(WHOLE)


def test_what_we_publish_fits_the_standards_own_schema_where_that_is_at_hand(
    found: OpenGrants,
) -> None:
    package = json.loads(grants_json(found, TODAY))
    assert {"received", "paid", "help"} <= {each["id"].split("-")[5] for each in package["grants"]}
    assert own_errors(package) == []
    assert own_errors(WHOLE) == []


def test_and_what_does_not_fit_is_refused_there_as_here(found: OpenGrants) -> None:
    package = json.loads(grants_json(found, TODAY))
    for broken in ({"awardDate": "14 March 2026"}, {"recipientIndividual": {"id": "1"}}):
        wrong = package | {"grants": [package["grants"][0] | broken]}
        assert own_errors(wrong)
        assert list(faults_in(wrong, STANDARD))
