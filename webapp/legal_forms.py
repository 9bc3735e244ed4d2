"""The legal forms that the accounts here fit, in the words in which a group is asked for it."""

from ledger.recording import LEGAL_FORMS

_WORDS = {
    "informal-group": (
        "A group of neighbours",
        "No written rules, or a page of them. Most groups are this.",
    ),
    "constituted-association": (
        "An association with written rules",
        "A constitution and a committee, but not a registered charity.",
    ),
    "charity-england-wales": (
        "A charity in England or Wales",
        "It has a charity number, or is a CIO.",
    ),
    "charity-scotland": (
        "A charity in Scotland",
        "It has a number that begins with SC, or is a SCIO.",
    ),
}

FORMS: tuple[tuple[str, str, str], ...] = tuple((form, *_WORDS[form]) for form in LEGAL_FORMS)
"""Each form as it is kept, as it is called, and what it is known by."""
