"""Excusing a person for a time, and ending it; the office acts, the audit keeps it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.deadlines.models import Excuse, Requirement
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def grant_excuse(
    person: User,
    *,
    by: User,
    reason: str,
    starts_on: date,
    ends_on: date | None = None,
    words: str = "",
    requirement: Requirement | None = None,
) -> Excuse:
    """The person owes nothing on these days, or not this one requirement.

    Asking for the same again returns the first. Refused: `ends_before_start`,
    `own_excuse`.
    """
    if ends_on is not None and ends_on < starts_on:
        raise Refused("ends_before_start", _("The last day comes after the first."))
    if person == by:
        raise Refused("own_excuse", _("Nobody excuses themselves: ask a colleague of the office."))
    excuse, _is_new = Excuse.objects.get_or_create(
        person=person,
        requirement=requirement,
        reason=reason,
        starts_on=starts_on,
        ends_on=ends_on,
        defaults={"granted_by": by, "words": words},
    )
    return excuse


@transaction.atomic
def end_excuse(excuse: Excuse, *, by: User, last_day: date | None = None) -> bool:
    """The person is back: yesterday was the last day, or `last_day`.

    One that had not begun is taken away. Returns whether anything changed.
    """
    last_day = last_day or clock.today() - timedelta(days=1)
    excuse = Excuse.objects.select_for_update().get(pk=excuse.pk)
    if excuse.ends_on is not None and excuse.ends_on <= last_day:
        return False
    if last_day < excuse.starts_on:
        excuse.delete()
        return True
    excuse.ends_on = last_day
    excuse.save(update_fields=["ends_on"])
    return True
