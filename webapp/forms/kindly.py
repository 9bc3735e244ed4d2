"""The kind question before words are kept that may name somebody: asked once for the same words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from webapp.forms.looks_like_a_person import looks_like

WATCHED = ("paid_to", "what_for", "because", "statement", "owed-name", "owed-only-if")
SEEN = "words-seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kindly:
    """What is said beside each field whose words may name somebody; nothing is the usual case.

    `words` stands for those words. A form that sends it back as `words-seen` was looked at, and is
    not asked about again until they change.
    """

    beside: Mapping[str, str] = field(default_factory=dict)
    words: str = ""

    def at(self, name: str) -> str:
        """What is said beside one field."""
        return self.beside.get(name, "")

    @property
    def beside_a_refusal(self) -> "Kindly":
        """The same beside something that was refused: asked once more when that is put right.

        Who mends an amount looks at the amount, and may pass over a question that nobody insists
        on.
        """
        return Kindly(beside=self.beside, words="" if self.beside else self.words)


def kindly(sent: Mapping[str, str], known: Collection[str] = ()) -> Kindly:
    """Look at the words of a form; names that the books know were asked about when they came."""
    typed = {name: sent.get(name, "") for name in WATCHED}
    found = {
        name: what
        for name, words in typed.items()
        if words.strip() not in known and (what := looks_like(words))
    }
    if not found:
        return Kindly()
    words = sha256("\n".join(f"{name} {typed[name]}" for name in found).encode()).hexdigest()[:16]
    if sent.get(SEEN) == words:
        return Kindly(words=words)
    return Kindly(beside={name: _said(what) for name, what in found.items()}, words=words)


def _said(what: str) -> str:
    return f"This looks like {what}. The books are read by others: leave out who was helped."
