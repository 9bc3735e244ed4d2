"""Whoever waits is told what is being done, and nobody else is."""

import time

from ledger.reading.progress import Progress


def test_what_is_quick_is_not_told() -> None:
    told: list[str] = []
    with Progress(told.append) as say:
        say("Reading …")
        say("Writing …")
    assert told == []


def test_what_takes_long_is_told_while_it_lasts_and_what_follows_too() -> None:
    told: list[str] = []
    with Progress(told.append, patience=0.02) as say:
        say("Reading …")
        while not told:
            time.sleep(0.005)
        say("Writing …")
    assert told == ["Reading …", "Writing …"]


def test_nothing_is_told_after_the_end() -> None:
    told: list[str] = []
    with Progress(told.append, patience=0.05) as say:
        say("Reading …")
    time.sleep(0.1)
    assert told == []
