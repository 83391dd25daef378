"""Beginning an observation, writing it in class, answering it; the school's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import Subject
from portal.records.forms import RecordForm
from portal.records.models import Visibility
from portal.ui.autocomplete import AutocompleteField
from portal.ui.forms import PortalForm, PortalModelForm
from research.lessons.forms import period_field
from research.observations.answer_observation import MAX_LENGTH
from research.observations.fields import (
    SPARE_ROWS,
    NotesField,
    ScoresField,
    as_cells,
    in_rows,
)
from research.observations.models import Dimension, Observation, ObservationSetting, Occasion
from research.observations.start_observation import Heard

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
#: What an announced lesson says itself.
SAID_BY_LESSON = ("lesson_topic", "class_name", "subject", "occurred_on", "period")


class StartForm(PortalForm):
    """A lesson that was not announced here: whose, which class, when."""

    occasion = forms.ChoiceField(
        label=_("Occasion"),
        choices=[
            (Occasion.UNANNOUNCED.value, Occasion.UNANNOUNCED.label),
            (Occasion.OUTSIDE.value, Occasion.OUTSIDE.label),
        ],
        initial=Occasion.UNANNOUNCED.value,
        widget=forms.RadioSelect,
    )
    teacher = AutocompleteField(source="people", required=False, label=_("Teacher of the lesson"))
    outside_teacher = forms.CharField(
        label=_("Teacher and school"),
        max_length=60,
        required=False,
        help_text=_("Only for a lesson at another school; hand in a proof of it with the record."),
    )
    class_name = forms.CharField(label=_("Class"), max_length=40)
    lesson_topic = forms.CharField(
        label=pgettext_lazy("of a lesson", "Lesson topic"), max_length=80, required=False
    )
    subject = forms.ModelChoiceField(
        Subject.objects.all(),
        label=pgettext_lazy("of a lesson", "Subject"),
        required=False,
        empty_label="–",
    )
    occurred_on = forms.DateField(label=_("Taught on"), widget=DAY)
    period = period_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occurred_on"].initial = clock.today()
        self.fields["occurred_on"].widget.attrs["max"] = clock.today().isoformat()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_outside = cleaned.get("occasion") == Occasion.OUTSIDE
        if is_outside and not cleaned.get("outside_teacher"):
            self.add_error("outside_teacher", _("Say whose lesson it was, and at which school."))
        if not is_outside and not cleaned.get("teacher") and "teacher" not in self.errors:
            self.add_error("teacher", _("Say whose lesson it is."))
        return cleaned

    @property
    def heard(self) -> Heard:
        given = dict(self.cleaned_data)
        given["occasion"] = Occasion(given["occasion"])
        if given["occasion"] == Occasion.OUTSIDE:
            given["teacher"] = None
        else:
            given["outside_teacher"] = ""
        return Heard(**given)


@dataclass(frozen=True)
class ScoreInput:
    """One dimension as the form draws it."""

    dimension: Dimension
    value: str
    number: int


class ObservationForm(RecordForm):
    """Written in class, on a phone: notes by the minute, points, what was good, what to change."""

    title_from = "lesson_topic"
    needed = ("lesson_topic", "class_name", "minutes")
    more_fields = (
        "outside_teacher",
        "lesson_topic",
        "class_name",
        "subject",
        "lesson_type",
        "occurred_on",
        "period",
    )

    notes = NotesField(label=_("Process"), required=False)
    scores = ScoresField(label=_("Points"))

    class Meta:
        model = Observation
        fields = (
            "strengths",
            "suggestions",
            "minutes",
            "outside_teacher",
            "lesson_topic",
            "class_name",
            "subject",
            "lesson_type",
            "occurred_on",
            "period",
        )
        widgets = {"occurred_on": DAY}
        labels = {"occurred_on": _("Taught on")}
        help_texts = {
            "lesson_type": _("New material, revision, practice, discussion of homework …"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        observation = self.instance
        is_announced = observation.lesson_id is not None
        for name in SAID_BY_LESSON if is_announced else ():
            del self.fields[name]
        if observation.occasion != Occasion.OUTSIDE:
            del self.fields["outside_teacher"]
        self._offer_notes_and_scores(observation)

    def _offer_notes_and_scores(self, observation: Observation) -> None:
        rubric = observation.rubric
        self.dimensions = list(rubric.dimensions.all()) if rubric else []
        self.bands = list(rubric.bands.all()) if rubric else []
        scores = self.fields["scores"]
        scores.dimensions = self.dimensions
        scores.required = self.is_handing_in and bool(self.dimensions)
        if self.is_bound or "notes" in self.initial:
            return
        given = {score.dimension_id: score.points for score in observation.scores.all()}
        self.initial["notes"] = as_cells(observation.notes.all())
        self.initial["scores"] = [_plain(given.get(d.pk)) for d in self.dimensions]

    @property
    def readers(self) -> str:
        """Once handed in; until then it is the observer's alone."""
        if self.instance.teacher_id is None:
            return gettext("Read by: your group leader, the guidance team and the office.")
        return gettext(
            "Read by: the teacher of the lesson, their group leader, the guidance team, the office."
        )

    @property
    def note_rows(self) -> list[list[str]]:
        """The rows to be drawn: what is there, and a few to write in."""
        rows = in_rows(self["notes"].value() or [])
        while rows and not any(rows[-1]):
            rows.pop()
        return rows + [[""] * 4 for _row in range(SPARE_ROWS)]

    @property
    def score_inputs(self) -> list[ScoreInput]:
        values = list(self["scores"].value() or [])
        values += [""] * (len(self.dimensions) - len(values))
        return [
            ScoreInput(dimension, value, number)
            for number, (dimension, value) in enumerate(zip(self.dimensions, values, strict=False))
        ]

    @property
    def folded_summary(self) -> str:
        parts = [self["lesson_topic"].value()] if "lesson_topic" in self.fields else []
        return " · ".join(str(part) for part in (*parts, super().folded_summary) if part)

    def title_of_record(self) -> str:
        if "lesson_topic" in self.fields:
            return super().title_of_record()
        return self.instance.lesson_topic

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        observation = self.instance
        observation.visibility = Visibility.NAMED
        observation.heard = self._heard(cleaned)
        mine = Observation.objects.filter(observer=self.user, heard=observation.heard)
        if observation.heard and mine.exclude(pk=observation.pk).exists():
            self.add_error("period", _("You already have an observation of this lesson."))
        return cleaned

    def _heard(self, cleaned: dict[str, Any]) -> str:
        observation = self.instance
        day = cleaned.get("occurred_on") or observation.occurred_on
        period = cleaned.get("period", observation.period)
        return Heard(
            Occasion(observation.occasion), day, teacher=observation.teacher, period=period
        ).key

    @property
    def written_fields(self) -> list[str]:
        return [*super().written_fields, "heard"]


def _plain(points: Decimal | None) -> str:
    return "" if points is None else f"{points.normalize():f}"


class AnswerForm(PortalForm):
    """What the teacher takes from it."""

    words = forms.CharField(
        label=_("Answer to the observer"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Read by: the observer, your group leader, the guidance team and the office."),
    )


class ObservationSettingForm(PortalModelForm):
    """The school's own numbers for observations."""

    class Meta:
        model = ObservationSetting
        fields = ("counted_minutes", "submit_within_hours")
