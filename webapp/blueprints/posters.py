"""The poster for the noticeboard as a PDF, for whoever belongs to the group and wants to hang it.

It is made of the public summary alone, so it shows no more than the public page does.
"""

from dataclasses import dataclass, field

import flask
from flask.typing import ResponseReturnValue

from grant_reports.poster import Code, poster_pdf
from ledger.errors import Refusal
from ledger.reading import public_summary
from webapp import here
from webapp.clock import today
from webapp.doubted import being_put_right
from webapp.paper_answers import pdf
from webapp.people import Role
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
    try:
        printed = _printed(group)
    except Refusal as refusal:
        keeps = here.member().role is Role.TREASURER
        where = flask.url_for("settings.edit", group=group) if keeps else ""
        return refused("posters/off.html", PosterPage(settings=where, wrongs=Wrongs.of(refusal)))
    return pdf(printed, f"{group}-poster-{today()}")


def _printed(group: str) -> bytes:
    if not here.group().public:
        raise PublicPageOff
    address = flask.url_for("public.show", group=group, _external=True)
    drawn = squares(address)
    code = Code(address=address, side=drawn.side, path=drawn.path)
    return poster_pdf(public_summary(here.group().folder, today()), code)
