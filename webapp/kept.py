"""Parts of pages that are drawn once for the same values, and kept; and addresses.

Most of what a page costs is filling its template, and most pages are asked for again before
anything in them is another. A template says what a part is made of:

    {% call kept("places", navigation) %} … {% endcall %}

What is drawn hangs on these values and on nothing else, which a test holds every template to. So
there is nothing to forget when something changes: other values are another part.
"""

from collections.abc import Callable, Hashable

import flask
from markupsafe import Markup

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
    """Let the templates of an app keep parts of their pages."""
    app.jinja_env.globals["kept"] = kept


def address(app: flask.Flask, build: Callable[..., str], endpoint: str, **parts: object) -> str:
    """Give an address that was built before on the same terms, or build it now.

    Only a whole one within this installation is kept, of short words, and with no secret in it.
    """
    # Flask says of each thing that was not asked for that it was not.
    said = {name: value for name, value in parts.items() if value is not None}
    is_plain = all(
        type(value) is str and len(value) <= _LONGEST_WORD and name[:1] != "_" and name != "secret"
        for name, value in said.items()
    )
    if not is_plain or endpoint[:1] == "." or not flask.has_request_context():
        return build(endpoint, **parts)
    asked = flask.request
    known: Kept[str] = app.extensions.setdefault(_ADDRESSES, Kept(_MOST_ADDRESSES))
    terms = (endpoint, asked.script_root, asked.method, *sorted(said.items()))
    return known.found(terms, lambda: build(endpoint, **said))
