"""`purse record BOOK …`: the same acts as the web forms, read by the same forms."""

from pathlib import Path
from typing import Unpack

import click

from webapp.clock import today
from webapp.commands import returning
from webapp.commands.acting import BadWay, Spot, Way, keep, read_act, spot_of
from webapp.commands.how import How, Verb, told_how
from webapp.commands.sharing import borne
from webapp.forms.choice import OWN_MONEY


class Shared(How):
    """What an act is told that one fund or several bear, with its papers."""

    amount: str
    other: str
    what_for: str
    fund: str
    account: str
    several: tuple[str, ...]
    papers: tuple[Path, ...]


class Spent(Shared):
    """What an expense is told."""

    source: str


class Claimed(Shared):
    """What a claim is told."""

    claimant: str


class Received(Shared):
    """What income is told."""

    target: str
    fee: str
    counted_by: tuple[str, ...]


class Given(How):
    """What help given is told."""

    amount: str
    what_for: str
    fund: str
    source: str
    count: str


class Moved(How):
    """What a transfer is told."""

    amount: str
    what_for: str
    source: str
    target: str
    from_fund: str
    to_fund: str
    consent: str


def _shared(verb: Verb) -> Verb:
    for option in (
        click.option(
            "--paper",
            "papers",
            multiple=True,
            type=click.Path(path_type=Path),
            help="A photo or PDF that proves it; may be said several times.",
        ),
        click.option(
            "--share",
            "several",
            multiple=True,
            metavar="FUND[:KIND]=AMOUNT",
            help="What one fund bears of it; said several times in place of --fund.",
        ),
        click.option("--account", default="", help="Its kind, by name or label, like Food."),
        click.option(
            "--fund", default="general", show_default=True, help="The fund it belongs to."
        ),
        click.option("--for", "what_for", default="", help="What it was for."),
        click.option("--amount", default="", help="How much, like 12.50."),
    ):
        verb = option(verb)
    return told_how(verb)


@click.group(
    epilog="Example: ./run record BOOK expense --amount 12.50 --paid-to Aldi --account Food"
)
@click.argument("book", type=click.Path(path_type=Path))
@click.pass_context
def record(context: click.Context, book: Path) -> None:
    """Record an act in a book, and print its number.

    BOOK is a book's folder. Kinds, places and funds go by their names or by what people call them:
    Expenses:Food or Food, Assets:Bank:Current or bank.
    """
    context.obj = book


@record.command(
    epilog="Example: ./run record BOOK expense --amount 12.50 --paid-to Aldi --for 'Tea and milk' "
    "--account Food --paper slip.jpg"
)
@click.option("--paid-to", "other", required=True, help="Who was paid, as on the paper.")
@click.option("--from", "source", default="bank", show_default=True, help="Where it came from.")
@_shared
@click.pass_obj
def expense(book: Path, **said: Unpack[Spent]) -> None:
    """Record money of the group that was paid to somebody."""
    spot = spot_of(book)
    typed = _spending(spot, said) | {"paid_from": spot.names.place(said["source"])}
    _keep(spot, "money_out", typed, said, said["papers"])


@record.command(
    epilog="Example: ./run record BOOK claim --claimant P007 --amount 6.80 --paid-to Co-op "
    "--account Food"
)
@click.option("--paid-to", "other", required=True, help="Who was paid, as on the paper.")
@click.option("--claimant", required=True, help="Whose own money it was, by number.")
@_shared
@click.pass_obj
def claim(book: Path, **said: Unpack[Claimed]) -> None:
    """Record that a volunteer paid with money of their own."""
    spot = spot_of(book)
    typed = _spending(spot, said) | {"paid_from": OWN_MONEY, "claimant": said["claimant"]}
    _keep(spot, "money_out", typed, said, said["papers"])


@record.command(
    epilog="Example: ./run record BOOK income --amount 50 --from 'A neighbour' --account Donations"
)
@click.option("--from", "other", default="", help="Who gave it; nobody need be named.")
@click.option("--into", "target", default="bank", show_default=True, help="Where it went.")
@click.option("--fee", default="", help="What was taken from it on the way; the amount is gross.")
@click.option("--counted-by", multiple=True, help="Who counted it, by number; said twice.")
@_shared
@click.pass_obj
def income(book: Path, **said: Unpack[Received]) -> None:
    """Record money that came in, gross."""
    spot = spot_of(book)
    names = spot.names
    one = (said["fund"], said["account"])
    typed = borne(names, names.income, said["amount"], one, said["several"])
    typed |= {"paid_to": said["other"], "paid_into": names.place(said["target"])}
    typed |= {"fee": said["fee"]}
    typed |= {f"counted_by_{at}": who for at, who in enumerate(said["counted_by"][:2], start=1)}
    _keep(spot, "money_in", typed | {"what_for": said["what_for"]}, said, said["papers"])


@record.command(
    name="help", epilog="Example: ./run record BOOK help --amount 40 --count 2 --for 'Heating'"
)
@click.option("--amount", required=True, help="How much, like 40.")
@click.option("--count", required=True, help="How many people or households; nobody's name.")
@click.option("--for", "what_for", default="", help="What for; nobody's name.")
@click.option("--fund", default="general", show_default=True, help="The fund it comes out of.")
@click.option("--from", "source", default="bank", show_default=True, help="Where it came from.")
@told_how
@click.pass_obj
def help_given(book: Path, **said: Unpack[Given]) -> None:
    """Record help given, by amount and count."""
    spot = spot_of(book)
    typed = {name: said[name] for name in ("amount", "count", "what_for")}
    typed |= {"fund": spot.names.fund(said["fund"]), "paid_from": spot.names.place(said["source"])}
    _keep(spot, "help_given", typed, said)


@record.command(
    epilog="Example: ./run record BOOK transfer --amount 60 --from bank --into tin --for Float"
)
@click.option("--amount", required=True, help="How much, like 60.")
@click.option("--for", "what_for", default="", help="What for.")
@click.option("--from", "source", default="", help="The place it was in, or holds it still.")
@click.option("--into", "--to", "target", default="", help="The place it is in now.")
@click.option("--from-fund", default="", help="Between funds: the one that it leaves.")
@click.option("--to-fund", default="", help="Between funds: the one that it goes to.")
@click.option("--consent", default="", help="When and how the giver agreed to a move of theirs.")
@told_how
@click.pass_obj
def transfer(book: Path, **said: Unpack[Moved]) -> None:
    """Record money moved between places or funds."""
    spot = spot_of(book)
    typed = {"amount": said["amount"], "what_for": said["what_for"]}
    if said["from_fund"] or said["to_fund"]:
        typed |= _between_funds(spot, said)
        _keep(spot, "between_funds", typed, said)
        return
    if not said["source"] or not said["target"]:
        message = "Where it was and where it is now are not both there."
        raise BadWay(message, "Say --from bank --into tin, or --from-fund and --to-fund.")
    typed |= {"source": spot.names.place(said["source"])}
    _keep(spot, "move", typed | {"target": spot.names.place(said["target"])}, said)


for each in (
    *(returning.repayment, returning.given_up, returning.refund),
    *(returning.held, returning.in_kind),
):
    record.add_command(each)


def _spending(spot: Spot, said: Shared) -> dict[str, str]:
    one = (said["fund"], said["account"])
    typed = borne(spot.names, spot.names.spending, said["amount"], one, said["several"])
    return typed | {"paid_to": said["other"], "what_for": said["what_for"]}


def _between_funds(spot: Spot, said: Moved) -> dict[str, str]:
    names = spot.names
    return {
        "source": names.fund(said["from_fund"] or "general"),
        "target": names.fund(said["to_fund"] or "general"),
        "account": names.place(said["source"] or "bank"),
        "consent": said["consent"],
    }


def _keep(
    spot: Spot, sort: str, typed: dict[str, str], said: How, papers: tuple[Path, ...] = ()
) -> None:
    act = read_act(spot, sort, typed | {"day": said["day"] or today().isoformat()})
    way = Way(by=said["by"], key=said["key"], papers=papers)
    click.echo(keep(spot, act, way))
