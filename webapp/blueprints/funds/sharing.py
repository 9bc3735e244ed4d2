"""Showing a fund to its funder: secret links, and answers to what they ask."""

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Refusal
from webapp import here, people
from webapp.blueprints.funds.looking import TEMPLATE, known, shown
from webapp.blueprints.funds.pages import LinkPage
from webapp.show import refused, render
from webapp.shown_once import go_and_show, shown_already, told_here
from webapp.wrongs import Wrongs


class LabelMissing(Refusal):
    """A link is given to somebody, and the group remembers to whom."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "Who the link is for is missing.",
            "Write whom you give it to, like “Council grants team”; they will not see it.",
            field="label",
        )


class OnlyOfGrants(Refusal):
    """Only money for a purpose has somebody outside to show it to."""

    def __init__(self) -> None:
        """Say what there is for everybody."""
        super().__init__(
            "This money is the group’s own, so it has no funder to show it to.",
            "Anybody may look at the public page, if the group has one.",
        )


def make_link(group: str, fund: str) -> ResponseReturnValue:
    """Make a link to one fund, and go to the page that shows it."""
    terms = known(fund)
    label = flask.request.form.get("label", "")
    try:
        if terms.kind.is_free:
            raise OnlyOfGrants
        if not label.strip():
            raise LabelMissing
        secret = people.new_funder_link(here.store(), here.group().id, fund, label)
    except Refusal as refusal:
        return refused(TEMPLATE, shown(fund, {"label": label}, Wrongs.of(refusal)))
    told = {"secret": secret, "name": f"For {' '.join(label.split())}"}
    return go_and_show(flask.url_for("funds.link", group=group, fund=fund), told)


def link(group: str, fund: str) -> ResponseReturnValue:
    """Show the link that was just made; loaded again, it makes no other."""
    terms = known(fund)
    back = flask.url_for("funds.show", group=group, fund=fund)
    told = told_here()
    if told is None:
        return shown_already(back)
    page = LinkPage(
        title="A link for the funder",
        address=flask.url_for("funder.letter", secret=told["secret"], _external=True),
        name=told["name"],
        fund=terms.shown,
        back=back,
    )
    return render("funds/link.html", page)


def revoke_link(group: str, fund: str, link_id: int) -> ResponseReturnValue:
    """Make a link of this fund stop working at once."""
    links = people.funder_links_of(here.store(), here.group().id)
    if not any(each.id == link_id and each.fund == fund for each in links):
        flask.abort(404)
    people.revoke_funder_link(here.store(), here.group().id, link_id)
    flask.flash("That link shows nothing any more.")
    return flask.redirect(flask.url_for("funds.show", group=group, fund=fund), 303)


def answer(group: str, fund: str, question_id: int) -> ResponseReturnValue:
    """Answer what the funder asked; they read it on their page."""
    asked = people.questions_of(here.store(), here.group().id, fund)
    if not any(each.id == question_id for each in asked):
        flask.abort(404)
    field = f"answer-{question_id}"
    text = flask.request.form.get(field, "")
    try:
        people.answer_question(
            here.store(), here.group().id, question_id, text, by=here.member().number
        )
    except Refusal as refusal:
        refusal.field = field
        return refused(TEMPLATE, shown(fund, {field: text}, Wrongs.of(refusal)))
    flask.flash("The answer is on the funder’s page now.")
    return flask.redirect(flask.url_for("funds.show", group=group, fund=fund), 303)
