"""What a browser would send from a page: the fields of its form, as they stand."""

from html.parser import HTMLParser
from typing import Any


class _FormReader(HTMLParser):
    """Collects the fields of every `method="post"` form, by the form's place in the page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._open: dict[str, Any] | None = None
        self._text: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "form" and known.get("method") == "post":
            self._open = {"action": known.get("action", ""), "fields": {}}
            self.forms.append(self._open)
        if self._open is None or (not known.get("name") and tag != "option"):
            return
        fields, name = self._open["fields"], known.get("name") or ""
        if tag == "input" and known.get("type") not in {"file", "checkbox", "radio", "submit"}:
            fields[name] = known.get("value") or ""
        elif tag == "input" and "checked" in known:
            fields[name] = known.get("value") or "on"
        elif tag == "textarea":
            self._text, fields[name] = name, ""
        elif tag == "select":
            self._select, fields[name] = name, ""
        elif tag == "option" and self._select and "selected" in known:
            fields[self._select] = known.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._text is not None:
            self._open["fields"][self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text and self._open:
            fields = self._open["fields"]
            fields[self._text] = fields[self._text].removeprefix("\n")
            self._text = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._open = None


def fields_of(response: Any, *, having: str) -> dict[str, str]:
    """The fields of the page's form that has one named `having`, without the token."""
    reader = _FormReader()
    reader.feed(response.content.decode())
    for form in reader.forms:
        if having in form["fields"]:
            return {k: v for k, v in form["fields"].items() if k != "csrfmiddlewaretoken"}
    raise AssertionError(f"the page has no form with a field {having!r}")
