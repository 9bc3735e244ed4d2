"""The app of one data folder: everything that a request meets, in its order."""

import datetime as dt
import sys
import traceback
from collections.abc import Callable, MutableMapping
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, cast

import flask
import jinja2
from flask.templating import Environment
from flask_wtf import CSRFProtect

from ledger.reading.moment import at_one_moment
from webapp import here, people
from webapp.blueprints import ONLY_LOOKED_AT, ROOMS
from webapp.door import stand_at_the_door
from webapp.failures import say_failures_in_words
from webapp.kept import address, keep_parts
from webapp.left_open import bring_forms_back
from webapp.limits import limit_tries
from webapp.navigation import add_navigation
from webapp.people import remembered
from webapp.people.passwords import nobodys_hash
from webapp.people.sessions import DAYS_SIGNED_IN
from webapp.reading_anew import broke_on_its_index, tell_while_reading
from webapp.security import (
    MOST_BYTES_IN_FIELDS,
    RowNumber,
    SignedCookie,
    add_headers,
    cookie_settings,
    limit_fields,
    refuse_from_elsewhere,
    token_of_forms,
)
from webapp.settings import Settings
from webapp.show import add_words
from webapp.signing_in import know_visitors
from webapp.who_may import RULES, check_rules

_TEMPLATES = Path(__file__).parent.parent / "templates"
_MOST_BYTES = 40 * 1024 * 1024
# A page asks its index dozens of times, and after each answer waits for its turn beside a thread
# that works out a print: five milliseconds each, if Python were left as it is.
_TURN_SECONDS = 0.0002


class Templates(Environment):
    """Flask's templates, all of which know the same words: none is given words of its own.

    So the words need not be compared one by one wherever one template takes a part of another.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give the words that a template knows."""
        return super().make_globals(d) if d else self.globals


class Purse(flask.Flask):
    """Flask, but an error in the log tells the route and never the address, which may be secret.

    And a page is made of one reading of the book, however many of its figures it asks for.
    """

    jinja_environment = Templates

    def url_for(self, /, endpoint: str, **parts: Any) -> str:  # noqa: ANN401 - as Flask has it
        """Build an address as Flask does, or give it as it was built before."""
        return address(self, super().url_for, endpoint, **parts)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Give back what is to be called: nothing here is asynchronous."""
        return func

    def full_dispatch_request(self) -> flask.Response:
        """Answer from one moment of the books, from the door to the headers.

        A look that broke on an index that is damaged, and so is gone by now, is answered once more.
        """
        try:
            return self._answered()
        except Exception as fault:
            if not broke_on_its_index(fault):
                raise
        return self._answered()

    def _answered(self) -> flask.Response:
        with at_one_moment(), remembered.at_one_moment():
            return super().full_dispatch_request()

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> None:
        """Log what broke, where, and behind which route, without what was asked for.

        The words of an error may be a person's own, so its kind and its lines are all that is kept.
        """
        kind, _, lines = exc_info
        name = kind.__name__ if kind else "something"
        places = "".join(traceback.format_tb(lines))
        self.logger.error("%s broke: %s\n%s", flask.request.endpoint, name, places)


def create_app(settings: Settings) -> flask.Flask:
    """Make the web app of one data folder; it refuses to start where a route has no rule.

    Raises:
        RoutesAndRulesDiffer: see `webapp.who_may.check_rules`.
    """
    sys.setswitchinterval(_TURN_SECONDS)
    # Named for the package: its log, and the folder of what is served as it is.
    app = Purse("webapp", template_folder=str(_TEMPLATES))
    app.config.from_mapping(
        cookie_settings(settings),
        MAX_CONTENT_LENGTH=_MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES_IN_FIELDS,
        PERMANENT_SESSION_LIFETIME=dt.timedelta(days=DAYS_SIGNED_IN),
        TRUSTED_HOSTS=_hosts(settings),
    )
    app.session_interface = SignedCookie(app)
    app.jinja_env.undefined = jinja2.StrictUndefined
    here.install(app, settings, people.open_store(settings.folder))
    # The order is that in which a request meets them.
    app.before_request(refuse_from_elsewhere)
    app.before_request(limit_fields)
    know_visitors(app)
    limit_tries(app)
    stand_at_the_door(app)
    tell_while_reading(app)
    forged = CSRFProtect(app)
    # The first is for pages, the second for the parts that templates share.
    app.context_processor(lambda: {"csrf_token": token_of_forms})
    app.jinja_env.globals["csrf_token"] = token_of_forms
    add_words(app)
    keep_parts(app)
    add_navigation(app)
    add_headers(app, settings)
    say_failures_in_words(app)
    bring_forms_back(app)
    _open_rooms(app, forged)
    check_rules(app, RULES)
    nobodys_hash()
    return app


def _open_rooms(app: flask.Flask, forged: CSRFProtect) -> None:
    app.url_map.converters["int"] = RowNumber
    for room in ROOMS:
        module = import_module(f"webapp.blueprints.{room}")
        app.register_blueprint(cast("flask.Blueprint", module.blueprint))
        if room in ONLY_LOOKED_AT:
            forged.exempt(module.blueprint)


def _hosts(settings: Settings) -> list[str] | None:
    # On loopback a page of another site could otherwise reach us under a name of its own.
    if settings.hosts:
        return list(settings.hosts)
    return ["localhost", "127.0.0.1", "[::1]"] if settings.loopback_only else None
