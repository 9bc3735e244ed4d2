"""Grants and help as open data, for the treasurer to look at and publish."""

from flask.typing import ResponseReturnValue

from grant_reports.open_grants import grants_json
from ledger.errors import Refusal
from ledger.reading import open_grants
from webapp import desk, paper_answers
from webapp.blueprints.funds.looking import listing_page
from webapp.show import refused
from webapp.wrongs import Wrongs


def publish(group: str) -> ResponseReturnValue:
    """Give the grants and the help that may be published, in the shape of 360Giving."""
    today = desk.today()
    try:
        made = grants_json(open_grants(desk.place(), today), today)
    except Refusal as refusal:
        return refused("funds/listing.html", listing_page(group, Wrongs.of(refusal)))
    return paper_answers.to_keep(made, f"{group}-grants-{today}.json", "application/json")
