"""A real browser before the gallery: phone and desk, light and dark."""

import threading
from collections.abc import Iterator

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.webapp.gallery.wall import hang


class Quiet(WSGIRequestHandler):
    """A server that says nothing about each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def gallery() -> Iterator[str]:
    """Where the gallery hangs, on this machine only."""
    server = make_server("127.0.0.1", 0, hang(), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
