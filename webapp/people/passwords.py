"""Passwords: what a good one is, and how it is kept.

Argon2id with 19 MiB, two passes and one lane, the least of OWASP's equal settings.
"""

import unicodedata
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from ledger.errors import Refusal

SHORTEST = 12
_LONGEST = 500
_FEWEST_KINDS = 5
_WELL_KNOWN = (
    "password1234 passwordpassword 123456789012 1234567890123 qwertyuiop12 qwertyuiop123 "
    "administrator changemechangeme letmeinletmein iloveyou1234 welcome12345 abcdefghijkl "
    "correcthorsebatterystaple commonpurse12 treasurer1234"
)
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)


class PasswordTooShort(Refusal):
    """A password under twelve characters."""

    def __init__(self, length: int) -> None:
        """Say how long it was."""
        super().__init__(
            f"A password has at least {SHORTEST} characters; this one has {length}.",
            "Three or four words in a row are easy to remember and hard to guess.",
            field="password",
        )


class PasswordTooLong(Refusal):
    """A password so long that it was surely not typed."""

    def __init__(self) -> None:
        """Say the limit."""
        super().__init__(f"A password has at most {_LONGEST} characters.", field="password")


class PasswordEasyToGuess(Refusal):
    """A password that guessers try first."""

    def __init__(self) -> None:
        """Suggest another kind."""
        super().__init__(
            "That password is one of the first that somebody would try.",
            "Three or four words in a row that only you would put together are better.",
            field="password",
        )


def check_password(typed: str, sign_in_name: str) -> None:
    """Refuse a password that is too short, too long or easily guessed.

    Raises:
        PasswordTooShort, PasswordTooLong, PasswordEasyToGuess: it is.
    """
    password = _plain(typed)
    if len(password) < SHORTEST:
        raise PasswordTooShort(len(password))
    if len(password) > _LONGEST:
        raise PasswordTooLong
    plain = password.casefold()
    if len(set(plain)) < _FEWEST_KINDS or plain in _WELL_KNOWN.split():
        raise PasswordEasyToGuess
    if sign_in_name and plain.replace(sign_in_name.casefold(), "") in {"", *"0123456789!", "123"}:
        raise PasswordEasyToGuess


def hash_password(typed: str) -> str:
    """What is kept in place of a password."""
    return _hasher.hash(_plain(typed))


def password_matches(kept: str | None, typed: str) -> bool:
    """Whether this is the password; as slow for nobody's password as for somebody's."""
    try:
        _hasher.verify(kept or nobodys_hash(), _plain(typed))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def wants_new_hash(kept: str) -> bool:
    """Whether a kept hash was made with other settings than today's."""
    return _hasher.check_needs_rehash(kept)


@cache
def nobodys_hash() -> str:
    """A hash to compare with where there is no person, so that the time tells nothing."""
    return _hasher.hash("nobody's password")


def _plain(typed: str) -> str:
    # One keyboard composes an accent, another does not: both must be the same password.
    return unicodedata.normalize("NFKC", typed)[: _LONGEST + 1]
