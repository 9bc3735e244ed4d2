"""The app for a server behind a proxy, from its environment: `gunicorn 'webapp.wsgi:app()'`.

`PURSE_DATA` is the data folder, `PURSE_HOSTS` the names that it answers to, with commas between.
The proxy stands on the same machine, speaks HTTPS to the world, and says who is asking.
"""

import os
from dataclasses import replace
from pathlib import Path

import flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.app import create_app
from webapp.aside import sweep
from webapp.logs import log_to_stderr
from webapp.settings import settings_for
from webapp.watching import watch


class EnvironmentIncomplete(RuntimeError):
    """The app does not start, because its environment does not say all that it must."""


def app() -> flask.Flask:
    """Make the app of `PURSE_DATA`, for the names of `PURSE_HOSTS`.

    Raises:
        EnvironmentIncomplete: one of the two is missing. Without names, a page of another site
            could reach the app under a name of its own.
    """
    folder = os.environ.get("PURSE_DATA", "")
    hosts = tuple(filter(None, map(str.strip, os.environ.get("PURSE_HOSTS", "").split(","))))
    if not folder or not hosts:
        raise EnvironmentIncomplete(
            "Set PURSE_DATA to the data folder and PURSE_HOSTS to its names."
        )
    settings = settings_for(Path(folder), secure=True, loopback_only=False, proxied=True)
    log_to_stderr()
    sweep(settings.books)
    made = create_app(replace(settings, hosts=hosts))
    # One proxy, which writes these headers itself; what a visitor sends under their names is lost.
    made.wsgi_app = ProxyFix(made.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]  # as Flask documents it
    watch(settings.folder)
    return made
