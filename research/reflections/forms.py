"""What a teacher fills in, in the words of a helpful colleague."""

from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.prepared import prepared
from portal.records.forms import RecordForm
from portal.records.kinds import RecordKind
from research.reflections.about import may_be_about, offered_to, reflected_kinds
from research.reflections.just_taught import Taught, just_taught
from research.reflections.models import (
    Case,
    EducationNarrative,
    ExperienceSummary,
    HomeworkReflection,
    LessonReflection,
    Puzzle,
    WritingTemplate,
)

COMMON = ("occurred_on", "visibility", "shows_pupils")
DAY = {"occurred_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}


class TemplatedForm(RecordForm):
    """May begin with the texts of a template that the office offers (`?template=3`)."""

    from_address: tuple[str, ...] = ("template",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = kwargs.get("initial") or {}
        chosen = str(initial.pop("template", ""))
        if chosen.isdecimal():
            kwargs["initial"] = texts_of_template(kwargs["kind"], int(chosen)) | initial
        super().__init__(*args, **kwargs)

    @cached_property
    def templates(self) -> list[WritingTemplate]:
        """Offered above an empty form; one query."""
        if self.instance.pk or self.is_bound:
            return []
        return _templates_of(self.kind.slug)


@prepared
def _templates_of(kind: str) -> QuerySet[WritingTemplate]:
    return WritingTemplate.objects.filter(kind=kind, is_active=True)


def texts_of_template(kind: RecordKind, pk: int) -> dict[str, str]:
    template = WritingTemplate.objects.filter(kind=kind.slug, pk=pk, is_active=True).first()
    return dict(template.texts) if template else {}


class ReflectionForm(TemplatedForm):
    """Of one class in one subject; the page sets these two side by side."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["class_name"].widget.attrs |= {"list": "my-classes", "autocomplete": "off"}
        self.fields[self.title_from].widget.attrs["autocomplete"] = "off"

    @property
    def heading(self) -> list[forms.BoundField]:
        return [self[self.title_from]]

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.kind.body_fields]


class LessonReflectionForm(ReflectionForm):
    """Under a minute on a phone: topic and class, then three short texts."""

    title_from = "lesson_topic"
    more_fields = ("occurred_on", "period", "about", "visibility", "shows_pupils")
    from_address = (
        "about",
        "lesson_topic",
        "class_name",
        "subject",
        "occurred_on",
        "period",
        "template",
    )

    class Meta:
        model = LessonReflection
        fields = (
            "lesson_topic",
            "class_name",
            "subject",
            "worked",
            "failed",
            "next_time",
            "period",
            "about",
            *COMMON,
        )
        widgets = DAY
        labels = {"occurred_on": _("Taught on")}
        help_texts = {
            "worked": _("One moment is enough: what did the pupils do, say or understand?"),
            "failed": _("Where did they get stuck, and where did you?"),
            "next_time": _("One thing you will do differently."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(reflected_kinds):
            self._offer_what_it_may_be_about()
        else:
            del self.fields["about"]

    def _offer_what_it_may_be_about(self) -> None:
        """What is recent stands in the list, with the one chosen; any other is taken as well."""
        about = self.fields["about"]
        offered = offered_to(self.user)
        chosen = str(self["about"].value() or "")
        if chosen.isdecimal() and int(chosen) not in {record.pk for record in offered}:
            offered += may_be_about(self.user).filter(pk=chosen)
        about.choices = [
            ("", about.empty_label),
            *((record.pk, record.display_title) for record in offered),
        ]
        if self.is_bound:
            about.queryset = may_be_about(self.user)

    @cached_property
    def just_taught(self) -> list[Taught]:
        """Offered above an empty form that no link has filled yet."""
        if self.instance.pk or self.is_bound or self.initial.get("period"):
            return []
        return just_taught(self.user, clock.now())


class HomeworkReflectionForm(ReflectionForm):
    title_from = "homework"

    class Meta:
        model = HomeworkReflection
        fields = ("homework", "class_name", "subject", "findings", "causes", "next_time", *COMMON)
        widgets = DAY
        labels = {"occurred_on": _("Marked on")}
        help_texts = {
            "homework": _("Which exercise it was, in a few words."),
            "findings": _("What most got right, what many got wrong."),
            "causes": _("What they had not understood, or what the exercise hid."),
        }


class EducationNarrativeForm(TemplatedForm):
    needed = ("title", "body")

    class Meta:
        model = EducationNarrative
        fields = ("title", "body", *COMMON)
        widgets = {**DAY, "body": forms.Textarea({"rows": 16})}
        help_texts = {"body": _("One true story: what happened, what you did, what you thought.")}


class ExperienceSummaryForm(TemplatedForm):
    needed = ("title", "body")

    class Meta:
        model = ExperienceSummary
        fields = ("title", "body", *COMMON)
        widgets = {**DAY, "body": forms.Textarea({"rows": 16})}
        help_texts = {"body": _("What you tried this term, what it brought, what you keep.")}


class CaseForm(TemplatedForm):
    needed = ("title",)

    class Meta:
        model = Case
        fields = ("title", "situation", "action", "analysis", *COMMON)
        widgets = DAY
        help_texts = {
            "situation": _("Who, where, and what was difficult."),
            "action": _("What you did, step by step."),
            "analysis": _("Why it went as it did, and what others can take from it."),
        }


class PuzzleForm(RecordForm):
    needed = ("title", "question")

    class Meta:
        model = Puzzle
        fields = ("title", "question", *COMMON)
        widgets = DAY
        help_texts = {
            "question": _("What puzzles you, and what you have tried. Your group will answer.")
        }
