"""What goes back to the examiner's browser, with the mount's own strict policy."""

import json
import re
from dataclasses import dataclass, field, replace

from webapp.audit.guard import ONLY_LOOKING, SLUG

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?")
_FINE = 200
STYLES = "static/app.css"
# Fava's links and buttons to what the guard never lets through: nobody should meet a dead end. What
# is hidden in an open dialog leaves its button to close it, or the page behind would stay shut.
_DEAD_ENDS = ("query", "holdings", "statistics", "editor", "import", "options", "help")
_HIDDEN = "".join(f'aside li:has(> a[href*="/book/{name}/"]),' for name in _DEAD_ENDS)
_ADDING = "dialog form:has(> h3)"
_NOWHERE = 'dialog a[href*="/book/editor/"],a[href$="/account/Net Profit/"]'
QUIET = f"""
{_HIDDEN}.editor ~ .flex-row,.aside-buttons a,{_ADDING}{{display:none!important}}
.content:has(> form > h3)::before{{content:"{ONLY_LOOKING}"}}
{_NOWHERE}{{display:contents;pointer-events:none;color:inherit}}
""".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back to the browser."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    location: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=())


def said(path: str, status: int, sentence: str) -> Answer:
    """Return a sentence as a plain page, or in the form that Fava's own pages expect of an API."""
    if path.startswith(f"{SLUG}/api/"):
        body = json.dumps({"error": sentence}).encode()
        return Answer(status=status, body=body, content_type="application/json")
    return Answer(status=status, body=f"{sentence}\n".encode())


def with_headers(answer: Answer, path: str, mount: str, host: str) -> Answer:
    """Add the mount's content security policy, and how long the answer may be kept.

    Scripts come from the mount's own static path alone; where the application's own name cannot be
    written into a policy, from nowhere.
    """
    plain_host = _HOST.fullmatch(host) is not None
    own, scripts = (f"{host}{mount}/", f"{host}{mount}/static/") if plain_host else ("'none'",) * 2
    # Fava colours an entry's text with a compiled grammar; this lets no other script in.
    compiled = " 'wasm-unsafe-eval'" if plain_host else ""
    policy = (
        "default-src 'none'; base-uri 'none'; object-src 'none'; frame-src 'none'; "
        "form-action 'none'; frame-ancestors 'none'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data:; font-src 'self'; connect-src {own}; "
        f"script-src {scripts}{compiled}"
    )
    lasting = path.startswith("static/") and answer.status == _FINE
    headers = (
        ("Content-Security-Policy", policy),
        ("Cache-Control", "private, max-age=86400" if lasting else "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
    )
    return replace(answer, headers=headers)
