"""What is wrong in a form that was sent, each beside its field."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from ledger.errors import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong, what to do, and the field it stands beside; no name is the form as a whole."""

    name: str
    message: str
    remedy: str = ""

    @classmethod
    def beside(cls, name: str, refusal: Refusal) -> Self:
        """What a refusal says, beside this field; one of the form as a whole stays that."""
        shown = name if refusal.field else ""
        return cls(name=shown, message=refusal.message, remedy=refusal.remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrongs:
    """All that is wrong in a form; nothing, at first."""

    all: tuple[Wrong, ...] = ()

    @classmethod
    def of(cls, *refusals: Refusal) -> Self:
        """What these refusals say, in order."""
        return cls(
            all=tuple(
                Wrong(name=one.field, message=one.message, remedy=one.remedy) for one in refusals
            )
        )

    @classmethod
    def each_once(cls, wrongs: Iterable[Wrong]) -> Self:
        """All of these in order; what several fields met alike stands once."""
        return cls(all=tuple(dict.fromkeys(wrongs)))

    def at(self, name: str) -> str | None:
        """What stands beside a field, with what to do, if it was refused."""
        found = next((one for one in self.all if one.name == name), None)
        return f"{found.message} {found.remedy}".strip() if found else None


def refusals_of(*checks: Callable[[], object]) -> tuple[Refusal, ...]:
    """Try every check and gather what they refuse, so that a person sees all of it at once."""
    found: list[Refusal] = []
    for check in checks:
        try:
            check()
        except Refusal as refusal:
            found.append(refusal)
    return tuple(found)
