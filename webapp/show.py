"""From a page, which is a frozen value, to what the browser gets; and how figures are written."""

import datetime as dt
from typing import Protocol

import flask

from ledger.entries.words import shown_day, unbroken
from ledger.money import Money

# Not a fund's: what is not ours has a colour of its own, however many funds there are.
NOT_OURS_HUE = -1


class Page(Protocol):
    """What every page has: a title. The rest is the page's own."""

    @property
    def title(self) -> str:
        """What the browser's tab and the page's heading say."""


def render(template: str, page: Page) -> str:
    """Fill a template with its page; the template sees it as `page`."""
    return flask.render_template(template, page=page)


def refused(template: str, page: Page) -> tuple[str, int]:
    """Show a form again that was refused, with what was typed; answered as 422."""
    return render(template, page), 422


def money(amount: Money) -> str:
    """Write an amount as £1,234.50; on a screen the words carry the direction, so no sign."""
    return str(abs(amount))


def balance(amount: Money) -> str:
    """Write what a place of money holds; one below nothing is overdrawn by so much."""
    return f"overdrawn by {money(amount)}" if amount.pence < 0 else money(amount)


def more_or_less(amount: Money) -> str:
    """Write by how much something became more, or less."""
    return f"{money(amount)} {'more' if amount.pence > 0 else 'less'}"


def day(date: dt.date) -> str:
    """Write a day as 14 March 2026; of a moment, its day."""
    return shown_day(date)


_SPELT = ["None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"]


def spelt(count: int) -> str:
    """Write a small number as a word, a larger one in figures."""
    return _SPELT[count] if count < len(_SPELT) else str(count)


def add_words(app: flask.Flask) -> None:
    """Give every template how figures, days and headings are written, and who is here, if anybody.

    These are the group of the address and the member who signed in.
    """
    app.jinja_env.globals.update(money=money, day=day)
    app.jinja_env.filters.update(money=money, day=day, unbroken=unbroken, spelt=spelt)

    @app.context_processor
    def around() -> dict[str, object]:
        return {"group": flask.g.get("group"), "member": flask.g.get("member")}
