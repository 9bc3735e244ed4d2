"""Words blanked in the text of a book: what a line becomes, as a value and letter by letter.

The two ways know nothing of each other, so that one proves the other: the text is changed string
by string where it stands, is parsed back, and must then say what the changed values say.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from ledger.beans.parsing import Directive, Parsed, parse
from ledger.beans.writing import quoted
from ledger.entries.directives import Document, Fact, Facts, FactValue, Transaction
from ledger.errors import Refusal

BLANKED = "[blanked]"
# What a line says about itself with these is no text that a person typed.
FIXED = frozenset(
    (
        *("kind", "recorded-by", "key", "counted-by", "count", "pays", "refunds", "corrects"),
        *("sha256", "total", "flag", "not-yet", "instalments"),
    )
)
# Later facts about an entry, whose last words are a reason that a person typed.
REASONED = frozenset({"paper", "redacted"})
# Later facts about a fund, and how many of their values come before what a person typed: its short
# name, and of the fund itself its class.
TERMS = {"fund": 2, "grant-budget": 1, "grant-change": 1, "consent": 1}
# Whole strings, also over several lines, comments, and whatever else stands on a line.
_LINE = r'(?:"(?:[^"\\]|\\.)*+"|;[^\n]*|[^"\n;])*+'
_BLOCK = re.compile(
    rf"^[0-9]{{4}}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}{_LINE}(?:\n[ \t]+{_LINE})*",
    re.MULTILINE | re.DOTALL,
)
_PART = re.compile(
    r'(?P<key>^[ \t]+[a-z][A-Za-z0-9_-]*:[ \t]*)?"(?P<text>(?:[^"\\]|\\.)*)"|(?P<comment>;[^\n]*)',
    re.MULTILINE | re.DOTALL,
)
_CUSTOM = re.compile(r'\S+\s+custom\s+"([a-z-]+)"(?:\s+"([^"]*)")?')
# All other lines name what they are in small letters.
_IS_TRANSACTION = re.compile(r"\S+\s+(?:txn\b|[^a-z\s])")
_LINK = re.compile(r"\^([A-Za-z0-9/_.-]+)")
_READ = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class TextWrittenByHand(Refusal):
    """Somebody wrote these lines in a form in which words cannot be blanked one by one."""

    def __init__(self, name: str) -> None:
        """Name the file."""
        super().__init__(
            f"The lines of this entry in {name} were written by hand in another form than ours, so "
            "nothing was blanked.",
            "Put each of its texts into straight quotation marks on one line, and try again.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanking:
    """What is blanked: the texts of some entries or of a fund as they become, and names of papers.

    `texts` gives every text of these, also those that stay as they are; one that is not among them
    stood there before somebody changed it by hand, and becomes blank as a whole. `papers` gives
    names and hashes of papers as they become. `moves` are the entries that moved money out of the
    fund: the consent that they quote is among its texts, and all else of them stays.
    """

    numbers: frozenset[str]
    texts: Mapping[str, str]
    papers: Mapping[str, str]
    fund: str = ""
    moves: frozenset[str] = frozenset()

    @property
    def has_words(self) -> bool:
        """Tell whether any text changes, and not a paper alone."""
        return any(old != new for old, new in self.texts.items())

    def text(self, old: str) -> str:
        """Give what a text of these becomes."""
        return self.texts.get(old, BLANKED if old and self.has_words else old)

    def comment(self, old: str) -> str:
        """Give what a comment in the lines of these becomes: nobody knows what it says."""
        return f"; {BLANKED}" if self.has_words else old

    def elsewhere(self, old: str) -> str:
        """Give what a text outside of them becomes: it stays, unless it is a copy."""
        return self.texts.get(old, old)

    def consent(self, links: Collection[str]) -> Callable[[str], str]:
        """Give what tells what the consent becomes that a transaction quotes."""
        return self.text if self.moves.intersection(links) else self.elsewhere

    def paper(self, old: str) -> str:
        """Give what the path or the hash of a paper becomes."""
        for name, new in self.papers.items():
            old = old.replace(name, new)
        return old


def typed_texts(each: Directive) -> tuple[tuple[str, str], ...]:
    """Give the texts that a person typed into a line about an entry or a fund, and what each is."""
    if isinstance(each, Transaction):
        head = (("payee", each.payee), ("narration", each.narration))
        return tuple((sort, text) for sort, text in (*head, *_typed(each.facts)) if text)
    if isinstance(each, Fact) and each.kind in REASONED:
        last = each.said(len(each.values) - 1)
        return ((each.kind, last), *_typed(each.facts)) if last else ()
    if isinstance(each, Fact) and each.kind in TERMS:
        values = (value for value in each.values[TERMS[each.kind] :] if type(value) is str)
        return (*((each.kind, value) for value in values if value), *_typed(each.facts))
    return _typed(each.facts) if isinstance(each, Document) else ()


def blanked(each: Directive, blanking: Blanking) -> Directive:
    """Give a line as it becomes, by its value."""
    if isinstance(each, Transaction):
        return _transaction(each, blanking)
    if isinstance(each, Document):
        is_ours = bool(blanking.numbers.intersection(each.links))
        facts = _facts(each.facts, blanking.text) if is_ours else each.facts
        marks = tuple((key, _marked(key, value, blanking)) for key, value in facts)
        return replace(each, path=blanking.paper(each.path), facts=marks)
    if isinstance(each, Fact) and each.kind in REASONED and each.said(0) in blanking.numbers:
        values = (*each.values[:-1], _said(each.values[-1], blanking.text))
        return replace(each, values=values, facts=_facts(each.facts, blanking.text))
    if isinstance(each, Fact) and blanking.fund and _is_about(each.kind, each.said(0), blanking):
        first = TERMS[each.kind]
        typed = tuple(_said(value, blanking.text) for value in each.values[first:])
        facts = _facts(each.facts, blanking.text)
        return replace(each, values=(*each.values[:first], *typed), facts=facts)
    if isinstance(each, Fact) and each.kind == "consent" and each.values:
        return replace(each, values=(*each.values[:-1], _said(each.values[-1], blanking.elsewhere)))
    return each


def _transaction(each: Transaction, blanking: Blanking) -> Transaction:
    if blanking.numbers.intersection(each.links):
        payee, narration = blanking.text(each.payee), blanking.text(each.narration)
        return replace(
            each, payee=payee, narration=narration, facts=_facts(each.facts, blanking.text)
        )
    if not (blanking.fund and each.said("consent")):
        return each
    becomes = blanking.consent(each.links)
    facts = ((key, _said(v, becomes) if key == "consent" else v) for key, v in each.facts)
    return replace(each, facts=tuple(facts))


def blanked_text(text: str, blanking: Blanking) -> str:
    """Give a text as it becomes, by its letters; also an old one, from the history."""
    names = (*blanking.numbers, *blanking.papers, *([f'"{blanking.fund}"'] * bool(blanking.fund)))
    if not any(name in text for name in names) and "consent" not in text:
        return text
    return _BLOCK.sub(lambda found: _block(found[0], blanking), text)


def proved_blank(text: str, name: str, blanking: Blanking) -> str:
    """Give the text of a file as it becomes, shown to say the same but for what is blanked.

    Raises:
        TextWrittenByHand: it would say anything else.
    """
    new = blanked_text(text, blanking)
    before, after = parse(text, name), parse(new, name)
    meant = tuple(blanked(each, blanking) for each in before.directives)
    is_same = after.directives == meant and _around(before) == _around(after)
    if not is_same or before.problems or after.problems:
        raise TextWrittenByHand(name)
    return new


def _around(parsed: Parsed) -> tuple[object, ...]:
    places = [getattr(each, "place", None) for each in parsed.directives]
    options = {key: str(value) for key, value in parsed.options.items()}
    return parsed.includes, parsed.plugins, places, options


def _typed(facts: Facts) -> tuple[tuple[str, str], ...]:
    return tuple((key, v) for key, v in facts if isinstance(v, str) and v and key not in FIXED)


def _facts(facts: Facts, becomes: Callable[[str], str]) -> Facts:
    return tuple((key, value if key in FIXED else _said(value, becomes)) for key, value in facts)


def _said(value: FactValue, becomes: Callable[[str], str]) -> FactValue:
    return becomes(value) if type(value) is str else value


def _marked(key: str, value: FactValue, blanking: Blanking) -> FactValue:
    return blanking.paper(value) if key == "sha256" and isinstance(value, str) else value


def _block(block: str, blanking: Blanking) -> str:
    custom = _CUSTOM.match(block)
    kind, about = (custom[1], custom[2]) if custom else ("", "")
    if blanking.fund and _is_about(kind, about, blanking):
        # Before the values stands the kind itself.
        return _with_values(block, TERMS[kind] + 1, blanking)
    if kind == "consent":
        return _with_last(block, blanking.elsewhere)
    if kind:
        is_ours = kind in REASONED and about in blanking.numbers
        return _with_last(block, blanking.text) if is_ours else block
    for name, new in blanking.papers.items():
        block = block.replace(name, new)
    bare = _PART.sub("", block)
    links = _LINK.findall(bare)
    if blanking.numbers.intersection(links):
        return _with_texts(block, blanking)
    quotes = blanking.fund and _IS_TRANSACTION.match(block)
    return _with_consent(block, blanking.consent(links)) if quotes else block


def _with_texts(block: str, blanking: Blanking) -> str:
    """Change the texts of a transaction, or the named ones of a paper's line."""
    is_paper = re.match(r"\S+\s+document\s", block) is not None

    def changed(part: re.Match[str]) -> str:
        key = part["key"] or ""
        if part["comment"] is not None:
            return blanking.comment(part[0])
        stays = key.strip().rstrip(":") in FIXED if key else is_paper
        return part[0] if stays else _part(part, blanking.text)

    return _PART.sub(changed, block)


def _with_consent(block: str, becomes: Callable[[str], str]) -> str:
    """Change the consent that a transaction quotes, and nothing else of it."""

    def changed(part: re.Match[str]) -> str:
        return _part(part, becomes) if (part["key"] or "").strip() == "consent:" else part[0]

    return _PART.sub(changed, block)


def _is_about(kind: str, about: str, blanking: Blanking) -> bool:
    return kind in TERMS and about == blanking.fund


def _with_values(block: str, first: int, blanking: Blanking) -> str:
    """Change the texts in the head of a later fact from one on, and those named under it."""
    head = [each.start() for each in _PART.finditer(block) if each["key"] is None and each["text"]]
    stays = set(head[:first])

    def changed(part: re.Match[str]) -> str:
        if part["comment"] is not None:
            return blanking.comment(part[0])
        key = (part["key"] or "").strip().rstrip(":")
        return part[0] if part.start() in stays or key in FIXED else _part(part, blanking.text)

    return _PART.sub(changed, block)


def _with_last(block: str, becomes: Callable[[str], str]) -> str:
    """Change the last text in the head of a later fact, and those that are named under it."""
    parts = [each for each in _PART.finditer(block) if each["text"] is not None]
    head = [each for each in parts if each["key"] is None]
    chosen = {head[-1].start()} | {each.start() for each in parts if each["key"] is not None}

    def changed(part: re.Match[str]) -> str:
        if part["comment"] is not None or part.start() not in chosen:
            return part[0]
        key = (part["key"] or "").strip().rstrip(":")
        return part[0] if key in FIXED else _part(part, becomes)

    return _PART.sub(changed, block)


def _part(part: re.Match[str], becomes: Callable[[str], str]) -> str:
    old = _ESCAPED.sub(lambda each: _READ.get(each[1], each[1]), part["text"])
    new = becomes(old)
    if new == old:
        return part[0]
    return f"{part['key'] or ''}{quoted(new)}"
