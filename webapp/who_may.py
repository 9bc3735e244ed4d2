"""The one table that says who may do what. A route without a rule does not start.

A new route gets its line in `RULES`; `webapp.door` enforces it before the view is called.
"""

from dataclasses import dataclass
from enum import Enum, auto

import flask

from webapp.people import Role


class Who(Enum):
    """The kinds of visitor that a rule can ask for."""

    ANYONE = auto()
    SIGNED_IN = auto()
    MEMBERS = auto()
    PUBLIC_GROUP = auto()
    FUNDER_LINK = auto()
    FIRST_RUN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who may use a route; `roles` are those in the group of the address, where it asks for one."""

    who: Who
    roles: frozenset[Role] = frozenset()


ANYONE = Rule(who=Who.ANYONE)
"""Anybody at all."""
SIGNED_IN = Rule(who=Who.SIGNED_IN)
"""Whoever has signed in, in whatever group."""
PUBLIC_GROUP = Rule(who=Who.PUBLIC_GROUP)
"""Anybody, where the group `<group>` has chosen to be public; else there is no such page."""
FUNDER_LINK = Rule(who=Who.FUNDER_LINK)
"""Whoever holds the secret `<secret>` of a funder's link that was not revoked."""
FIRST_RUN = Rule(who=Who.FIRST_RUN)
"""Anybody, while there is no group yet and the installation allows it."""


def roles(*allowed: Role) -> Rule:
    """Members of the group `<group>` with one of these roles."""
    return Rule(who=Who.MEMBERS, roles=frozenset(allowed))


TREASURER = roles(Role.TREASURER)
"""Whoever keeps the books."""
INSIDE = roles(Role.TREASURER, Role.MEMBER)
"""Whoever may hand something in: treasurers and members."""
BOOKS = roles(Role.TREASURER, Role.AUDITOR)
"""Whoever may read everything: treasurers and examiners."""
ANY_ROLE = roles(*Role)
"""Everybody who belongs to the group."""

RULES: dict[str, Rule] = {
    "static": ANYONE,
    "sign_in.front": ANYONE,
    "sign_in.form": ANYONE,
    "sign_in.enter": ANYONE,
    "sign_in.new_device": ANYONE,
    "sign_in.answer": ANYONE,
    "sign_in.device_link": ANYONE,
    "sign_in.use_device_link": ANYONE,
    "sign_in.leave": ANYONE,
    "sign_in.invitation": ANYONE,
    "sign_in.accept_invitation": ANYONE,
    "sign_in.recovery": ANYONE,
    "sign_in.recover": ANYONE,
    "sign_in.recovered": ANYONE,
    "sign_in.demo": ANYONE,
    "sign_in.enter_demo": ANYONE,
    "phone.hello": ANYONE,
    "home.show": ANY_ROLE,
    "entries.money_out": INSIDE,
    "entries.money_in": TREASURER,
    "entries.help_given": TREASURER,
    "entries.move": TREASURER,
    "entries.between_funds": TREASURER,
    "entries.not_ours": TREASURER,
    "entries.in_kind": TREASURER,
    "entries.pay_back": TREASURER,
    "entries.give_up": INSIDE,
    "entries.listing": ANY_ROLE,
    "entries.missing_papers": BOOKS,
    "entries.show": ANY_ROLE,
    "entries.correct": TREASURER,
    "entries.refund": TREASURER,
    "entries.approve": TREASURER,
    "entries.add_paper": INSIDE,
    "entries.declare": TREASURER,
    "entries.blank": TREASURER,
    "entries.blanking": INSIDE,
    "entries.agree_to_blank": INSIDE,
    "entries.withdraw_blanking": TREASURER,
    "papers.show": ANY_ROLE,
    "papers.small": ANY_ROLE,
    "papers.draft": INSIDE,
    "papers.large_draft": INSIDE,
    "audit.open": BOOKS,
    "audit.page": BOOKS,
    "first_run.start": FIRST_RUN,
    "first_run.begin": FIRST_RUN,
    "first_run.another": SIGNED_IN,
    "first_run.begin_another": SIGNED_IN,
    "first_run.ready": TREASURER,
    "people.listing": TREASURER,
    "people.invite": TREASURER,
    "people.link": TREASURER,
    "people.withdraw": TREASURER,
    "people.one": TREASURER,
    "people.rename": TREASURER,
    "people.change_role": TREASURER,
    "people.new_link": TREASURER,
    "people.kept": TREASURER,
    "people.ask_remove": TREASURER,
    "people.remove": TREASURER,
    "people.ask_erase": TREASURER,
    "people.erase": TREASURER,
    "devices.listing": ANY_ROLE,
    "devices.rename": ANY_ROLE,
    "devices.forget": ANY_ROLE,
    "devices.let_another_in": ANY_ROLE,
    "devices.link": ANY_ROLE,
    "devices.ask_for_passkey": ANY_ROLE,
    "devices.keep_passkey": ANY_ROLE,
    "devices.forget_passkey": ANY_ROLE,
    "settings.edit": TREASURER,
    "settings.rename": TREASURER,
    "settings.change_form": TREASURER,
    "settings.choose_public": TREASURER,
    "settings.new_code": TREASURER,
    "settings.code": TREASURER,
    "settings.add_kind": TREASURER,
    "settings.add_line": TREASURER,
    "settings.add_bank": TREASURER,
    "settings.add_float": TREASURER,
    "settings.take_away": TREASURER,
    "settings.soundness": TREASURER,
    "settings.check": TREASURER,
    "public.show": PUBLIC_GROUP,
    "public.poster": PUBLIC_GROUP,
    "funds.listing": ANY_ROLE,
    "funds.show": ANY_ROLE,
    "funds.new": TREASURER,
    "funds.edit": TREASURER,
    "funds.report": BOOKS,
    "funds.tables": BOOKS,
    "funds.blank": TREASURER,
    "funds.blanking": INSIDE,
    "funds.agree_to_blank": INSIDE,
    "funds.withdraw_blanking": TREASURER,
    "funds.publish": BOOKS,
    "funds.change_budget": TREASURER,
    "funds.consent": TREASURER,
    "funds.close": TREASURER,
    "funds.reopen": TREASURER,
    "funds.make_link": TREASURER,
    "funds.link": TREASURER,
    "funds.revoke_link": TREASURER,
    "funds.answer": TREASURER,
    "reports.write": TREASURER,
    "reports.add_photograph": TREASURER,
    "reports.photograph": TREASURER,
    "reports.describe_photograph": TREASURER,
    "reports.cover_photograph": TREASURER,
    "reports.draft": TREASURER,
    "reports.issue": TREASURER,
    "reports.issuing": TREASURER,
    "reports.issued": BOOKS,
    "bank.check": TREASURER,
    "bank.withdraw": TREASURER,
    "accounts.choose": BOOKS,
    "accounts.download": BOOKS,
    "accounts.tables": BOOKS,
    "accounts.last_year": TREASURER,
    "accounts.belongings": TREASURER,
    "accounts.tell_asset": TREASURER,
    "accounts.tell_liability": TREASURER,
    "accounts.gone": TREASURER,
    "accounts.words": TREASURER,
    "accounts.close": TREASURER,
    "accounts.closed": BOOKS,
    "accounts.checklist": BOOKS,
    "posters.download": ANY_ROLE,
    "gifts.listing": TREASURER,
    "gifts.write": TREASURER,
    "gifts.letter": TREASURER,
    "months.latest": ANY_ROLE,
    "months.show": ANY_ROLE,
    "months.download": ANY_ROLE,
    "months.tables": ANY_ROLE,
    "funder.letter": FUNDER_LINK,
    "funder.paper": FUNDER_LINK,
    "funder.small": FUNDER_LINK,
    "funder.ask": FUNDER_LINK,
    "funder.report": FUNDER_LINK,
    "funder.tables": FUNDER_LINK,
    "funder.issued": FUNDER_LINK,
}


class RoutesAndRulesDiffer(RuntimeError):
    """The app does not start, because a route has no rule or a rule has no route."""


def check_rules(app: flask.Flask, rules: dict[str, Rule]) -> None:
    """Refuse to start an app whose routes and rules do not match one for one.

    Raises:
        RoutesAndRulesDiffer: naming each route or rule that is left over, or a route whose rule
            needs `<group>` or `<secret>` in an address that has none.
    """
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    wrong = [f"{name} has no rule" for name in sorted(routes - rules.keys())]
    wrong += [f"{name} has no route" for name in sorted(rules.keys() - routes)]
    for route in app.url_map.iter_rules():
        asked = rules.get(route.endpoint)
        needed = _NEEDED.get(asked.who) if asked else None
        if needed and needed not in route.arguments:
            wrong.append(f"{route.endpoint} needs <{needed}> in its address")
        if "group" in route.arguments and asked and asked.who not in _KNOW_THE_GROUP:
            wrong.append(f"{route.endpoint} names a group but its rule does not look at it")
    if wrong:
        raise RoutesAndRulesDiffer("; ".join(wrong))


_NEEDED = {Who.MEMBERS: "group", Who.PUBLIC_GROUP: "group", Who.FUNDER_LINK: "secret"}
_KNOW_THE_GROUP = frozenset({Who.MEMBERS, Who.PUBLIC_GROUP})
