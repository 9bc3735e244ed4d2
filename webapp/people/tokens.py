"""Secrets in links, cookies and on paper: made once, told once, kept only as hashes."""

import hashlib
import hmac
import secrets
from enum import StrEnum

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_CODE_LENGTH = 25
_CODE_GROUP = 5


class Purpose(StrEnum):
    """What a secret is for; a secret of one purpose never opens the door of another."""

    INVITATION = "invitation"
    FUNDER = "funder"
    SESSION = "session"
    RECOVERY = "recovery"
    DEVICE = "device"
    DEVICE_LINK = "device-link"
    SECOND_STEP = "second-step"
    NEW_PASSKEY = "new-passkey"


def new_secret() -> str:
    """A secret of 32 random bytes, fit for an address."""
    return secrets.token_urlsafe(32)


def new_printed_code() -> str:
    """A code to print: five groups of five letters and figures, none easily mistaken."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
    return "-".join(letters[at : at + _CODE_GROUP] for at in range(0, _CODE_LENGTH, _CODE_GROUP))


def plain_code(typed: str) -> str:
    """A printed code as it was made, however it was typed in."""
    letters = "".join(letter for letter in typed.lower() if letter.isalnum())
    return "-".join(letters[at : at + _CODE_GROUP] for at in range(0, len(letters), _CODE_GROUP))


def hash_of(purpose: Purpose, secret: str) -> str:
    """The SHA-256 that is kept in place of a secret.

    A plain hash is enough: each secret holds 120 random bits or more, which nobody guesses.
    """
    return hashlib.sha256(f"{purpose}:{secret}".encode()).hexdigest()


def matches(kept: str, purpose: Purpose, secret: str) -> bool:
    """Compare in a time that does not tell how much of it was right."""
    return hmac.compare_digest(kept, hash_of(purpose, secret))
