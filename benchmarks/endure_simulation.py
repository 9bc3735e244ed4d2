"""A seeded simulation: the real writer on a simulated disk, with faults, crashes and recoveries.

One seed is one small book. Two programs record in it by turns; at any step of a writer it may be
killed, the disk may be full or fail to flush, or the power may go. At the end both are started
again, one more form is recorded, and then everything that was acknowledged must be there once.
"""

import logging
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from unittest.mock import patch

from benchmarks.endure_disk import Killed, PowerCut, SimulatedDisk
from benchmarks.endure_forms import DAYS, Form, Found, examined, send, small_book
from ledger.errors import Refusal
from ledger.journal import disk
from ledger.journal.disk import Running

_FAULTS = ("kill", "kill", "kill", "cut", "cut", "full", "flush")
_STEPS_OF_AN_ACT, _STEPS_AFTER_A_NAME = 40, 5
_OF_THE_DISK = disk.DiskDeclined, disk.PerhapsRecorded, disk.WritingStopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Bug:
    """A way of writing that looks right and is not: another disk, or another line of the writer."""

    name: str
    disk: type[SimulatedDisk] = SimulatedDisk
    inside: Callable[[], AbstractContextManager[object]] = nullcontext


@dataclass(slots=True, kw_only=True)
class _World:
    """One book, its disk, the two programs that write in it, and what they were told."""

    shelf: Path
    disk: SimulatedDisk
    chance: random.Random
    programs: list[Running] = field(default_factory=list)
    sent: list[Form] = field(default_factory=list)
    told: dict[int, str] = field(default_factory=dict)
    turn: int = 0
    wild: float = 0.5
    months: dict[Path, bytes] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


SOUND = Bug(name="none")


def simulate(seed: int, bug: Bug = SOUND) -> Found:
    """Live through one seed, and look at what is left; a planted bug is there for all of it."""
    chance = random.Random(seed)  # noqa: S311 - moments and choices, not secrets
    with _a_book() as shelf, _quiet(), _clock(seed), bug.inside():
        simulated = bug.disk(shelf, chance)
        world = _World(shelf=shelf, disk=simulated, chance=chance)
        world.programs = [_started(world), _started(world)]
        world.wild = chance.choice((0.25, 0.7))
        for place in range(chance.randint(4, 9)):
            _maybe_a_fault(world)
            _act(world, _form(world, place))
            _months_only_grew(world)
        _recover(world)
        found = examined(shelf, world.sent, world.told)
        return replace(found, torn=(*found.torn, *world.wrong))


def _started(world: _World) -> Running:
    return Running(steps=world.disk, later=lambda _: None)


def _maybe_a_fault(world: _World) -> None:
    """Let a fault lie ahead, now and then or mostly; most of them close to where it matters."""
    if _chance(world, world.wild):
        world.disk.fault = world.chance.choice(_FAULTS)
        world.disk.waits_for = world.chance.choice(("", ".beancount", ".jpg", "folder"))
        most = _STEPS_AFTER_A_NAME if world.disk.waits_for else _STEPS_OF_AN_ACT
        world.disk.ahead = world.chance.randint(1, most)


def _chance(world: _World, part: float) -> bool:
    return world.chance.random() < part


def _form(world: _World, place: int) -> Form:
    """Take a new form, or send an old one again: somebody saw no answer, or pressed twice."""
    if world.sent and _chance(world, 0.3 if world.sent[-1].place in world.told else 0.5):
        return world.sent[-1] if _chance(world, 0.8) else world.chance.choice(world.sent)
    form = Form(place=place, has_paper=_chance(world, 0.6), day=world.chance.choice(DAYS))
    world.sent.append(form)
    return form


def _act(world: _World, form: Form) -> None:
    """Send a form to one of the programs, and live with what becomes of it."""
    which = world.turn = world.turn if _chance(world, 0.65) else 1 - world.turn
    try:
        with disk.running(world.programs[which]):
            number = send(world.shelf, form)
    except Killed:
        world.programs[which] = _started(world)
        # Whoever was killed comes back late; the other one goes on meanwhile.
        world.turn = 1 - which
    except PowerCut:
        _cut(world)
    except _OF_THE_DISK:
        if _chance(world, 0.5):
            world.programs[which] = _started(world)
    except Refusal as refusal:
        world.wrong.append(f"refused: {refusal}")
    else:
        _told(world, form, number)
        # The power goes between two acts, too.
        if _chance(world, world.wild / 4):
            _cut(world)


def _told(world: _World, form: Form, number: str) -> None:
    before = world.told.setdefault(form.place, number)
    if before != number:
        world.wrong.append(f"form {form.place} was {before} and is {number}")
    _months_only_grew(world)
    _remember_months(world)
    text = b"".join(world.months.values())
    world.wrong += [
        f"{path.name} was not swept"
        for path in world.shelf.glob("vouchers/*/*")
        if path.name.encode() not in text
    ]


def _cut(world: _World) -> None:
    world.disk.fault = ""
    world.disk.cut()
    world.programs = [_started(world), _started(world)]


def _months_only_grew(world: _World) -> None:
    """See that every byte stays where it was when it was last acknowledged."""
    now = {path: path.read_bytes() for path in (world.shelf / "journal").iterdir()}
    for path, before in world.months.items():
        if not now.get(path, b"").startswith(before):
            world.wrong.append(f"old bytes of {path.name} changed")


def _remember_months(world: _World) -> None:
    folder = world.shelf / "journal"
    world.months = {path: path.read_bytes() for path in folder.iterdir()}


def _recover(world: _World) -> None:
    """Let all start again after a last power cut, or one program go on alone; record one more form.

    The one that goes on may be the one that knew nothing of another's being killed.
    """
    world.disk.fault = ""
    if _chance(world, 0.5):
        _cut(world)
    else:
        alone = world.chance.choice(world.programs)
        world.programs = [_started(world) if world.shelf in alone.stopped else alone]
    last = Form(place=len(world.sent) + 100, has_paper=True)
    world.sent.append(last)
    for program in world.programs:
        try:
            with disk.running(program):
                _told(world, last, send(world.shelf, last))
        except Refusal as refusal:
            world.wrong.append(f"refused after recovery: {refusal}")


@contextmanager
def _a_book() -> Iterator[Path]:
    home = Path(tempfile.mkdtemp(prefix="endure-", dir=_quick()))
    try:
        yield Path(shutil.copytree(_pattern(), home / "book"))
    finally:
        shutil.rmtree(home)


@cache
def _pattern() -> Path:
    """Give the same book each time, made once; it goes with the program."""
    return small_book(Path(tempfile.mkdtemp(prefix="endure-pattern-", dir=_quick()), "book"))


def _quick() -> Path | None:
    """Give a place in memory, where the machine has one: the disk is simulated anyway."""
    memory = Path("/dev/shm")  # noqa: S108 - folders of random names, made for us alone
    return memory if memory.is_dir() else None


@contextmanager
def _clock(seed: int) -> Iterator[None]:
    """Let the clock be the seed's own, and jump over years in both directions."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    with patch.object(time, "time", lambda: 1_700_000_000 + chance.uniform(-4e7, 4e7)):
        yield


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the writer's own words about its faults to itself: they were ordered."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
