"""The forms of a page as a browser would send them, untouched."""

from html.parser import HTMLParser

Sent = list[tuple[str, str]]
Given = dict[str, str | None]


def forms_in(page: str) -> list[tuple[str, Sent]]:
    """Give the address of each form, and what it sends where nobody changes anything in it."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, Sent]] = []
        self._sent: Sent = []
        self._of = ""
        self._text: str | None = None
        self._options: list[Given] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._sent = []
            self.forms.append((given.get("action") or "", self._sent))
        elif tag == "input":
            self._input(given)
        elif tag == "textarea":
            self._of, self._text = given.get("name") or "", ""
        elif tag == "select":
            self._of, self._options = given.get("name") or "", []
        elif tag == "option":
            self._options.append(given)

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self._sent.append((self._of, self._text.removeprefix("\n")))
            self._text = None
        elif tag == "select" and self._options:
            chosen = [each for each in self._options if "selected" in each] or self._options[:1]
            self._sent += [(self._of, each.get("value") or "") for each in chosen]

    def _input(self, given: Given) -> None:
        name, sort = given.get("name"), given.get("type") or "text"
        if not name or sort in {"file", "submit", "button"}:
            return
        if sort in {"checkbox", "radio"}:
            if "checked" in given:
                self._sent.append((name, given.get("value") or "on"))
            return
        self._sent.append((name, given.get("value") or ""))
