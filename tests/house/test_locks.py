"""The requirement files: every package pinned, every file known by its hash, no address."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"([a-z0-9][a-z0-9._-]*)==(\S+)(?: ; (.+?))?((?: --hash=sha256:[0-9a-f]{64})+)")
NAME = re.compile(r"[A-Za-z0-9._-]+")


def pins(lock: str) -> list[tuple[str, str]]:
    """Name and version of every package of a lock; each line must be a pin with its hashes."""
    text = (HOUSE / lock).read_text().replace("\\\n", " ")
    found = []
    for line in filter(None, text.splitlines()):
        pin = PIN.fullmatch(re.sub(" +", " ", line))
        assert pin, f"not a pin with hashes: {line[:80]}"
        found.append((pin[1], pin[2]))
    return found


def wanted(source: str) -> set[str]:
    """The names asked for in a .in file and in those that it includes, as locks spell them."""
    names = set()
    for line in (HOUSE / source).read_text().splitlines():
        if line.startswith("-r "):
            names |= wanted(line.removeprefix("-r "))
        elif name := NAME.match(line):
            names.add(name[0].lower().replace("_", "-"))
    return names - {"-c"}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_hashed(lock: str) -> None:
    assert len(pins(lock)) > len(wanted(lock.replace(".txt", ".in")))


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_holds_an_address_or_an_option(lock: str) -> None:
    text = (HOUSE / lock).read_text()
    assert not re.search(r"://|@|^-", text, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_all_that_is_asked_for(lock: str) -> None:
    missing = wanted(lock.replace(".txt", ".in")) - {name for name, _ in pins(lock)}
    assert not missing, "run tools/lock"


def test_tests_run_on_the_very_versions_that_people_run() -> None:
    assert set(pins("requirements.txt")) <= set(pins("requirements-dev.txt"))


def test_fava_stands_at_the_version_whose_addresses_are_guarded() -> None:
    assert ("fava", "1.30.16") in pins("requirements.txt")
