"""Picking one of hundreds: a field that is typed into, with or without a script.

An app registers a source in its `autocomplete.py`; a form takes an
`AutocompleteField(source="people")`. The box holds words ("陈静 0087"): with
scripts they are picked from a list that follows the typing; without, they are
typed. Either way the server resolves the words, within what the one who asks
may see, and asks back where they fit nobody or more than one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.registry import Registry

#: How many choices a list shows; who does not find theirs types on.
LIST_LENGTH = 12
#: How many are named when the words fit more than one.
NAMED_AT_MOST = 4


@dataclass(frozen=True, eq=False)
class AutocompleteSource:
    """Where a field's choices come from.

    `objects()` are all that may be chosen; `matching(objects, typed)` those that
    fit what was typed so far, best first; `words_of(object)` what stands in the
    box, `detail_of(object)` what explains it; `named_by(words)` the condition
    that finished words put. `permission` opens the list as one types.
    """

    slug: str
    permission: str
    objects: Callable[[], QuerySet[Any]]
    matching: Callable[[QuerySet[Any], str], QuerySet[Any]]
    named_by: Callable[[str], Q]
    words_of: Callable[[Any], str] = str
    detail_of: Callable[[Any], str] = lambda _item: ""

    def suggest(self, typed: str) -> list[dict[str, str]]:
        """Choices for what was typed so far; one query."""
        found = self.matching(self.objects(), typed)[:LIST_LENGTH]
        return [{"words": self.words_of(item), "detail": self.detail_of(item)} for item in found]

    def find(self, words: str, among: QuerySet[Any]) -> list[Any]:
        """Those of `among` that the words name, else those they fit; a few, to ask back with."""
        named = list(among.filter(self.named_by(words))[:NAMED_AT_MOST])
        return named or list(self.matching(among, words)[:NAMED_AT_MOST])


sources: Registry[AutocompleteSource] = Registry("autocomplete source")


class AutocompleteInput(forms.TextInput):
    """The box, which a script turns into a combobox fed by the source's address."""

    template_name = "components/picker.html"

    def __init__(self, source: str, attrs: dict[str, Any] | None = None) -> None:
        self.source = source
        super().__init__({"autocomplete": "off", "autocapitalize": "off", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        address = reverse("ui:choices", kwargs={"slug": self.source})
        return super().get_context(name, value, attrs) | {"address": address}


class AutocompleteField(forms.Field):
    """Cleans to one object of its source; `among()` narrows what may be chosen."""

    default_error_messages = {
        "nobody": gettext_lazy("Nothing here is called “%(words)s”. Type a part of the name."),
        "several": gettext_lazy("“%(words)s” fits more than one: %(choices)s. Choose one of them."),
    }

    def __init__(
        self, *, source: str, among: Callable[[], QuerySet[Any]] | None = None, **kwargs: Any
    ) -> None:
        self.source_slug, self.among = source, among
        kwargs.setdefault("widget", AutocompleteInput(source))
        super().__init__(**kwargs)

    @property
    def source(self) -> AutocompleteSource:
        return sources.get(self.source_slug)

    @property
    def choosable(self) -> QuerySet[Any]:
        return self.among() if self.among else self.source.objects()

    def prepare_value(self, value: Any) -> str:
        """What stands in the box: words as typed, or those of a stored object or its key."""
        if isinstance(value, int):
            value = self.choosable.filter(pk=value).first()
        if isinstance(value, Model):
            return self.source.words_of(value)
        return value or ""

    def to_python(self, value: str | None) -> Any:
        words = (value or "").strip()
        if not words:
            return None
        found = self.source.find(words, self.choosable)
        if len(found) == 1:
            return found[0]
        code = "several" if found else "nobody"
        raise forms.ValidationError(
            self.error_messages[code],
            code=code,
            params={"words": words, "choices": _listed(map(self.source.words_of, found))},
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != (data or "").strip()


class AutocompleteFilter(django_filters.Filter):
    """The same in a filter bar: `author = AutocompleteFilter(source="people")`."""

    field_class = AutocompleteField


def _listed(words: Iterable[str]) -> str:
    return _(", ").join(words)
