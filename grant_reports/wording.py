"""What each legal form calls its people and its accounts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of one legal form: who is answerable, and where the form of accounts comes from."""

    body: str
    one_of_them: str
    title: str
    standing: str


INFORMAL = Wording(
    body="committee",
    one_of_them="committee member",
    title="Annual accounts, on the receipts and payments basis",
    standing="The group is not a charity and not a company.",
)
CHARITY = Wording(
    body="trustees",
    one_of_them="trustee",
    title="Receipts and payments accounts",
    standing="The group is a charity.",
)
_FORMS = {
    "constituted-association": INFORMAL,
    "charity-england-wales": CHARITY,
    "charity-scotland": CHARITY,
}


def wording(legal_form: str) -> Wording:
    """Give the words of a legal form; a form that we do not know speaks as an informal group."""
    return _FORMS.get(legal_form, INFORMAL)
