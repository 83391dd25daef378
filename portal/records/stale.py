"""Two versions of one record side by side: what stands, and what was just typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.records.models import Record
from portal.records.prose import prose_to_text

if TYPE_CHECKING:
    from portal.records.forms import RecordForm


@dataclass(frozen=True)
class Difference:
    """One field that differs, in words."""

    name: str
    label: str
    standing: str
    typed: str


def differences(standing: Record, form: RecordForm) -> list[Difference]:
    """The fields of a bound form whose value is not what the record says now; no query."""
    form.full_clean()
    found = []
    for name in form._meta.fields:
        if name not in form.cleaned_data:
            continue
        theirs, mine = _words(standing, name, getattr(standing, name)), form.cleaned_data[name]
        typed = _words(standing, name, mine)
        if theirs != typed:
            found.append(Difference(name, str(form.fields[name].label), theirs, typed))
    return found


def _words(record: Record, name: str, value: Any) -> str:
    field = record._meta.get_field(name)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if value is None:
        return ""
    return prose_to_text(str(value)) if field.get_internal_type() == "TextField" else str(value)
