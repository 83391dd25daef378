"""Setting an open lesson, moving it, cancelling it; its plan; the school's numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.people.models import User
from portal.people.rules import is_research_office
from portal.records.forms import RecordForm
from portal.records.models import Visibility
from portal.ui.autocomplete import AutocompleteField
from portal.ui.forms import PortalForm, PortalModelForm
from research.lessons.book_seat import seats_booked
from research.lessons.clashes import LessonClashMixin
from research.lessons.models import LessonSetting, OpenLesson, Stage
from research.lessons.when import hours_of_period, moment

CLOCK = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
PERIODS = [("", "–"), *((number, str(number)) for number in range(1, 10))]
#: What says when and where; once announced it changes by moving the lesson.
WHEN = ("occurred_on", "period", "starts", "ends", "room")


def teachers_announced_by(user: User) -> Any:
    """For whom this person may set a lesson: the office for all, a leader for their groups."""
    people = User.objects.in_service().teachers().select_related("main_group")
    return people if is_research_office(user) else people.filter(main_group__in=user.led_group_ids)


class TimeOfLesson:
    """Day, period and hours of a form as two moments; the period's hours where none are typed."""

    cleaned_data: dict[str, Any]
    add_error: Any
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def read_time(self) -> None:
        given = self.cleaned_data
        usual = hours_of_period(given.get("period"))
        starts = given.get("starts") or (usual and usual[0])
        ends = given.get("ends") or (usual and usual[1])
        day = given.get("occurred_on")
        if not (day and starts and ends):
            return
        if ends <= starts:
            self.add_error("ends", _("The end lies before the beginning."))
            return
        self.starts_at, self.ends_at = moment(day, starts), moment(day, ends)


def as_period(value: str) -> int | None:
    return int(value) if value else None


def period_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Period"), choices=PERIODS, coerce=as_period, empty_value=None, required=False
    )


class OpenLessonForm(TimeOfLesson, LessonClashMixin, RecordForm):
    """A lesson to come: who, which class, when, where, on what; the rest has its defaults."""

    title_from = "lesson_topic"
    needed = ("lesson_topic", "class_name", "room")
    more_fields = ("starts", "ends", "level", "seats")
    may_lie_ahead = True
    from_address = ("occurred_on", "period", "lesson_kind")

    teacher = AutocompleteField(
        source="people",
        required=False,
        label=_("Teacher"),
        help_text=_("Leave it empty for a lesson of your own."),
    )
    period = period_field()
    starts = forms.TimeField(
        label=_("Begins"),
        required=False,
        widget=CLOCK,
        help_text=_("Empty: as the school's periods say."),
    )
    ends = forms.TimeField(label=_("Ends"), required=False, widget=CLOCK)

    class Meta:
        model = OpenLesson
        fields = (
            "lesson_kind",
            "lesson_topic",
            "class_name",
            "subject",
            "occurred_on",
            "period",
            "room",
            "level",
            "seats",
            "focus",
        )
        widgets = {"occurred_on": DAY, "focus": forms.Textarea({"rows": 3})}
        labels = {"occurred_on": pgettext_lazy("of a lesson", "Day")}
        help_texts = {
            "focus": _("What you try in this lesson, and what observers should watch."),
            "seats": _("Who comes too late is put on a waiting list."),
        }

    field_order = (
        "teacher",
        "lesson_kind",
        "lesson_topic",
        "class_name",
        "subject",
        "occurred_on",
        "period",
        "room",
        "focus",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["class_name"].widget.attrs |= {"list": "my-classes", "autocomplete": "off"}
        self.fields["lesson_topic"].widget.attrs["autocomplete"] = "off"
        if self.is_planned_already:
            for name in WHEN:
                self.fields.pop(name, None)
        elif self.instance.starts_at:
            self.initial.setdefault("starts", timezone.localtime(self.instance.starts_at).time())
            self.initial.setdefault("ends", timezone.localtime(self.instance.ends_at).time())
        self._offer_teachers()

    def _offer_teachers(self) -> None:
        may_choose = is_research_office(self.user) or self.user.led_group_ids
        if self.instance.pk or not may_choose:
            del self.fields["teacher"]
        else:
            self.fields["teacher"].among = lambda: teachers_announced_by(self.user)

    @property
    def is_planned_already(self) -> bool:
        """Announced: who booked a seat knows the time, so it changes by moving."""
        return bool(self.instance.pk) and self.instance.stage != Stage.DRAFT

    @property
    def given_by(self) -> User:
        return self.cleaned_data.get("teacher") or (
            self.instance.author if self.instance.pk else self.user
        )

    @property
    def written_fields(self) -> list[str]:
        times = [] if self.is_planned_already else ["starts_at", "ends_at"]
        return [*super().written_fields, *times]

    @property
    def folded_summary(self) -> str:
        seats = self["seats"].value()
        level = dict(self.fields["level"].choices).get(self["level"].value(), "")
        words = _("%(n)s seats") % {"n": seats} if seats else ""
        return " · ".join(str(part) for part in (level, words) if part)

    @property
    def about(self) -> list[forms.BoundField]:
        return [
            self[name] for name in ("teacher", "lesson_kind", "lesson_topic") if name in self.fields
        ]

    @property
    def pairs(self) -> list[list[forms.BoundField]]:
        """What stands side by side on a desk: class and subject, day and period."""
        pairs = (("class_name", "subject"), ("occurred_on", "period"))
        return [[self[name] for name in pair if name in self.fields] for pair in pairs]

    @property
    def after(self) -> list[forms.BoundField]:
        names = ("room", "focus", self.keep_field)
        return [self[name] for name in names if name in self.fields]

    def clean_seats(self) -> int:
        seats: int | None = self.cleaned_data["seats"]
        if seats is None:
            return LessonSetting.current().default_seats
        if self.instance.pk and seats < (booked := seats_booked(self.instance)):
            raise forms.ValidationError(
                _("%(n)d seats are booked already: give no fewer."),
                code="booked",
                params={"n": booked},
            )
        return seats

    def clean(self) -> dict[str, Any]:
        if not self.is_planned_already:
            self.read_time()
        cleaned = super().clean()
        lesson = self.instance
        lesson.visibility = Visibility.SCHOOL
        if not self.is_planned_already:
            lesson.starts_at, lesson.ends_at = self.starts_at, self.ends_at
        if lesson.pk is None:
            lesson.group = self.given_by.main_group
        if self.is_handing_in:
            self._require_what_announcing_needs()
        return cleaned

    def _require_what_announcing_needs(self) -> None:
        if not self.given_by.is_teacher:
            self.add_error("teacher", _("Choose the teacher who gives the lesson."))
        day = self.cleaned_data.get("occurred_on")
        if day and self.starts_at is None and not self.errors.get("ends"):
            self.add_error("period", _("Choose the period, or say from when to when."))
        elif self.starts_at is not None and self.starts_at <= clock.now():
            self.add_error("occurred_on", _("Its time has passed. Choose a time to come."))

    def planned(self) -> tuple[OpenLesson, User, datetime, datetime, str, str] | None:
        if self.starts_at is None or self.ends_at is None:
            return None
        given = self.cleaned_data
        room, class_name = given.get("room", ""), given.get("class_name", "")
        return self.instance, self.given_by, self.starts_at, self.ends_at, room, class_name


class MoveForm(TimeOfLesson, LessonClashMixin, PortalForm):
    """Another time or room for an announced lesson."""

    occurred_on = forms.DateField(label=pgettext_lazy("of a lesson", "Day"), widget=DAY)
    period = period_field()
    starts = forms.TimeField(label=_("Begins"), required=False, widget=CLOCK)
    ends = forms.TimeField(label=_("Ends"), required=False, widget=CLOCK)
    room = forms.CharField(label=_("Room"), max_length=60)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Those who booked a seat read it."),
    )

    def __init__(self, *args: Any, lesson: OpenLesson, **kwargs: Any) -> None:
        self.lesson = lesson
        starts = timezone.localtime(lesson.starts_at)
        kwargs["initial"] = {
            "occurred_on": starts.date(),
            "period": lesson.period,
            "starts": starts.time(),
            "ends": timezone.localtime(lesson.ends_at).time(),
            "room": lesson.room,
        }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        self._let_a_new_period_set_the_hours()
        self.read_time()
        cleaned = super().clean()
        if self.starts_at is None and not self.errors:
            self.add_error("period", _("Choose the period, or say from when to when."))
        return cleaned

    def _let_a_new_period_set_the_hours(self) -> None:
        """Who changes the period alone means its hours, though the old ones stand in the form."""
        changed = set(self.changed_data)
        if "period" in changed and not {"starts", "ends"} & changed:
            self.cleaned_data["starts"] = self.cleaned_data["ends"] = None

    def planned(self) -> tuple[OpenLesson, User, datetime, datetime, str, str] | None:
        if self.starts_at is None or self.ends_at is None:
            return None
        lesson, room = self.lesson, self.cleaned_data.get("room", "")
        return lesson, lesson.author, self.starts_at, self.ends_at, room, lesson.class_name


class CancelForm(PortalForm):
    """Why it does not take place."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Those who booked a seat read it.")
    )


class PlanForm(PortalForm):
    """The lesson plan as a file."""

    plan = forms.FileField(
        label=_("Lesson plan"),
        widget=forms.FileInput({"accept": ".pdf,.docx,.pptx"}),
        help_text=_("PDF, Word or PowerPoint. Observers read it before they come."),
    )


class LessonSettingForm(PortalModelForm):
    """The school's own numbers for open lessons."""

    class Meta:
        model = LessonSetting
        fields = (
            "default_seats",
            "min_observations",
            "needs_reflection",
            "needs_discussion",
            "complete_within_days",
        )
        help_texts = {
            "min_observations": _("Before the leader can accept it as completed."),
        }
