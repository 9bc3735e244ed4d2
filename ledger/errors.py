"""The two ways in which a book can say no: a problem is a value, a refusal is an exception."""

from dataclasses import dataclass


class Refusal(Exception):
    """An act that was declined; nothing was written.

    `message` says what is wrong, with the figures; `remedy` says what to do; `field` names the
    field of a form that it belongs beside, or is empty.
    """

    def __init__(self, message: str, remedy: str = "", *, field: str = "") -> None:
        """Keep the sentence, its remedy and its field apart, so that each screen can place them."""
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a book that wants looking at; the book opens all the same.

    `rule` is the name of the rule in `ledger.checks` that found it, `about` the number of the entry
    or the name of the fund or account that it concerns.
    """

    rule: str
    sentence: str
    remedy: str
    about: str = ""
    is_grave: bool = False

    def __str__(self) -> str:
        """Say it as one line: what it concerns, what is wrong, what to do."""
        place = f"{self.about}: " if self.about else ""
        return f"{place}{self.sentence} {self.remedy}".strip()
