"""What people may be called, and what a group's address may be."""

import re
import unicodedata

from ledger.errors import Refusal

_DISPLAY_LENGTH = 80
_SIGN_IN_SHORTEST, _SIGN_IN_LONGEST = 3, 120
_TITLE_LENGTH = 120
_ADDRESS_LENGTH = 60
# Those that are no plain letter with a mark, so that taking the mark away leaves nothing of them.
_OTHER_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ħ": "h",
        "ŋ": "n",
        "ŧ": "t",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
    }
)
_ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class DisplayNameUnfit(Refusal):
    """A name to be shown that is empty, too long, or holds what cannot be seen."""

    def __init__(self) -> None:
        """Say what a name may be."""
        super().__init__(
            "That is not a name that can be shown.",
            f"Use up to {_DISPLAY_LENGTH} letters; a first name is enough.",
            field="name",
        )


class SignInNameUnfit(Refusal):
    """A name to sign in with that is too short, too long, or has gaps in it."""

    def __init__(self) -> None:
        """Say what it may be."""
        super().__init__(
            f"A sign-in name has {_SIGN_IN_SHORTEST} to {_SIGN_IN_LONGEST} letters and no spaces.",
            "Your e-mail address will do, or any one word that you will remember.",
            field="sign_in_name",
        )


class SignInNameTaken(Refusal):
    """A name to sign in with that somebody else has."""

    def __init__(self) -> None:
        """Ask for another."""
        super().__init__(
            "Somebody already signs in with that name.",
            "Choose another; if it is you, sign in first and then open your invitation again.",
            field="sign_in_name",
        )


class TitleUnfit(Refusal):
    """A group's name that is empty, too long, or holds what cannot be seen."""

    def __init__(self) -> None:
        """Say what it may be."""
        super().__init__(
            "That is not a name for a group that can be shown.",
            f"Use up to {_TITLE_LENGTH} letters.",
            field="title",
        )


class AddressUnfit(Refusal):
    """A group's address that would not work as part of a web address."""

    def __init__(self) -> None:
        """Say what it may be."""
        super().__init__(
            f"An address has 2 to {_ADDRESS_LENGTH} small letters, figures and single hyphens.",
            "For example elm-street.",
            field="address",
        )


class AddressTaken(Refusal):
    """A group's address that another group has."""

    def __init__(self, address: str) -> None:
        """Name it."""
        super().__init__(
            f"Another group here already has the address {address}.",
            "Choose another.",
            field="address",
        )


def shown(typed: str, longest: int) -> str | None:
    """A name with single spaces; none where it is empty, too long or cannot be seen."""
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    unseen = any(unicodedata.category(letter) in _UNSEEN for letter in text)
    return text if text and not unseen and len(text) <= longest else None


def display_name(typed: str) -> str:
    """A name as it will be shown, with single spaces.

    Raises:
        DisplayNameUnfit: it is empty, longer than 80 letters or cannot be seen.
    """
    if (name := shown(typed, _DISPLAY_LENGTH)) is None:
        raise DisplayNameUnfit
    return name


def group_title(typed: str) -> str:
    """A group's name as it will be shown, with single spaces.

    Raises:
        TitleUnfit: it is empty, longer than 120 letters or cannot be seen.
    """
    if (title := shown(typed, _TITLE_LENGTH)) is None:
        raise TitleUnfit
    return title


def plain_sign_in_name(typed: str) -> str:
    """A sign-in name with case, width and outer spaces made equal; it may fit nobody."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def sign_in_name(typed: str) -> str:
    """A name that somebody chooses to sign in with.

    Raises:
        SignInNameUnfit: it is too short, too long or holds spaces or unseen characters.
    """
    name = plain_sign_in_name(typed)
    gaps = any(c.isspace() or unicodedata.category(c) in _UNSEEN for c in name)
    if gaps or not _SIGN_IN_SHORTEST <= len(name) <= _SIGN_IN_LONGEST:
        raise SignInNameUnfit
    return name


def group_address(typed: str) -> str:
    """The last part of a group's web address.

    Raises:
        AddressUnfit: it has other letters than a to z, figures and single hyphens.
    """
    address = typed.strip().lower()
    if not _ADDRESS.fullmatch(address) or not 1 < len(address) <= _ADDRESS_LENGTH:
        raise AddressUnfit
    return address


def address_from(title: str) -> str:
    """An address that a group's name suggests, or `group` where it suggests none."""
    spelt = title.lower().translate(_OTHER_LETTERS)
    letters = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    address = "-".join(re.findall(r"[a-z0-9]+", letters.replace("'", "")))
    return address[:_ADDRESS_LENGTH].strip("-") if len(address) > 1 else "group"
