"""Whether a record is long enough and whole enough to be handed in.

Asked when a record is submitted, never while it is a draft. The number of
characters is the school's (RecordKindSetting), else what the kind's domain
declares; the long texts count together. Rule: docs/rules.md#daily-practice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Field, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.prepared import prepared
from portal.records.kinds import RecordKind, kind_of
from portal.records.models import RecordKindSetting
from portal.records.prose import count_characters, prose_to_text
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.records.models import Record


def min_characters_of(kind: RecordKind) -> int:
    """The school's number for this kind, or its domain's; one query."""
    set_by_school = _set_by_school(kind.slug)
    return set_by_school[0] if set_by_school else kind.min_characters


@prepared
def _set_by_school(kind: str) -> QuerySet[RecordKindSetting, int]:
    return RecordKindSetting.objects.filter(kind=kind).values_list("min_characters", flat=True)


def characters_missing(kind: RecordKind, texts: list[str]) -> int:
    """How many characters the long texts lack, together."""
    written = sum(count_characters(prose_to_text(text)) for text in texts)
    return max(0, min_characters_of(kind) - written)


def too_short_message(kind: RecordKind, missing: int) -> str:
    if len(kind.body_fields) > 1:
        return ngettext(
            "Write %(count)d more character, in any of the texts together, before you submit.",
            "Write %(count)d more characters, in any of the texts together, before you submit.",
            missing,
        ) % {"count": missing}
    return ngettext(
        "Write %(count)d more character before you submit.",
        "Write %(count)d more characters before you submit.",
        missing,
    ) % {"count": missing}


def require_complete(record: Record) -> None:
    """Refuse to hand in what lacks a required field, is too short, or is not ready.

    Raises Refused("incomplete"), Refused("too_short") or what the kind's
    `require_ready` raises; at most two queries before that.
    """
    kind = kind_of(record)
    whole = record if isinstance(record, kind.model) else kind.model.objects.get(pk=record.pk)
    for field in _needed_fields(kind):
        if getattr(whole, field.attname) in {None, ""}:
            raise Refused(
                "incomplete",
                _("Fill in “%(field)s” before you submit.") % {"field": field.verbose_name},
            )
    missing = characters_missing(kind, [getattr(whole, name) for name in kind.body_fields])
    if missing:
        raise Refused("too_short", too_short_message(kind, missing))
    if kind.require_ready is not None:
        kind.require_ready(whole)


def _needed_fields(kind: RecordKind) -> list[Field]:
    """What the kind's form asks for, and the facts that its model requires."""
    own = {field.name: field for field in kind.model._meta.concrete_fields}
    asked = [own[name] for name in getattr(kind.form, "needed", ())]
    return [*asked, *(own[name] for name in kind.fact_fields if not own[name].blank)]
