"""The rooms of the web app. Each is a module or package here, and offers `blueprint`."""

# A room that is named here is opened at start; its routes take their rules from `webapp.who_may`.
ROOMS = (
    "sign_in",
    "home",
    "entries",
    "papers",
    "audit",
    "first_run",
    "people",
    "devices",
    "settings",
    "public",
    "funds",
    "reports",
    "bank",
    "accounts",
    "months",
    "gifts",
    "posters",
    "funder",
    "phone",
)

# Here nothing can be changed: every method but GET is answered 405, whatever it carries.
ONLY_LOOKED_AT = frozenset({"audit"})
