"""Who counted a tin: chosen among the people of the group, and kept by their numbers."""

from webapp import here, people
from webapp.forms.choice import Choice
from webapp.typed import Fields

COUNTERS = ("counted_by_1", "counted_by_2")


def who_may_count() -> tuple[Choice, ...]:
    """Give everybody who belongs to the group now."""
    members = people.members_of(here.store(), here.group().id)
    return tuple(Choice(value=each.number, text=each.name) for each in members if not each.removed)


def counted_by(fields: Fields) -> str:
    """Give the words of a count, such as “counted by P003 and P007”; none where nobody is named.

    Nothing that was typed is among them: they go with the accounts, and a name would stay.
    """
    offered = {"", *(each.value for each in who_may_count())}
    chosen = [fields.one_of(name, offered, "Who counted") for name in COUNTERS]
    numbers = dict.fromkeys(filter(None, chosen))
    return f"counted by {' and '.join(numbers)}" if numbers else ""
