"""The poster for the noticeboard as a PDF, for whoever belongs to the group and wants to hang it.

It is made of the public summary alone, so it shows no more than the public page does.
"""

from dataclasses import dataclass, field

import flask
from flask.typing import ResponseReturnValue

from grant_reports.orders import PosterOrder
from grant_reports.poster import Code
from ledger.errors import Refusal
from webapp import here, prints
from webapp.clock import today
from webapp.doubted import being_put_right
from webapp.people import Role
from webapp.prints import SHORT, Shown, Wanted
from webapp.qr import squares
from webapp.show import refused
from webapp.wrongs import Wrongs

blueprint = flask.Blueprint("posters", __name__, url_prefix="/g/<group>")


class PublicPageOff(Refusal):
    """The group's public page is off, so the squares on a poster would lead nowhere."""

    def __init__(self) -> None:
        """Say how to turn it on."""
        super().__init__(
            "The public page of this group is off, so there is nothing that a poster may show.",
            "A treasurer turns it on under Settings, “Who may see it”. Then print the poster.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterPage:
    """Why there is no poster; `settings` is where that is changed, empty for who may not."""

    title: str = "No poster yet"
    settings: str = ""
    wrongs: Wrongs = field(default_factory=Wrongs)


@blueprint.get("/poster")
def download(group: str) -> ResponseReturnValue:
    """Print the poster, if the group chose to be public; else say how it can.

    Of books that are being put right there is none, as there is no public page.
    """
    if doubted := being_put_right(here.group().folder):
        return doubted
    shown = Shown(
        file=f"{group}-poster-{today()}",
        words="The poster is",
        back=flask.url_for("home.show", group=group),
        takes=SHORT,
    )
    try:
        return prints.answer(_wanted(group), shown)
    except Refusal as refusal:
        keeps = here.member().role is Role.TREASURER
        where = flask.url_for("settings.edit", group=group) if keeps else ""
        return refused("posters/off.html", PosterPage(settings=where, wrongs=Wrongs.of(refusal)))


def _wanted(group: str) -> Wanted:
    if not here.group().public:
        raise PublicPageOff
    address = flask.url_for("public.show", group=group, _external=True)
    drawn = squares(address)
    code = Code(address=address, side=drawn.side, path=drawn.path)
    return Wanted.of(here.group().folder, PosterOrder(today=today(), code=code))
