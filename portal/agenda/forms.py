"""A form that warns: people are busy then. Ticked once, the time is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.agenda.clashes import Clash, Slot, clashes_in

#: More sentences than this nobody reads.
SHOWN = 8


class TickOf(forms.CheckboxInput):
    """A box that says yes to one thing: a tick for other clashes is none for these."""

    def __init__(self, token: str) -> None:
        super().__init__(check_test=bool)
        self.token = token

    def format_value(self, value: Any) -> str:
        return self.token

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        return data.get(name) == self.token


class ClashWarningMixin:
    """Put it before PortalForm or RecordForm, and say in `clash_slots` what is planned.

    `clash_slots` reads `cleaned_data` and yields nothing while a time is
    missing. What stands planned already is checked only when one of
    `clash_fields` has changed (always, where none are named); a draft, when it
    is handed in. The box appears with the sentences below it; the form is valid
    once it is ticked for these clashes. `found_clashes` keeps them.
    """

    keep_field = "keep_despite_clashes"
    clash_fields: Sequence[str] = ()
    found_clashes: list[Clash] = []

    def clash_slots(self) -> Iterable[Slot]:
        raise NotImplementedError

    @property
    def is_planned_already(self) -> bool:
        """Whether others know of the time that the row had before."""
        row = getattr(self, "instance", None)
        is_saved = row is not None and row.pk is not None
        return is_saved and not getattr(row, "is_open_for_editing", False)

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        if getattr(self, "is_handing_in", True) and self._is_newly_planned():
            self.found_clashes = clashes_in(self.clash_slots())
        if self.found_clashes:
            self._ask()
        return cleaned

    def _is_newly_planned(self) -> bool:
        if not (self.is_planned_already and self.clash_fields):
            return True
        changed: Sequence[str] = self.changed_data  # type: ignore[attr-defined]
        return not set(self.clash_fields).isdisjoint(changed)

    def _ask(self) -> None:
        tick = TickOf(_token(self.found_clashes))
        self.fields[self.keep_field] = forms.BooleanField(  # type: ignore[attr-defined]
            label=_("Keep this time all the same"),
            help_text=_sentences(self.found_clashes),
            required=False,
            widget=tick,
        )
        name = self.add_prefix(self.keep_field)  # type: ignore[attr-defined]
        if not tick.value_from_datadict(self.data, {}, name):  # type: ignore[attr-defined]
            self.add_error(self.keep_field, _busy(self.found_clashes))  # type: ignore[attr-defined]


def _token(found: Iterable[Clash]) -> str:
    facts = sorted(
        f"{clash.person.pk} {clash.event.key} {clash.event.starts_at.isoformat()}"
        for clash in found
    )
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def _busy(found: Iterable[Clash]) -> str:
    n = len({clash.person.pk for clash in found})
    return ngettext(
        "%(n)d person is busy at that time. Choose another time, or tick to keep it.",
        "%(n)d people are busy at that time. Choose another time, or tick to keep it.",
        n,
    ) % {"n": n}


def _sentences(found: Sequence[Clash]) -> SafeString:
    shown = [clash.sentence for clash in found[:SHOWN]]
    more = len(found) - len(shown)
    if more:
        shown.append(ngettext("%(n)d more.", "%(n)d more.", more) % {"n": more})
    items = format_html_join("", "<li>{}</li>", ((sentence,) for sentence in shown))
    return format_html('<ul class="clashes">{}</ul>', items)
