"""A child answers or refuses, and can do nothing else. The child's work is this file's."""

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.children import MEGABYTE, ChildFailed, ChildTooSlow, Limits, run
from ledger.errors import Refusal

HERE = __name__
LIMITS = Limits(seconds=5, clock=20.0, memory=512 * MEGABYTE)


class TinTooEmpty(Refusal):
    """A refusal that is made of figures."""

    def __init__(self, holds: int, asked: int) -> None:
        super().__init__(f"The tin holds £{holds}, and £{asked} is more.", "Ask for less.")
        self.field = "amount"


def _refuse(_payload: bytes, _rest: list[str]) -> bytes:
    raise TinTooEmpty(3, 5)


def _refuse_in_a_way_of_its_own(_payload: bytes, _rest: list[str]) -> bytes:
    unheard_of = type("UnheardOf", (Refusal,), {})
    raise unheard_of("No.", "Stop.")


def _crash(payload: bytes, _rest: list[str]) -> bytes:
    raise ValueError(payload.decode())


def _spin(_payload: bytes, _rest: list[str]) -> bytes:
    while True:
        pass


def _sleep(_payload: bytes, _rest: list[str]) -> bytes:
    time.sleep(60)
    return b"late"


def _write(_payload: bytes, rest: list[str]) -> bytes:
    Path(rest[0]).write_bytes(b"x" * 100)
    return b"written"


def _empty(_payload: bytes, rest: list[str]) -> bytes:
    os.truncate(rest[0], 0)
    return b"emptied"


def _make_noise(_payload: bytes, _rest: list[str]) -> bytes:
    os.write(1, b"noise of a library")
    return b"the answer"


def _bounds(_payload: bytes, _rest: list[str]) -> bytes:
    bounds = (resource.getrlimit(kind)[1] for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE))
    return repr((*bounds, sorted(os.environ), Path.cwd())).encode()


WORK: dict[str, Callable[[bytes, list[str]], bytes]] = {
    "echo": lambda payload, rest: payload + "".join(rest).encode(),
    "refuse": _refuse,
    "refuse in a way of its own": _refuse_in_a_way_of_its_own,
    "crash": _crash,
    "abort": lambda *_: os.abort(),
    "sleep": _sleep,
    "spin": _spin,
    "hoard": lambda *_: bytes(600 * MEGABYTE)[:1],
    "write": _write,
    "empty": _empty,
    "call out": lambda *_: socket.create_connection(("127.0.0.1", 9)).recv(1),
    "start a program": lambda *_: subprocess.check_output([sys.executable, "-V"]),
    "make noise": _make_noise,
    "bounds": _bounds,
}


def answer(payload: bytes, arguments: tuple[str, ...]) -> bytes:
    """What the children in these tests do."""
    verb, *rest = arguments
    return WORK[verb](payload, rest)


def ask(*arguments: str, payload: bytes = b"", limits: Limits = LIMITS) -> bytes:
    return run(HERE, payload, limits=limits, arguments=arguments)


def test_what_goes_in_comes_out_however_long_it_is() -> None:
    payload = os.urandom(3 * MEGABYTE)
    assert ask("echo", "a", "b", payload=payload) == payload + b"ab"


def test_nothing_in_gives_nothing_out() -> None:
    assert ask("echo") == b""


def test_a_refusal_comes_back_as_the_same_refusal() -> None:
    with pytest.raises(TinTooEmpty) as caught:
        ask("refuse")
    refusal = caught.value
    assert refusal.message == "The tin holds £3, and £5 is more."
    assert (refusal.remedy, refusal.field) == ("Ask for less.", "amount")
    assert str(refusal) == "The tin holds £3, and £5 is more. Ask for less."


def test_a_refusal_of_a_class_that_the_parent_does_not_know_is_a_plain_refusal() -> None:
    with pytest.raises(Refusal) as caught:
        ask("refuse in a way of its own")
    assert type(caught.value) is Refusal
    assert (caught.value.message, caught.value.remedy) == ("No.", "Stop.")


def test_a_crash_is_a_refusal_that_says_nothing_of_what_was_read() -> None:
    with pytest.raises(ChildFailed) as caught:
        ask("crash", payload=b"Mrs Jones of 4 Elm Street")
    assert "ValueError at test_children.py:" in caught.value.why
    assert "Jones" not in caught.value.why + str(caught.value)
    assert caught.value.remedy


def test_a_child_killed_by_a_fault_of_its_own_is_a_refusal() -> None:
    with pytest.raises(ChildFailed) as caught:
        ask("abort")
    assert caught.value.why == f"ended with code {-signal.SIGABRT}"


def test_work_that_does_not_exist_is_a_refusal() -> None:
    with pytest.raises(ChildFailed, match="could not be read"):
        run("ledger.nowhere", b"", limits=LIMITS)


def test_a_child_that_sleeps_is_ended_by_the_clock() -> None:
    began = time.monotonic()
    with pytest.raises(ChildTooSlow, match="took too long"):
        ask("sleep", limits=Limits(clock=1.5))
    assert time.monotonic() - began < 15


def test_a_child_that_does_not_read_is_ended_by_the_clock() -> None:
    with pytest.raises(ChildTooSlow):
        run("ledger.children", bytes(MEGABYTE), limits=Limits(clock=0.001))


def test_a_child_that_never_stops_computing_is_ended() -> None:
    with pytest.raises(ChildTooSlow, match="took too long"):
        ask("spin", limits=Limits(seconds=1, clock=60.0))


def test_a_child_that_asks_for_too_much_memory_fails() -> None:
    with pytest.raises(ChildFailed) as caught:
        ask("hoard")
    assert "MemoryError" in caught.value.why


def test_a_child_that_says_too_much_is_cut_off() -> None:
    with pytest.raises(ChildFailed) as caught:
        ask("echo", payload=bytes(MEGABYTE), limits=Limits(answer_bytes=MEGABYTE // 2, clock=20))
    assert "longer than allowed" in caught.value.why


def test_a_child_that_writes_a_file_fails_and_leaves_none(tmp_path: Path) -> None:
    file = tmp_path / "made"
    with pytest.raises(ChildFailed) as caught:
        ask("write", str(file))
    assert "PermissionError" in caught.value.why
    assert not file.exists()


def test_a_child_cannot_empty_a_file(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    file.write_bytes(b"figures")
    with pytest.raises(ChildFailed):
        ask("empty", str(file))
    assert file.read_bytes() == b"figures"


def test_a_child_that_may_write_is_held_to_the_size(tmp_path: Path) -> None:
    file = tmp_path / "made"
    assert ask("write", str(file), limits=Limits(file_bytes=100, clock=20)) == b"written"
    with pytest.raises(ChildFailed) as caught:
        ask("write", str(file), limits=Limits(file_bytes=50, clock=20))
    assert "OSError" in caught.value.why


@pytest.mark.parametrize("act", ["call out", "start a program"])
def test_a_child_reaches_nothing_outside(act: str) -> None:
    with pytest.raises(ChildFailed) as caught:
        ask(act)
    assert "PermissionError" in caught.value.why


def test_only_a_child_that_may_starts_others_and_it_calls_nobody() -> None:
    allowed = Limits(seconds=5, clock=20.0, memory=512 * MEGABYTE, may_start=True)
    assert ask("start a program", limits=allowed).startswith(b"Python 3")
    with pytest.raises(ChildFailed) as caught:
        ask("call out", limits=allowed)
    assert "PermissionError" in caught.value.why


def test_what_a_library_prints_is_no_part_of_the_answer() -> None:
    assert ask("make noise") == b"the answer"


def test_a_child_has_next_to_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for children")
    told = ask("bounds").decode()
    assert told.startswith("(0, 0, ['BEANCOUNT_DISABLE_LOAD_CACHE',")
    assert "SECRET_KEY" not in told
    assert told.endswith("PosixPath('/'))")


def test_no_child_is_left_behind(tmp_path: Path) -> None:
    """Neither an answered child nor one that was ended stays as a process of ours."""
    before = _children()
    ask("echo")
    with pytest.raises(ChildTooSlow):
        ask("sleep", str(tmp_path), limits=Limits(clock=1.0))
    assert _children() == before


def _children() -> str:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text()
