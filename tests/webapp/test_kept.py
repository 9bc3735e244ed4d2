"""Parts of pages are kept by what they are made of, and templates say all of that."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import flask
import jinja2
import pytest
from flask_wtf.csrf import validate_csrf
from jinja2 import meta, nodes

from ledger.kept import Kept
from webapp.app import create_app
from webapp.security import token_of_forms
from webapp.settings import Settings

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture
def app(settings: Settings) -> flask.Flask:
    return create_app(settings)


def drawn(app: flask.Flask, source: str, mount: str = "", **values: object) -> str:
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": mount}):
        return flask.render_template_string(source, **values)


def test_a_part_is_drawn_once_for_the_same_values(app: flask.Flask) -> None:
    count = iter(range(9))
    source = '{% call kept("count", what) %}{{ what }}{{ count() }}{% endcall %}'
    seen = [drawn(app, source, what=what, count=lambda: next(count)) for what in "aab"]
    assert seen == ["a0", "a0", "b1"]


def test_a_part_is_drawn_anew_where_its_addresses_begin_otherwise(app: flask.Flask) -> None:
    source = "{% call kept('address') %}{{ url_for('sign_in.form') }}{% endcall %}"
    assert drawn(app, source) == "/sign-in"
    assert drawn(app, source, mount="/purse") == "/purse/sign-in"


def test_a_part_is_text_of_a_page_and_what_stands_in_it_is_escaped(app: flask.Flask) -> None:
    source = '{% call kept("escaped", what) %}<b>{{ what }}</b>{% endcall %}'
    for _ in range(2):
        assert drawn(app, source, what="<i>") == "<b>&lt;i&gt;</b>"


def test_the_least_used_are_forgotten() -> None:
    kept: Kept[int] = Kept(2)
    made: list[str] = []
    for each in ("a", "b", "a", "c", "a", "b"):
        kept.found(each, lambda each=each: made.append(each) or len(made))
    assert made == ["a", "b", "c", "b"]


def test_what_everybody_asks_for_is_kept_while_what_nobody_does_passes_by() -> None:
    kept: Kept[int] = Kept(3)
    made: list[str] = []
    for each in ("a", "a", *(name for other in "bcdefg" for name in (other, "a"))):
        kept.found(each, lambda each=each: made.append(each) or len(made))
    assert made == list("abcdefg")


def test_the_forms_of_a_session_have_one_token_and_another_session_another(
    app: flask.Flask,
) -> None:
    tokens = []
    for _ in range(2):
        with app.test_request_context("/"):
            token_of_forms()
            for _ in range(2):
                del flask.g.csrf_token
                tokens.append(token_of_forms())
                validate_csrf(tokens[-1])
                flask.g.csrf_token = ""
    assert tokens[0] == tokens[1] != tokens[2] == tokens[3]


def test_an_address_is_as_flask_builds_it(app: flask.Flask) -> None:
    with app.test_request_context("/"):
        for _ in range(2):
            built = app.url_for("entries.show", group="elm", number="2026-0001")
            assert built == "/g/elm/entries/2026-0001"
            assert app.url_for("entries.listing", group="elm", page=1) == "/g/elm/entries?page=1"
            assert app.url_for("entries.listing", group="elm", page=True).endswith("?page=True")
            assert flask.url_for("home.show", group="elm", _anchor="top") == "/g/elm/#top"
            outside = flask.url_for("home.show", group="elm", _external=True)
            assert outside == "http://localhost/g/elm/"
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/purse"}):
        assert flask.url_for("home.show", group="elm") == "/purse/g/elm/"


def test_secrets_and_long_words_of_an_address_are_not_kept(app: flask.Flask) -> None:
    with app.test_request_context("/"):
        flask.url_for("home.show", group="elm")
        kept_then = dict(app.extensions["purse.addresses"]._known)
        flask.url_for("funder.letter", secret="a-secret")
        flask.url_for("home.show", group="x" * 200)
        assert dict(app.extensions["purse.addresses"]._known) == kept_then


def unsaid(source: str) -> Iterator[str]:
    """Give what stands in a kept part of a template and is not among what it is made of."""
    environment = jinja2.Environment(autoescape=True)
    every = environment.parse(source)
    # The same for every page, or of the address that `kept` looks at by itself.
    known = {"kept", "url_for", "money", "day"}
    imported = {
        name if isinstance(name, str) else name[1]
        for each in every.find_all(nodes.FromImport)
        for name in each.names
    }
    for part in every.find_all(nodes.CallBlock):
        if not isinstance(part.call.node, nodes.Name) or part.call.node.name != "kept":
            continue
        made_of = {name.name for each in part.call.args for name in each.find_all(nodes.Name)}
        made_of |= {each.name for each in part.call.args if isinstance(each, nodes.Name)}
        inside = nodes.Template(part.body, lineno=1).set_environment(environment)
        yield from (
            meta.find_undeclared_variables(cast("nodes.Template", inside))
            - made_of
            - known
            - imported
        )


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_says_all_that_a_kept_part_is_made_of(path: Path) -> None:
    assert sorted(unsaid(path.read_text())) == []


def test_a_part_that_hangs_on_something_unsaid_is_found() -> None:
    source = '{% call kept("x", page) %}{{ page.title }}{{ member.name }}{% endcall %}'
    assert sorted(unsaid(source)) == ["member"]


def tokens_in_kept_parts(source: str) -> Iterator[str]:
    """Give what stands in a kept part and writes the token of one session, or a form's own key."""
    every = jinja2.Environment(autoescape=True).parse(source)
    for part in every.find_all(nodes.CallBlock):
        if isinstance(part.call.node, nodes.Name) and part.call.node.name == "kept":
            inside = nodes.Template(part.body, lineno=1)
            yield from (
                each.name
                for each in inside.find_all(nodes.Name)
                if each.name in {"guard", "csrf_token"}
            )


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_kept_part_holds_the_token_of_a_session(path: Path) -> None:
    assert sorted(tokens_in_kept_parts(path.read_text())) == []


def test_a_kept_part_that_holds_a_token_is_found() -> None:
    source = '{% call kept("x", page) %}<form>{{ guard(page.key) }}</form>{% endcall %}'
    assert sorted(tokens_in_kept_parts(source)) == ["guard"]


def test_the_parts_that_templates_share_write_the_token_that_the_pages_write(
    app: flask.Flask,
) -> None:
    shared = '{% from "parts/fields.html" import guard %}{{ guard() }}'
    with app.test_request_context("/"):
        own = flask.render_template_string("{{ csrf_token() }}")
        # Signed in another second, Flask's own would be another one.
        del flask.g.csrf_token
        assert own == token_of_forms()
        assert f'value="{own}"' in flask.render_template_string(shared)
        assert app.jinja_env.globals["csrf_token"] is token_of_forms
