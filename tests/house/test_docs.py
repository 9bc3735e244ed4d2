"""What is written about the house is true of it: documents, pages, templates, held to the code."""

import ast
import hashlib
import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import click
import pytest
from beancount import loader
from beancount.core.data import Document
from beancount.parser import parser

from ledger import reading, recording
from ledger.book import read
from ledger.book.issued import KIND as ISSUED
from ledger.checks import problems
from ledger.entries.directives import Kind
from webapp.commands import purse

HOUSE = Path(__file__).parents[2]
DOCS = HOUSE / "docs"
WRITTEN = [*sorted(HOUSE.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
PACKAGES = ("ledger", "grant_reports", "webapp")
MODULES = sorted(path for package in PACKAGES for path in (HOUSE / package).rglob("*.py"))
TEMPLATES = HOUSE / "templates"
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def text(name: str) -> str:
    """One document."""
    return (HOUSE / name).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """A module, taken apart."""
    return ast.parse(path.read_text(encoding="utf-8"))


def blocks(name: str, language: str) -> list[str]:
    """The pieces of a document that are written in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text(name), re.MULTILINE | re.DOTALL)


def headings(name: str, before: str) -> list[str]:
    """What stands in quotation marks in the headings of one sort."""
    return re.findall(rf'^### `{before} "([a-z-]+)"`$', text(name), re.MULTILINE)


# docs/book.md


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pieces of docs/book.md put together into the folder that they are pieces of."""
    folder = tmp_path_factory.mktemp("book")
    for piece in blocks("docs/book.md", "beancount"):
        first, rest = piece.split("\n", 1)
        file = folder / first.removeprefix("; ")
        file.parent.mkdir(exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{rest}\n")
    entries, _, _ = loader.load_file(str(folder / "book.beancount"))
    for paper in (each for each in entries if isinstance(each, Document)):
        (like,) = (DOCS / "sample-papers").rglob(f"*-{Path(paper.filename).stem[-8:]}.jpg")
        Path(paper.filename).parent.mkdir(parents=True)
        shutil.copy(like, paper.filename)
    (report,) = re.findall(r'file: "(issued/.*\.pdf)"', text("docs/book.md"))
    (folder / report).parent.mkdir()
    (folder / report).write_bytes(b"%PDF-1.7 an example\n")
    return folder


def test_every_example_of_a_book_is_read_by_stock_beancount() -> None:
    pieces = blocks("docs/book.md", "beancount")
    assert len(pieces) > 20
    wrong = {piece: errors for piece in pieces if (errors := parser.parse_string(piece)[1])}
    assert not wrong


def test_the_examples_together_are_a_book_without_an_error(example: Path) -> None:
    """Stock Beancount loads them, and not one rule of ours has anything to say."""
    entries, errors, _ = loader.load_file(str(example / "book.beancount"))
    assert len(entries) > 50
    assert not errors
    assert not problems(read(example))


def test_a_bit_of_the_example_changed_is_noticed(example: Path, tmp_path: Path) -> None:
    """So the example is not sound by having nothing looked at."""
    folder = shutil.copytree(example, tmp_path / "book")
    month = folder / "journal" / "2026-03.beancount"
    month.write_text(month.read_text().replace("-45.00 GBP", "-44.00 GBP"))
    assert problems(read(folder))
    assert loader.load_file(str(folder / "book.beancount"))[1]


def test_every_command_with_a_stock_tool_works_as_it_is_written(example: Path) -> None:
    bin_of_ours = Path(sys.executable).parent
    lines = [line for piece in blocks("docs/book.md", "sh") for line in piece.splitlines()]
    tried = set()
    for line in lines:
        tool, *words = shlex.split(line)
        if not tool.startswith("tools/bin/bean-"):
            continue
        tried.add(Path(tool).name)
        said = subprocess.run(
            [str(bin_of_ours / Path(tool).name), *words],
            cwd=example,
            env=os.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (said.returncode, said.stderr) == (0, ""), line
        assert said.stdout.strip() or tool.endswith("bean-check"), line
    assert tried == {"bean-check", "bean-query"}


def test_every_kind_of_transaction_is_described_once() -> None:
    assert sorted(headings("docs/book.md", "kind:")) == sorted(map(str, Kind))


def test_every_kind_of_transaction_has_its_example(example: Path) -> None:
    assert {made.kind for made in read(example).transactions} == set(Kind)


def named_kinds(path: Path) -> Iterator[str]:
    """The kinds of later facts that a module of the ledger writes, or tells apart."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.keyword(arg="kind", value=ast.Constant(value=str(kind))):
                yield kind
            case ast.Compare(
                left=ast.Attribute(attr="kind"), comparators=[ast.Constant(value=str(kind))]
            ):
                yield kind
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Set(elts=held)) if re.match(
                "_OF_|_ABOUT_", name
            ):
                yield from (each.value for each in held if isinstance(each, ast.Constant))


def test_the_kinds_of_later_facts_are_those_that_the_ledger_knows() -> None:
    known = {
        kind
        for path in (HOUSE / "ledger").rglob("*.py")
        if not path.is_relative_to(HOUSE / "ledger" / "papers")
        for kind in named_kinds(path)
    }
    assert {"fund", "approved", "agreed", "closed", "fava-option"} <= known
    described = headings("docs/book.md", "custom")
    # This one is written by its name, ledger.book.issued.KIND, and not as a text.
    assert sorted(described) == sorted(known | {ISSUED})


def test_every_kind_of_later_fact_has_its_example(example: Path) -> None:
    described = set(headings("docs/book.md", "custom"))
    book = read(example)
    about_entries = {fact.kind for entry in book.entries.values() for fact in entry.later}
    assert {fact.kind for fact in book.facts} | about_entries == described


def test_every_key_of_the_sample_and_the_examples_is_explained() -> None:
    table = text("docs/book.md").split("## What the lines with a colon say")[1].split("\n## ")[0]
    explained = re.findall(r"^\| `([a-z0-9-]+)` \|", table, re.MULTILINE)
    assert len(explained) == len(set(explained))
    whole = text("sample.beancount") + "\n".join(blocks("docs/book.md", "beancount"))
    used = set(re.findall(r"^  ([a-z][a-z0-9-]*):", whole, re.MULTILINE))
    code = "".join(path.read_text() for path in (HOUSE / "ledger").rglob("*.py"))
    assert used <= set(explained)
    assert not {key for key in set(explained) - used if f'"{key}"' not in code}


def test_the_version_is_worked_out_as_the_document_says(example: Path) -> None:
    files = [path.relative_to(example).as_posix() for path in example.rglob("*.beancount")]
    files.sort(key=lambda name: (name != "book.beancount", name))
    lines = [
        f"{name} {hashlib.sha256((example / name).read_bytes()).hexdigest()}\n" for name in files
    ]
    assert read(example).version == hashlib.sha256("".join(lines).encode()).hexdigest()


# docs/words.md

# Where the words belong to somebody else: Fava's own pages, and the printed accounts.
# Fava speaks for itself, print is not a screen, and the index speaks to its database.
NOT_OUR_SCREENS = (
    HOUSE / "webapp" / "audit",
    HOUSE / "ledger" / "index",
    TEMPLATES / "grant_reports",
)
ALLOWED = (
    "supermarket voucher",
    "supermarket’s voucher",
    # What banks call their own columns.
    "Debit Amount",
    "Credit Amount",
)
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
QUOTED = re.compile(r'"([^"]*)"|\'([^\']*)\'')


def never_said() -> list[str]:
    """The words that docs/words.md forbids on screens."""
    table = text("docs/words.md").split("## Never on a screen")[1].split("\n\n")[1]
    rows = re.findall(r"^\| ([a-z, ]+) \| [^|]{20,} \|$", table, re.MULTILINE)
    return [word for row in rows for word in row.split(", ")]


def is_our_screen(path: Path) -> bool:
    """Whether the words of a file are ours."""
    return not any(path.is_relative_to(room) for room in NOT_OUR_SCREENS)


def said_in_template(path: Path) -> list[str]:
    """What a template says: its text, and the texts that it hands to macros."""
    whole = COMMENT.sub("", path.read_text(encoding="utf-8"))
    handed = [a or b for code in CODE.findall(whole) for a, b in QUOTED.findall(code)]
    return [*CODE.sub(" ", whole).splitlines(), *handed]


def said_in_module(path: Path) -> list[str]:
    """The texts of a module that have more than one word; what explains the code is not said."""
    explained = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.Module, ast.ClassDef, *FUNCTION))
        and isinstance(node.body[0], ast.Expr)
        and not _is_a_verb_of_the_command_line(node)
    }
    return [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value.strip()
        and id(node) not in explained
    ]


def _is_a_verb_of_the_command_line(node: ast.AST) -> bool:
    """Whether a docstring is shown to who asks for help."""
    marks = getattr(node, "decorator_list", [])
    return any("command(" in ast.unparse(mark) or "group(" in ast.unparse(mark) for mark in marks)


@cache
def said() -> tuple[tuple[str, str], ...]:
    """All that our screens say, each with the file that it stands in."""
    found = [
        (path, line)
        for path in sorted(TEMPLATES.rglob("*.html"))
        if is_our_screen(path)
        for line in said_in_template(path)
    ]
    found += [
        (path, line) for path in MODULES if is_our_screen(path) for line in said_in_module(path)
    ]
    return tuple((str(path.relative_to(HOUSE)), line) for path, line in found)


def forbidden_in(line: str) -> list[str]:
    """The forbidden words in one text, in any form of theirs."""
    for phrase in ALLOWED:
        line = re.sub(phrase, "", line, flags=re.IGNORECASE)
    stems = "|".join(word.removesuffix("e") for word in never_said())
    return re.findall(
        rf"(?<![\w/_.-])(?:{stems})(?:s|e|es|ed|ing|ings)?(?![\w_/=-])", line, re.IGNORECASE
    )


def test_the_words_that_are_never_said_are_said_nowhere() -> None:
    assert set(never_said()) >= {"debit", "credit", "posting", "journal", "reconcile", "voucher"}
    assert len(said()) > 1_000
    assert not [(path, line) for path, line in said() if forbidden_in(line)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Debits and credits", ["Debits", "credits"]),
        ("We reconciled the postings.", ["reconciled", "postings"]),
        ("Like “supermarket vouchers” or “heating”.", []),
        ("vouchers/2026/2026-0042-9f2c41d7.jpg, the photo", []),
        ("discredited journalists", []),
    ],
)
def test_a_forbidden_word_is_found_as_a_whole_word(line: str, found: list[str]) -> None:
    assert forbidden_in(line) == found


def test_what_stands_in_a_template_as_a_comment_is_not_said(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text('{# a journal #}<p>{{ notice("Look", page.posting) }}</p>')
    assert [line.strip() for line in said_in_template(template)] == ["<p> </p>", "Look"]


def words_of_the_table() -> list[str]:
    """What the table of words puts on screens."""
    table = text("docs/words.md").split("## Which word where")[1].split("\n\n")[1]
    return [phrase for row in table.splitlines() for phrase in re.findall("“([^”]+)”", row)]


def test_the_words_of_the_table_are_really_on_screens() -> None:
    whole = " ".join(
        path.read_text(encoding="utf-8")
        for path in (*TEMPLATES.rglob("*.html"), *MODULES)
        if is_our_screen(path)
    ).casefold()
    assert len(words_of_the_table()) > 30
    assert not [phrase for phrase in words_of_the_table() if phrase.casefold() not in whole]


# docs/walk.md

NAMED = re.compile(r"`((?:ledger|grant_reports|webapp)/[\w/]+\.py):([\w.]+)`")


def names_in(path: Path) -> set[str]:
    """What a module defines at its top, and the methods of its classes."""
    found = set()
    for node in tree(path).body:
        match node:
            case ast.ClassDef(name=name):
                found |= {
                    name,
                    *(f"{name}.{each.name}" for each in node.body if hasattr(each, "name")),
                }
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
    return found


def test_everything_on_the_walk_is_there() -> None:
    named = NAMED.findall(text("docs/walk.md"))
    assert len(named) > 50
    astray = [
        f"{path}:{name}"
        for path, name in named
        if not (HOUSE / path).is_file() or name not in names_in(HOUSE / path)
    ]
    assert not astray


def test_the_walk_names_nothing_by_a_path_that_is_not_followed() -> None:
    """A name in a module has the form that the test above reads; all else is there by itself."""
    loose = re.findall(r"`((?:ledger|grant_reports|webapp|templates)/[^`]*)`", text("docs/walk.md"))
    followed = {f"{path}:{name}" for path, name in NAMED.findall(text("docs/walk.md"))}
    assert not [each for each in set(loose) - followed if not (HOUSE / each).exists()]


def test_all_four_journeys_are_walked_in_order() -> None:
    walked = re.findall(r"^## (\d)\. (\w+)$", text("docs/walk.md"), re.MULTILINE)
    assert walked == [("1", "Record"), ("2", "Review"), ("3", "Look"), ("4", "Audit")]


@pytest.mark.parametrize(
    ("heading", "door"), [("The write verbs", recording), ("The read verbs", reading)]
)
def test_every_public_verb_has_its_line(heading: str, door: ModuleType) -> None:
    part = text("docs/walk.md").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = re.findall(r"^\| `(\w+)` \| [^|]{10,} \|$", part, re.MULTILINE)
    verbs = [name for name in door.__all__ if inspect.isfunction(getattr(door, name))]
    assert sorted(lines) == sorted(verbs)


# Pages and templates

WEB = sorted((HOUSE / "webapp").rglob("*.py"))
PAGES = {
    node.name: node
    for path in WEB
    for node in ast.walk(tree(path))
    if isinstance(node, ast.ClassDef) and re.fullmatch(r"\w+Page", node.name)
}
FUNCTIONS = [
    (path, node) for path in WEB for node in ast.walk(tree(path)) if isinstance(node, FUNCTION)
]


def shown_pages() -> Iterator[tuple[str, set[str]]]:
    """Where a page is shown, and the classes that it may be of."""
    for path, function in FUNCTIONS:
        if path == HOUSE / "webapp" / "show.py":
            continue
        for call in ast.walk(function):
            match call:
                case ast.Call(func=ast.Name(id="render" | "refused" | "show"), args=[_, page, *_]):
                    where = f"{path.relative_to(HOUSE)}:{call.lineno}"
                    yield where, classes_of(page, function, path, set())


def classes_of(page: ast.AST, scope: ast.AST, path: Path, seen: set[str]) -> set[str]:
    """The classes of pages that an expression leads to, through names and what functions give."""
    names = {node.id for node in ast.walk(page) if isinstance(node, ast.Name)} - seen
    seen |= names
    found = names & PAGES.keys()
    for name in names - found:
        for given in (*values_of(name, scope), *values_of(name, tree(path)), *given_by(name, path)):
            found |= classes_of(given, scope, path, seen)
    return found


def values_of(name: str, scope: ast.AST) -> Iterator[ast.AST]:
    """What a name stands for in a function or a module."""
    for node in ast.walk(scope):
        match node:
            case ast.arg(arg=arg, annotation=ast.expr() as kind) if arg == name:
                yield kind
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if (
                target == name
            ):
                yield value


def given_by(name: str, path: Path) -> list[ast.AST]:
    """What a function says it gives; of several of one name, the nearest."""
    near = [(where, each) for where, each in FUNCTIONS if each.name == name and each.returns]
    near.sort(key=lambda each: (each[0] != path, each[0].parent != path.parent))
    return [each.returns for _, each in near[:1] if each.returns]


def test_every_page_that_is_shown_is_a_frozen_value_with_a_title() -> None:
    shown = dict(shown_pages())
    assert len(shown) > 30
    assert not [where for where, classes in shown.items() if not classes]
    assert not [name for name, page in PAGES.items() if not is_frozen_with_title(page)]


def is_frozen_with_title(page: ast.ClassDef) -> bool:
    """Whether a class is a frozen, slotted, keyword-only dataclass that has a title."""
    marks = {ast.unparse(mark) for mark in page.decorator_list}
    fields = {
        each.target.id
        for each in page.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    }
    methods = {each.name for each in page.body if isinstance(each, FUNCTION)}
    frozen = "dataclass(frozen=True, slots=True, kw_only=True)" in marks
    return frozen and "title" in fields | methods


def test_a_page_that_could_change_or_has_no_title_is_found() -> None:
    (thawed,) = ast.parse("@dataclass\nclass HomePage:\n    title: str").body
    (nameless,) = ast.parse(
        "@dataclass(frozen=True, slots=True, kw_only=True)\nclass HomePage:\n    lines: int"
    ).body
    assert isinstance(thawed, ast.ClassDef)
    assert isinstance(nameless, ast.ClassDef)
    assert not is_frozen_with_title(thawed)
    assert not is_frozen_with_title(nameless)


def named_templates() -> set[str]:
    """Every template that a module or another template names."""
    in_modules = {
        node.value
        for path in MODULES
        if is_our_screen(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[\w/-]+\.(html|css)", node.value)
    }
    in_templates = {
        name
        for path in TEMPLATES.rglob("*.html")
        for code in CODE.findall(COMMENT.sub("", path.read_text(encoding="utf-8")))
        for name in re.findall(r'(?:extends|include|from|import) "([\w/-]+\.(?:html|css))"', code)
    }
    return in_modules | in_templates


def test_every_template_that_is_named_is_there_and_every_one_there_is_named() -> None:
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*")}
    served = {path.name for path in (HOUSE / "webapp" / "static").iterdir()}
    assert len(there) > 20
    assert named_templates() - served == there


# Every document

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def anchors(path: Path) -> set[str]:
    """The places in a document that a link may name."""
    lines = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-") for line in lines}


def broken_links(path: Path) -> list[str]:
    """The links of a document that lead nowhere in this house."""
    broken = []
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name) if name else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(f"{path.name}: {link}")
    return broken


def test_no_link_from_a_document_is_broken() -> None:
    assert len(WRITTEN) >= 6
    assert not [link for path in WRITTEN for link in broken_links(path)]


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One place\n[a](#one-place) [b](#two) [c](gone.md) [d](https://example.org)")
    assert broken_links(page) == ["page.md: #two", "page.md: gone.md"]


def test_decisions_are_numbered_and_say_what_why_and_status() -> None:
    parts = re.split(r"^## ", text("docs/decisions.md"), flags=re.MULTILINE)[1:]
    assert [part.split(".")[0] for part in parts] == [str(n) for n in range(1, len(parts) + 1)]
    said = {
        part.splitlines()[0]: re.findall(r"^\*\*(\w+)\.\*\*", part, re.MULTILINE) for part in parts
    }
    assert not {title: marks for title, marks in said.items() if marks != ["What", "Why", "Status"]}


def test_the_documents_name_only_commands_that_there_are() -> None:
    """`./run WORD` in a document is a verb of the command line, or options of serving."""
    named = {
        word
        for path in WRITTEN
        for word in re.findall(r"\./run ([a-z][a-z-]*)\b", path.read_text(encoding="utf-8"))
    }
    assert {"check", "export"} <= named <= set(purse.list_commands(click.Context(purse)))


def test_the_folders_that_the_readme_shows_are_there() -> None:
    part = text("README.md").split("## Where things are")[1]
    shown = re.findall(r"^\| `([\w./]+)` \|", part, re.MULTILINE)
    assert {"ledger/", "webapp/", "sample.beancount"} <= set(shown)
    # The installation's own folder is made at the first start.
    assert not [name for name in shown if name != "data/" and not (HOUSE / name).exists()]


def test_the_change_log_knows_this_version() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    latest = re.findall(r"^## ([\d.]+)$", text("CHANGELOG.md"), re.MULTILINE)[0]
    assert f"{version}.".startswith(f"{latest}.")
