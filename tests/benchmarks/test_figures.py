"""A figure is a median of pairs, and it holds or it does not."""

import json

import pytest

from benchmarks.figures import Figure, as_json, compared, not_measured, percentile, table
from benchmarks.timing import by_turns, seconds


def test_the_ratio_is_the_median_of_the_pairs_and_not_of_the_sides() -> None:
    """Where the machine was slow for one pair, both sides were slow, and the ratio stays."""
    pairs = [(1.0, 10.0), (8.0, 80.0), (3.0, 10.0)]

    found = compared("page", pairs, 1 / 5)

    assert (found.ours, found.anchor) == (3.0, 10.0)
    assert found.ratio == pytest.approx(0.1)
    assert found.holds


def test_a_figure_holds_up_to_its_target() -> None:
    holds = [compared("page", [(3.0, 2.0)], target).holds for target in (2.0, 1.5, 1.49)]
    assert holds == [True, True, False]


def test_the_slowest_of_a_hundred_is_found() -> None:
    assert percentile(range(1, 101), 0.99) == 99
    assert percentile([5.0], 0.99) == 5.0
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0


def test_the_list_has_the_six_names_and_nothing_else() -> None:
    (told,) = json.loads(as_json([compared("page", [(1.0, 2.0)], 2.0)]))

    assert told == {
        "name": "page",
        "ours": 1.0,
        "anchor": 2.0,
        "ratio": 0.5,
        "target": 2.0,
        "holds": True,
    }


def test_what_could_not_be_measured_does_not_hold() -> None:
    broken = not_measured("page")

    assert not broken.holds
    assert "could not be measured" in table([broken])


def test_the_table_says_seconds_memory_and_fractions_as_people_do() -> None:
    figures = [
        compared("record and show", [(0.012, 2.4)], 1 / 100),
        compared("memory of 60 groups", [(3 * 1024 * 1024, 1024 * 1024)], 1 / 6),
    ]

    _, first, second = table(figures).splitlines()

    assert first.split()[3:] == ["12.00", "ms", "2.40", "s", "1/200", "1/100", "holds"]
    assert second.split()[4:] == ["3.0", "MB", "1.0", "MB", "3.00×", "0.17×", "MISSED"]


def test_turns_are_taken_and_each_begins_as_often() -> None:
    order: list[str] = []

    def told(name: str, value: float) -> float:
        order.append(name)
        return value

    pairs = by_turns(2, lambda: told("ours", 1.0), lambda: told("anchor", 2.0))

    assert pairs == [(1.0, 2.0), (1.0, 2.0)]
    assert order == ["ours", "anchor", "anchor", "ours"]


def test_what_is_timed_is_done_once() -> None:
    done: list[int] = []
    assert seconds(lambda: done.append(1)) > 0
    assert done == [1]


def test_a_figure_is_a_value() -> None:
    with pytest.raises(AttributeError):
        compared("page", [(1.0, 2.0)], 2.0).ratio = 0.0  # type: ignore[misc]  # frozen, as is shown
    assert Figure.__slots__
