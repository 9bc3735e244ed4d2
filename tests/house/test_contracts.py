"""The contracts of pyproject.toml hold, and each of them is seen to break when it is broken."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
PACKAGES = ("ledger", "grant_reports", "webapp")
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
}

# One forbidden line for each contract: the room that would know too much, and what it would import.
BREAKS = {
    "packages": ("ledger.errors", "import grant_reports"),
    "rooms": ("ledger.errors", "import ledger.money"),
    "doors": ("grant_reports.pdf", "import ledger.book"),
    "lookers": ("ledger.reading", "import ledger.journal"),
    "blueprints": ("webapp.blueprints.public", "import webapp.blueprints.sign_in"),
    "no-web-in-the-ledger": ("ledger.money", "import flask"),
    "beancount": ("ledger.book", "import beancount"),
    "weasyprint": ("webapp.audit", "import weasyprint"),
    "fava": ("webapp.blueprints.public", "import fava"),
    "webauthn": ("webapp.door", "import webauthn"),
    "no-cycles": ("grant_reports.pdf", "import grant_reports.cycle"),
}


def lint(root: Path) -> str:
    """What import-linter says about the packages in a folder."""
    program = "from importlinter.cli import lint_imports_command as lint; lint()"
    words = [sys.executable, "-c", program, "--no-logo", "--no-cache"]
    return subprocess.run(words, cwd=root, capture_output=True, text=True, check=False).stdout


def file_of(root: Path, module: str) -> Path:
    """Where a module is written, be it a file or a package."""
    path = root.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages' own Python files and their contracts, to be broken at will."""
    return copied(tmp_path)


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says about such a copy before anything in it is broken."""
    return lint(copied(tmp_path_factory.mktemp("unbroken")))


def copied(folder: Path) -> Path:
    only_python = _leave_out(lambda path: path.is_file() and path.suffix != ".py")
    for package in PACKAGES:
        shutil.copytree(HOUSE / package, folder / package, ignore=only_python)
    shutil.copy(HOUSE / "pyproject.toml", folder)
    # A second file, so that two rooms of the reports can know each other.
    (folder / "grant_reports" / "cycle.py").write_text("import grant_reports.pdf\n")
    return folder


def _leave_out(unwanted: Callable[[Path], bool]) -> Callable[[str, list[str]], list[str]]:
    return lambda folder, names: [name for name in names if unwanted(Path(folder, name))]


def test_every_contract_is_kept() -> None:
    said = lint(HOUSE)
    assert f"{len(CONTRACTS)} kept, 0 broken" in said, said


def test_there_is_a_break_for_every_contract() -> None:
    assert set(BREAKS) == set(CONTRACTS)


@pytest.mark.parametrize("contract", BREAKS)
def test_breaking_a_contract_is_caught_by_its_name(
    contract: str, copy: Path, unbroken: str
) -> None:
    module, line = BREAKS[contract]
    assert f"{CONTRACTS[contract]} KEPT" in unbroken

    with file_of(copy, module).open("a") as file:
        file.write(f"\n{line}\n")

    assert f"{CONTRACTS[contract]} BROKEN" in lint(copy)


def test_an_import_for_types_only_counts_too(copy: Path) -> None:
    with file_of(copy, "ledger.money").open("a") as file:
        file.write(
            "\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import ledger.book\n"
        )

    assert f"{CONTRACTS['rooms']} BROKEN" in lint(copy)


def test_a_way_round_by_a_third_room_is_caught(copy: Path) -> None:
    """The public page asks a helper, and the helper records."""
    (copy / "webapp" / "helper.py").write_text("import ledger.recording\n")
    with file_of(copy, "webapp.blueprints.public").open("a") as file:
        file.write("\nimport webapp.helper\n")

    assert f"{CONTRACTS['lookers']} BROKEN" in lint(copy)


def test_a_room_that_no_contract_names_is_caught(copy: Path) -> None:
    (copy / "ledger" / "cellar.py").write_text('"""A room nobody planned."""\n')

    assert f"{CONTRACTS['rooms']} BROKEN" in lint(copy)
