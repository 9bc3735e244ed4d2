"""Parts of pages that are drawn once for the same values, and kept; and addresses.

Most of what a page costs is filling its template, and most pages are asked for again before
anything in them is another. A template says what a part is made of:

    {% call kept("places", navigation) %} … {% endcall %}

What is drawn hangs on these values and on nothing else, which a test holds every template to. So
there is nothing to forget when something changes: other values are another part.
"""

from collections.abc import Callable, Hashable
from typing import cast

import flask
from markupsafe import Markup
from werkzeug.local import LocalProxy

from ledger.kept import Kept

# Some four megabytes: the homes of the groups that are looked at just now.
_parts: Kept[Markup] = Kept(256)
_ADDRESSES = "purse.addresses"
_MOST_ADDRESSES = 4_096
_LONGEST_WORD = 100


def kept(*made_of: Hashable, caller: Callable[[], Markup]) -> Markup:
    """Give a part of a page that was drawn before of the very same values, or draw it now.

    Its addresses begin with where this installation is mounted, so that counts as well.
    """
    return _parts.found((flask.request.script_root, *made_of), caller)


def keep_parts(app: flask.Flask) -> None:
    """Let the templates of an app keep parts of their pages, and the app its addresses."""
    app.jinja_env.globals["kept"] = kept
    app.extensions[_ADDRESSES] = Kept(_MOST_ADDRESSES)


def address(app: flask.Flask, build: Callable[..., str], endpoint: str, **parts: object) -> str:
    """Give an address that was built before on the same terms, or build it now.

    Only a whole one within this installation is kept, of short words, and with no secret in it.
    """
    # Flask says of each thing that was not asked for that it was not.
    said = {name: value for name, value in parts.items() if value is not None}
    if endpoint[:1] == "." or not flask.has_request_context():
        return build(endpoint, **parts)
    for name, value in said.items():
        is_plain = type(value) is str and len(value) <= _LONGEST_WORD and name[:1] != "_"
        if not is_plain or name == "secret":
            return build(endpoint, **parts)
    # Looked up once, as in `here.visitor`: a page has many addresses.
    stand_in = cast("LocalProxy[flask.Request]", flask.request)
    asked = stand_in._get_current_object()  # noqa: SLF001 - its documented way
    known: Kept[str] = app.extensions[_ADDRESSES]
    terms = (endpoint, asked.root_path, asked.method, *said.items())
    return known.found(terms, lambda: build(endpoint, **said))
