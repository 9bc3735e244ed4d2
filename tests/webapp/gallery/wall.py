"""The gallery's small application: one page for each screen that the look must carry."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask, Response, flash, g, render_template
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tests.webapp.gallery import values
from webapp.kept import keep_parts
from webapp.navigation import OFFERS, add_navigation
from webapp.show import spelt

ROOT = Path(__file__).resolve().parents[3]
SCREENS = ("home", "money-out", "refused", "entry", "listing", "fund", "empty", "letter", "parts")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
    " font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page is given: here only its title."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group as the frame knows it."""

    address: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person as the frame knows them."""

    number: str
    name: str
    role: str


def money(pence: int) -> Markup:
    """Pence as the real application shows them: pounds with two figures, never negative."""
    return Markup('<span class="money">£{:,}.{:02}</span>').format(*divmod(pence, 100))


def day(when: date) -> Markup:
    """A day as 14 March 2026."""
    return Markup('<time datetime="{}">{}</time>').format(when, f"{when.day} {when:%B %Y}")


def hang() -> Flask:
    """The gallery, ready to serve: the real templates and static files, and invented values."""
    app = Flask("gallery", root_path=str(ROOT / "webapp"))
    app.secret_key = "only for the gallery"
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(ROOT / "templates"),
            FileSystemLoader(Path(__file__).parent / "templates"),
        ]
    )
    app.jinja_env.globals.update(money=money, day=day)
    app.jinja_env.filters.update(spelt=spelt)
    keep_parts(app)
    _offer_places(app)
    app.add_url_rule("/look/<name>", "screen", _screen)
    app.add_url_rule("/paper/<int:number>.svg", "paper", _paper)
    app.after_request(_guarded)
    return app


def _offer_places(app: Flask) -> None:
    # One page may be offered in other words to others.
    for endpoint in {offer.endpoint for offer in OFFERS}:
        address = "/<address>/" + endpoint.replace(".", "/")
        app.add_url_rule(address, endpoint, lambda address: address)
    app.add_url_rule("/leave", "sign_in.leave", lambda: "", methods=["POST"])
    add_navigation(app)

    @app.before_request
    def somebody_is_here() -> None:
        g.group = Group(address="elm-street", title="Elm Street Mutual Aid")
        g.member = Member(number="P003", name="Priya", role="treasurer")


def _screen(name: str) -> str:
    inside = name != "letter"
    if name == "parts":
        flash("The council grant’s dates were changed.")
    return render_template(
        f"gallery/{name}.html",
        page=Page(title=values.TITLES[name]),
        group=g.group,
        member=g.member if inside else None,
        v=values,
        **({} if inside else {"navigation": (), "leaving": None}),
    )


def _paper(number: int) -> Response:
    lines = "".join(
        f'<path d="M30 {110 + 26 * n}h{70 + (n * 37 + number * 13) % 60}M190 {110 + 26 * n}h30"/>'
        for n in range(9)
    )
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="250" height="400" viewBox="0 0 250 400">'
        '<rect width="250" height="400" fill="#f4f1ea"/><g stroke="#55524c" stroke-width="6">'
        f'{lines}<path d="M75 50h100" stroke-width="22"/><path d="M30 350h190"/></g></svg>'
    )
    return Response(drawn, mimetype="image/svg+xml")


def _guarded(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
