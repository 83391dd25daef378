"""Planning one activity: what about, for whom, when and where, who speaks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.agenda.clashes import Slot
from portal.agenda.forms import ClashWarningMixin
from portal.people.models import Group, GroupKind, Role, User
from portal.people.people_field import PeopleField, PeopleInput
from portal.records.forms import RecordForm
from portal.ui.autocomplete import AutocompleteField
from portal.ui.forms import PortalForm
from research.activities.expected import expected_at, members_of
from research.activities.models import Activity
from research.activities.set_people import People
from research.attendance.models import Mode, Stage

#: Groups that hold activities of this kind; studios and project teams have their own domains.
GROUP_KINDS = (GroupKind.RESEARCH_GROUP, GroupKind.PREP_GROUP, GroupKind.COLLAB_AREA)
CLOCK = {"type": "time", "step": "300"}


def groups_planned_by(user: User) -> QuerySet[Group]:
    """Groups for which the person plans: the office for all, a leader for their own."""
    groups = Group.objects.active().filter(kind__in=GROUP_KINDS)
    if Role.RESEARCH_OFFICE in user.roles:
        return groups
    return groups.filter(pk__in=user.led_group_ids)


def at_school(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


class TimesMixin(forms.Form):
    """A day with its hours, at school."""

    day = forms.DateField(label=_("Date"))
    begins = forms.TimeField(label=_("Begins"), widget=forms.TimeInput(CLOCK, format="%H:%M"))
    ends = forms.TimeField(label=_("Ends"), widget=forms.TimeInput(CLOCK, format="%H:%M"))

    def times(self) -> tuple[datetime, datetime] | None:
        """Both moments, or None while one of the three is missing or wrong."""
        given = [self.cleaned_data.get(name) for name in ("day", "begins", "ends")]
        if None in given or given[1] >= given[2]:  # type: ignore[operator]
            return None
        day, begins, ends = given
        return at_school(day, begins), at_school(day, ends)  # type: ignore[arg-type]

    def complain_of_times(self) -> None:
        begins, ends = self.cleaned_data.get("begins"), self.cleaned_data.get("ends")
        if begins and ends and begins >= ends:
            error = forms.ValidationError(_("The end lies before the beginning."), code="order")
            self.add_error("ends", error)


def _form_field(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """An address typed without its beginning is one of the safe kind."""
    if isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    return field.formfield(**kwargs)


class ActivityForm(ClashWarningMixin, TimesMixin, RecordForm):
    """Once it is announced its time and place are changed by moving it, with a reason."""

    title_from = "topic"
    may_lie_ahead = True
    more_fields = ("expected", "visibility", "shows_pupils")
    clash_fields = ("day", "begins", "ends")
    field_order = (
        "topic",
        "activity_kind",
        "group",
        "day",
        "begins",
        "ends",
        "mode",
        "place",
        "meeting_link",
        "chair",
        "lead_speakers",
        "recorders",
        "expected",
    )

    chair = AutocompleteField(source="people", label=_("Chair"), required=False)
    lead_speakers = PeopleField(
        label=_("Lead speakers"),
        required=False,
        at_most=12,
        help_text=_("Who prepares and opens the discussion; needed before it is announced."),
    )
    recorders = PeopleField(
        label=_("Recorders"),
        required=False,
        at_most=2,
        help_text=_("One or two; both can write the minutes at once."),
    )
    expected = PeopleField(
        label=_("Expected attendees"),
        required=False,
        widget=PeopleInput({"rows": 4}),
        help_text=_("Left empty: the members of the group on that day."),
    )

    class Meta:
        model = Activity
        formfield_callback = _form_field
        fields = (
            "topic",
            "activity_kind",
            "group",
            "mode",
            "place",
            "meeting_link",
            "chair",
            "visibility",
            "shows_pupils",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A plan saved is a plan: who is busy then is asked at once.
        self.is_handing_in = True
        self.fields["group"].queryset = groups_planned_by(self.user)
        self.fields["group"].required = True
        self.fields["group"].empty_label = None
        self.fields["meeting_link"].help_text = _("For those who join online.")
        self.fields["topic"].widget.attrs["autocomplete"] = "off"
        if self.instance.pk:
            self._fill_from(self.instance)

    def _forgive_gaps(self) -> None:
        """A plan needs its day and its topic; it is no draft."""

    def _require_length(self, cleaned: dict[str, Any]) -> None:
        """The minutes are written later, on a page of their own."""

    @property
    def is_planned_already(self) -> bool:
        return self.instance.pk is not None

    def _fill_from(self, activity: Activity) -> None:
        self._know_group_of(activity)
        if activity.stage in {Stage.ANNOUNCED, Stage.HELD}:
            for name in ("day", "begins", "ends", "place"):
                del self.fields[name]
        if activity.stage == Stage.HELD:
            del self.fields["expected"]
        first, last = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
        self.initial = {
            "day": first.date(),
            "begins": first.time(),
            "ends": last.time(),
            "lead_speakers": list(activity.lead_speakers.all()),
            "recorders": list(activity.recorders.all()),
            "expected": list(expected_at(activity)),
            **self.initial,
        }

    def _know_group_of(self, activity: Activity) -> None:
        """A chair who is no longer its leader keeps the group it has."""
        own = Group.objects.filter(pk=activity.group_id)
        self.fields["group"].queryset = self.fields["group"].queryset | own

    @property
    def written_fields(self) -> list[str]:
        written = super().written_fields
        return [*written, "starts_at", "ends_at", "occurred_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "day" in self.fields:
            self.complain_of_times()
            times = self.times()
            if times:
                self.instance.starts_at, self.instance.ends_at = times
                self.instance.occurred_on = cleaned["day"]
        mode, link = cleaned.get("mode"), cleaned.get("meeting_link")
        if mode == Mode.ONLINE and not link and "meeting_link" not in self.errors:
            error = forms.ValidationError(_("Give the link of the meeting."), code="no_link")
            self.add_error("meeting_link", error)
        return cleaned

    def clash_slots(self) -> Iterable[Slot]:
        times = self.times() if "day" in self.fields else None
        if times is None:
            return
        besides = [f"activity:{self.instance.pk}"] if self.instance.pk else []
        yield Slot(self.bound_people(), *times, besides)

    def bound_people(self) -> list[User]:
        """Everybody whom the time binds: expected, speaking, chairing."""
        cleaned = self.cleaned_data
        people = list(cleaned.get("expected") or ())
        if not people and cleaned.get("group") and cleaned.get("day"):
            people = list(members_of(cleaned["group"], cleaned["day"]))
        people += cleaned.get("lead_speakers") or []
        if cleaned.get("chair"):
            people.append(cleaned["chair"])
        return list({person.pk: person for person in people}.values())

    @property
    def people(self) -> People:
        cleaned = self.cleaned_data
        return People(
            cleaned.get("lead_speakers") or (),
            cleaned.get("recorders") or (),
            cleaned.get("expected") or [],
        )

    @property
    def folded_summary(self) -> str:
        choices = dict(self.fields["visibility"].choices)
        return str(choices.get(self["visibility"].value(), ""))


class MoveForm(ClashWarningMixin, TimesMixin, PortalForm):
    """Another time or place, and why."""

    place = forms.CharField(label=_("Place"), max_length=60, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Those expected read it."),
    )

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        self.activity = activity
        first, last = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
        initial = {
            "day": first.date(),
            "begins": first.time(),
            "ends": last.time(),
            "place": activity.place,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["reason"].required = activity.stage == Stage.ANNOUNCED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.complain_of_times()
        return cleaned

    def clash_slots(self) -> Iterable[Slot]:
        times = self.times()
        if times is not None:
            yield Slot(list(expected_at(self.activity)), *times, [f"activity:{self.activity.pk}"])


class ReasonForm(PortalForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Those expected read it.")
    )
