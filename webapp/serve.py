"""Serving the web app: with waitress on plain loopback, with cheroot where HTTPS is wanted."""

import logging
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import flask
from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from waitress import wasyncore
from waitress.server import create_server

from ledger.errors import Refusal

_log = logging.getLogger("webapp.serve")
_THREADS = 8
_MOST_BYTES = 41 * 1024 * 1024
_MOST_BYTES_OF_A_HEAD = 64 * 1024
_WAITING = 128
# How many seconds an end that was asked for may go unseen.
_LOOK_AGAIN = 0.5

IsStopped = Callable[[], bool]


class PortBusy(Refusal):
    """Something else listens at that port, or this account may not."""

    def __init__(self, port: int, why: str) -> None:
        """Name the port, and another to take."""
        other = port + 1 if 1024 <= port < 65535 else 8001  # noqa: PLR2004 - ports of one's own
        super().__init__(
            f"Port {port} cannot be used: {why}.",
            f"Perhaps Common Purse runs already; else take another one, like --port {other}.",
        )


class _OverHttps(Server):
    """Cheroot, but a phone that hangs up to ask its owner about the certificate is no news."""

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:  # noqa: FBT001, FBT002 - as cheroot calls it
        """Log what happened, quietly."""
        _log.log(min(level, logging.INFO), msg, exc_info=traceback)


def listening(host: str, port: int) -> socket.socket:
    """Take a port before anything else is done, so that a busy one is told at once.

    Raises:
        PortBusy: it cannot be taken.
    """
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # A port that was left a moment ago is free, whatever the system still waits for.
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(_WAITING)
    except OSError as fault:
        taken.close()
        why = (fault.strerror or "the system declined").lower()
        raise PortBusy(port, why) from fault
    return taken


def serve_plainly(app: flask.Flask, taken: socket.socket, is_stopped: IsStopped) -> None:
    """Serve on a port that was taken, until stopped."""
    places: dict[int, socket.socket] = {}
    server = create_server(
        app,
        places,
        sockets=[taken],
        threads=_THREADS,
        max_request_body_size=_MOST_BYTES,
        clear_untrusted_proxy_headers=True,
        ident=None,
    )
    try:
        while not is_stopped():
            wasyncore.loop(timeout=_LOOK_AGAIN, map=places, count=1)
    finally:
        server.task_dispatcher.shutdown()


def serve_over_https(
    app: flask.Flask,
    place: tuple[str, int],
    keys: tuple[Path, Path],
    ready: Callable[[], None],
    is_stopped: IsStopped,
) -> None:
    """Serve over HTTPS with a certificate and its key, until stopped; `ready` is told first.

    Raises:
        PortBusy: the port cannot be taken.
    """
    certificate, key = keys
    server = _OverHttps(place, app, numthreads=_THREADS)
    server.software = "Common Purse"
    server.max_request_body_size = _MOST_BYTES
    server.max_request_header_size = _MOST_BYTES_OF_A_HEAD
    server.ssl_adapter = BuiltinSSLAdapter(str(certificate), str(key))
    try:
        server.prepare()
    except OSError as fault:
        raise PortBusy(place[1], (fault.strerror or "the system declined").lower()) from fault
    threading.Thread(target=_end, args=(server, is_stopped), daemon=True).start()
    try:
        ready()
        server.serve()
    finally:
        server.stop()


def _end(server: Server, is_stopped: IsStopped) -> None:
    """Stop a server once that was asked for."""
    while not is_stopped():
        time.sleep(_LOOK_AGAIN)
    server.stop()


@contextmanager
def until_stopped() -> Iterator[IsStopped]:
    """Turn an end asked for by the keyboard or by the system into a quiet one.

    What it gives tells whether that was asked for, and whoever serves looks at it: an interrupt
    alone is lost where Python happens to tidy up, since it raises nothing out of there.
    """
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        raise KeyboardInterrupt

    # Only the first thread may listen to the system; a test serves from another one.
    if threading.current_thread() is threading.main_thread():
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, stop)
    with suppress(KeyboardInterrupt):
        yield lambda: bool(asked)
