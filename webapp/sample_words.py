"""What the sample group has written for its funder so far; some of it is still missing."""

from webapp import people
from webapp.people import Group, NewWriting, Store
from webapp.report_words import WHY, about_report

_WORDS = {
    "did": "Every Friday from April to March, volunteers bought, packed and carried food parcels. "
    "In December there were warm packs as well, as you agreed.\n"
    "Nobody was asked to prove a need.",
    "outputs": "More than 500 parcels, each for about three days; 40 warm packs in the cold weeks.",
    "reached": "Between 8 and 15 households each week. We count doors, not people: each household "
    "once a week, on the list of doors that is thrown away on Saturday.",
    "changed": "People ask sooner. In spring most came when the cupboard was empty; by winter half "
    "of them said that they came before it was.",
    "named": "On every leaflet, on the board in the hall, and in the street's newsletter.",
    f"{WHY}Printing": "The copy shop printed one run of leaflets at half its price.",
}


def write_sample_words(store: Store, group: Group, fund: str, by: str) -> None:
    """Write the words of the sample's report, in the name of its treasurer."""
    for field, text in _WORDS.items():
        new = NewWriting(about=about_report(fund), field=field, text=text)
        people.write(store, group.id, new, by=by)
