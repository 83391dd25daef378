"""Opening the sign-in by hand: before the school's time, or again once it was over.

Most gatherings need neither; the codes work at the school's times by themselves.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.refusal import Refused
from research.attendance.models import Gathering, SignInSetting, SignInSheet
from research.attendance.windows import SignInWindow, is_about_now, window_of


@transaction.atomic
def open_sign_in(gathering: Gathering, *, at: datetime | None = None) -> SignInWindow:
    """Open it now, or keep it open for as long again as the school's rule says.

    Who was marked absent when the list was closed stays so until they sign in.
    Refused: `cancelled`, `another_day` more than twelve hours from the start.
    """
    at = at or clock.now()
    if gathering.is_cancelled:
        raise Refused("cancelled", _("This meeting was cancelled."))
    if not is_about_now(gathering, at):
        raise Refused("another_day", _("Signing in can be opened on the day of the meeting only."))
    setting = SignInSetting.current()
    window = window_of(gathering, setting)
    sheet, _created = SignInSheet.objects.get_or_create(record_id=gathering.pk)
    if window.is_early(at):
        sheet.opened_at = at
    else:
        sheet.open_until = at + timedelta(minutes=setting.closes_after)
    sheet.closed_at = None
    sheet.save()
    return window_of(gathering, setting)
