"""What was made by others is here unchanged, and nothing else lies beside it."""

import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHELVES = (ROOT / "webapp/static/vendor", ROOT / "grant_reports/fonts", ROOT / "tests/vendor")


def listed(shelf: Path) -> dict[str, str]:
    lines = (shelf / "HASHES").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


@pytest.mark.parametrize("shelf", SHELVES, ids=lambda shelf: shelf.parent.name)
def test_each_file_made_by_others_is_the_one_that_was_listed(shelf: Path) -> None:
    found = {
        path.relative_to(shelf).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in shelf.rglob("*")
        if path.is_file() and path.name != "HASHES"
    }
    assert found == listed(shelf)


@pytest.mark.parametrize("shelf", SHELVES, ids=lambda shelf: shelf.parent.name)
def test_each_shelf_carries_a_licence(shelf: Path) -> None:
    assert any("licence" in name.lower() or "license" in name.lower() for name in listed(shelf))
