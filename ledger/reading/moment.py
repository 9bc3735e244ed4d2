"""One moment of the books, from which all that a page asks is answered; no verb of its own."""

from ledger.index import at_one_moment

__all__ = ["at_one_moment"]
