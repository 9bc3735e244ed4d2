"""What each legal form calls its people and its accounts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of one legal form: who is answerable, and where the form of accounts comes from.

    `is_many` tells that the body is spoken of as several people; `number` is what the number of a
    charity is called, and `has_number` that every one of them has one.
    """

    body: str
    group: str
    title: str
    report: str
    standing: str
    is_many: bool = False
    number: str = "Charity number"
    has_number: bool = False


INFORMAL = Wording(
    body="committee",
    group="group",
    title="Annual accounts, on the receipts and payments basis",
    report="Committee’s annual report",
    standing="The group is not a charity and not a company.",
)
ASSOCIATION = Wording(
    body="committee",
    group="group",
    title="Annual accounts, on the receipts and payments basis",
    report="Committee’s annual report",
    standing="The group is an association with a constitution, not a registered charity and not a "
    "company.",
)
CHARITY = Wording(
    body="trustees",
    group="charity",
    title="Receipts and payments accounts",
    report="Trustees’ annual report",
    standing="The group is a charity in England or Wales.",
    is_many=True,
)
SCOTTISH_CHARITY = Wording(
    body="trustees",
    group="charity",
    title="Receipts and payments accounts",
    report="Trustees’ annual report",
    standing="The group is a charity in Scotland.",
    is_many=True,
    number="Scottish charity number",
    has_number=True,
)
_FORMS = {
    "constituted-association": ASSOCIATION,
    "charity-england-wales": CHARITY,
    "charity-scotland": SCOTTISH_CHARITY,
}


def wording(legal_form: str) -> Wording:
    """Give the words of a legal form; a form that we do not know speaks as an informal group."""
    return _FORMS.get(legal_form, INFORMAL)
