"""What supervisors, leaders and the guidance team type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.people.models import Group, GroupKind
from portal.records.forms import RecordForm
from portal.records.kinds import kinds
from portal.ui.forms import PortalForm, PortalModelForm
from research.supervision.models import Finding, Grade, GuidanceVisit, SupervisionSetting

#: What a group answers for: what its members write and what it does together.
INSPECTED = (
    "lesson_reflection",
    "homework_reflection",
    "education_narrative",
    "experience_summary",
    "case",
)
GROUPS_INSPECTED = (GroupKind.RESEARCH_GROUP, GroupKind.PREP_GROUP)


def groups_inspected() -> Any:
    return Group.objects.active().filter(kind__in=GROUPS_INSPECTED).order_by("-kind", "pinyin")


class OpenInspectionForm(PortalForm):
    """Which group, which month, what to look at."""

    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none())
    month = forms.DateField(
        label=pgettext_lazy("of an inspection", "Month"),
        input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m", attrs={"type": "month"}),
    )
    inspected_kinds = forms.MultipleChoiceField(
        label=_("What is inspected"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of each sampled teacher the newest record of the month of each kind."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_inspected()
        self.fields["inspected_kinds"].choices = [
            (slug, kinds.get(slug).label) for slug in INSPECTED if slug in kinds
        ]
        self.fields["inspected_kinds"].initial = ["lesson_reflection"]
        self.fields["month"].initial = clock.today().replace(day=1)

    def clean_month(self) -> Any:
        month = self.cleaned_data["month"].replace(day=1)
        if month > clock.today():
            raise forms.ValidationError(_("This month has not begun yet."), code="future")
        return month


class FindingForm(PortalModelForm):
    """One row: what the supervisor thinks of it."""

    grade = forms.ChoiceField(label=_("Grade"), choices=[("", "—"), *Grade.choices], required=False)

    class Meta:
        model = Finding
        fields = ("grade", "problem")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("grade") == Grade.PROBLEM and not cleaned.get("problem"):
            self.add_error("problem", _("Say what is to be rectified."))
        return cleaned


FindingFormSet = forms.modelformset_factory(Finding, form=FindingForm, extra=0)


class FeedbackForm(PortalForm):
    feedback = forms.CharField(
        label=_("Feedback to the group"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Read by: the inspected group, the research office and the principal."),
    )


class ReplyForm(PortalForm):
    words = forms.CharField(
        label=_("The group's reply"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_(
            "What was put right, and how. Read by: the supervisor, your group, the office."
        ),
    )


class AskAgainForm(PortalForm):
    words = forms.CharField(
        label=_("What is still missing"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Read by: the leaders of the group."),
    )


class GuidanceVisitForm(RecordForm):
    """A visit to one group; its group is chosen, not the author's own."""

    title_from = "focus"
    needed = ("focus", "seen")

    class Meta:
        model = GuidanceVisit
        fields = (
            "group",
            "focus",
            "seen",
            "advice",
            "follow_up",
            "occurred_on",
            "visibility",
            "shows_pupils",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_inspected()
        self.fields["group"].required = True
        self.fields["group"].label = _("Group visited")


class SupervisionSettingForm(PortalModelForm):
    class Meta:
        model = SupervisionSetting
        fields = ("sample_percent", "sample_least", "reply_working_days")
