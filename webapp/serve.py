"""Serve the web app with waitress: one process, some threads, for one machine or behind a proxy."""

import waitress  # type: ignore[import-untyped]

from webapp import create_app
from webapp.settings import Settings

_THREADS = 8
_MOST_BYTES = 41 * 1024 * 1024


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped; what a proxy says of the visitor is believed only when there is one."""
    trusted: dict[str, object] = {}
    if settings.proxied:
        trusted = {
            "trusted_proxy": "127.0.0.1",
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"},
        }
    waitress.serve(
        create_app(settings),
        host=host,
        port=port,
        threads=_THREADS,
        max_request_body_size=_MOST_BYTES,
        clear_untrusted_proxy_headers=True,
        ident=None,
        _quiet=True,
        **trusted,
    )
