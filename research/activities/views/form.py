"""Planning one activity, or changing its plan."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from portal import clock
from portal.records.forms import RecordForm
from portal.records.models import Record, Visibility
from portal.records.save import save_record
from portal.records.views.form import RecordFormView
from portal.refusal import Refused
from research.activities.announce_activity import announce_activity, short_notice
from research.activities.forms import groups_planned_by
from research.activities.models import ActivitySetting
from research.activities.set_people import give_to_leader, set_people
from research.attendance.models import Stage

USUAL_BEGIN = time(14, 0)


class ActivityFormView(RecordFormView):
    """Saved, it stands in the plan; announced at once where the button says so."""

    @transaction.atomic
    def _save(self, form: RecordForm) -> Record:
        is_new = form.instance.pk is None
        form.instance.is_announced = True
        activity = save_record(form, by=self.request.user)
        if is_new:
            give_to_leader(activity, by=self.request.user)
        set_people(activity, form.people, by=self.request.user)
        self.announced, self.refused = False, ""
        if self.request.POST.get("then") == "announce":
            self._announce(activity)
        return activity

    def _announce(self, activity: Record) -> None:
        """The plan is kept also where it cannot be announced yet."""
        try:
            announce_activity(activity, by=self.request.user)
            self.announced = True
        except Refused as refusal:
            self.refused = str(refusal)

    def _say_what_happened(self, record: Record, *, is_handed_in: bool) -> None:
        title = {"title": record.display_title}
        if self.announced:
            messages.success(
                self.request, _("Announced: “%(title)s”. Those expected have been told.") % title
            )
            late = short_notice(record)
            if late:
                messages.warning(self.request, late)
            return
        messages.success(self.request, _("In the plan: “%(title)s”.") % title)
        if self.refused:
            messages.warning(self.request, self.refused)

    def _initial(self) -> dict[str, Any]:
        initial = super()._initial()
        if self.record is not None or self.draft is not None:
            return initial
        return _usual_answers(self.request) | {
            name: value for name, value in initial.items() if name == "shows_pupils"
        }

    def more_context(self) -> dict[str, Any]:
        user, activity = self.request.user, self.record
        return {
            "may_announce": activity is None
            or (activity.stage == Stage.PLANNED and not activity.is_filed),
            "may_move": activity is not None
            and user.has_perm("activities.activity.move", activity),
        }

    def _title(self) -> str:
        if self.record is None:
            return _("Plan an activity")
        return super()._title()


def _usual_answers(request: Any) -> dict[str, Any]:
    """My group, the day asked for, the afternoon, as long as activities usually last."""
    minutes = ActivitySetting.current().usual_minutes
    return {
        "day": parse_date(request.GET.get("day", "")) or next_wednesday(),
        "begins": USUAL_BEGIN,
        "ends": plus_minutes(USUAL_BEGIN, minutes),
        "group": request.GET.get("group") or groups_planned_by(request.user).first(),
        "chair": request.user.pk if request.user.led_group_ids else None,
        "visibility": Visibility.SCHOOL,
    }


def plus_minutes(begin: time, minutes: int) -> time:
    total = begin.hour * 60 + begin.minute + minutes
    return time(total // 60 % 24, total % 60)


def next_wednesday() -> date:
    """The half day that schools usually keep free."""
    today = clock.today()
    return today + timedelta(days=(2 - today.weekday()) % 7 or 7)
