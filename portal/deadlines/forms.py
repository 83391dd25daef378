"""What the office types about requirements and excuses, and how the matrix is narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.deadlines.excuse import grant_excuse
from portal.deadlines.models import RHYTHM_OFFSETS, Excuse, Requirement
from portal.deadlines.offsets import LONGEST_OFFSET
from portal.deadlines.set_requirements import usual_due
from portal.people.models import Group, User
from portal.records.kinds import kinds
from portal.refusal import Refused
from portal.terms.models import Term
from portal.ui.autocomplete import AutocompleteField
from portal.ui.forms import PortalForm, PortalModelForm

#: Longer words than a number box: how often a requirement comes round.
RHYTHMS = [
    (0, _("Once in the term")),
    (1, _("Every week")),
    (2, _("Every two weeks")),
    (4, _("Every four weeks")),
]
OFFSETS = "14,7,3,1,0"


class RequirementForm(PortalModelForm):
    """One requirement of a term; the term itself is chosen by the page."""

    every_weeks = forms.TypedChoiceField(label=_("How often"), choices=RHYTHMS, coerce=int)
    due_at = forms.SplitDateTimeField(
        label=_("Due"),
        required=False,
        help_text=_("For what is owed once in the term. A rhythm is due each Sunday at 23:59."),
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": _("Due: day")},
            time_attrs={"type": "time", "aria-label": _("Due: time")},
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        ),
    )
    offsets = forms.CharField(
        label=_("Reminded so many days before"),
        required=False,
        help_text=_("Days before, separated by commas; 0 is the day itself. Empty: the usual."),
    )

    class Meta:
        model = Requirement
        fields = (
            "kind",
            "count",
            "every_weeks",
            "due_at",
            "min_characters",
            "audience",
            "role",
            "group",
            "group_kind",
            "min_years_of_service",
            "max_years_of_service",
            "offsets",
        )
        help_texts = {
            "min_characters": _("Shown on the page of whoever owes it; 0 for any length."),
            "role": _("For “Holders of a role”."),
            "group": _("For “Members of a group”."),
            "group_kind": _("For “Leaders of a kind of group”; empty for every kind."),
            "min_years_of_service": _("Counted at 1 September; empty for everyone."),
        }

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.term = term
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind of record"), choices=[(kind.slug, kind.label) for kind in kinds]
        )
        self.fields["group"].queryset = Group.objects.active()
        if self.instance.pk is None:
            self.fields["due_at"].initial = usual_due(term)

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks some people alone, or something about them wants mending."""
        narrowing = ("role", "group", "group_kind", "min_years_of_service", "max_years_of_service")
        return any(self[name].value() or self[name].errors for name in narrowing) or bool(
            self["audience"].value() not in {None, Requirement.Audience.EVERYONE}
        )

    def clean_offsets(self) -> str:
        typed = self.cleaned_data["offsets"].replace("，", ",").replace("、", ",")
        parts = [part.strip() for part in typed.split(",") if part.strip()]
        if not all(part.isdecimal() and int(part) <= LONGEST_OFFSET for part in parts):
            raise forms.ValidationError(
                _("Whole numbers from 0 to %(longest)d, separated by commas.")
                % {"longest": LONGEST_OFFSET}
            )
        return ",".join(str(n) for n in sorted({int(part) for part in parts}, reverse=True))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_rhythm = bool(cleaned.get("every_weeks"))
        if is_rhythm:
            cleaned["due_at"] = None
        elif "due_at" not in self.errors and not cleaned.get("due_at"):
            self.add_error("due_at", _("Say when it is due."))
        if not cleaned.get("offsets"):
            cleaned["offsets"] = RHYTHM_OFFSETS if is_rhythm else OFFSETS
        self._clean_audience(cleaned)
        self._clean_years(cleaned)
        return cleaned

    def _clean_audience(self, cleaned: dict[str, Any]) -> None:
        """Keep the one detail that the audience needs, and clear what belongs to another."""
        audience = cleaned.get("audience")
        if audience == Requirement.Audience.ROLE and not cleaned.get("role"):
            self.add_error("role", _("Choose the role."))
        if audience == Requirement.Audience.GROUP and not cleaned.get("group"):
            self.add_error("group", _("Choose the group."))
        kept = {
            Requirement.Audience.ROLE: "role",
            Requirement.Audience.GROUP: "group",
            Requirement.Audience.GROUP_LEADERS: "group_kind",
        }.get(audience)
        empty = {"role": "", "group": None, "group_kind": ""}
        cleaned.update({name: value for name, value in empty.items() if name != kept})

    def _clean_years(self, cleaned: dict[str, Any]) -> None:
        low, high = cleaned.get("min_years_of_service"), cleaned.get("max_years_of_service")
        if low is not None and high is not None and low > high:
            self.add_error("max_years_of_service", _("The second number is not the smaller one."))


class CopyForm(PortalForm):
    """Which term to copy requirements from."""

    source = forms.ModelChoiceField(label=_("Copy from"), queryset=Term.objects.none())

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = Term.objects.newest_first().exclude(pk=term.pk)


class ExcuseForm(PortalForm):
    """A person owes nothing on some days: everything, or one requirement alone."""

    person = AutocompleteField(source="people", label=_("Staff member"))
    reason = forms.ChoiceField(label=_("Reason"), choices=Excuse.Reason.choices)
    words = forms.CharField(label=_("In words"), max_length=200, required=False)
    starts_on = forms.DateField(label=_("From"))
    ends_on = forms.DateField(
        label=_("To"),
        required=False,
        help_text=_("The last day away; empty while nobody knows."),
    )
    requirement = forms.ModelChoiceField(
        label=_("Only for"),
        queryset=Requirement.objects.none(),
        required=False,
        empty_label=_("Everything that is owed"),
        help_text=_("What is owed once is waived when the excuse holds on its due day."),
    )

    def __init__(self, *args: Any, term: Term | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if term is not None:
            self.fields["requirement"].queryset = Requirement.objects.in_term(term).of_known_kinds()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day comes after the first."))
        return cleaned

    def refuse(self, refusal: Refused) -> None:
        self.add_error(None, str(refusal))

    def save(self, *, by: User) -> Excuse:
        data = dict(self.cleaned_data)
        return grant_excuse(data.pop("person"), by=by, **data)


class MatrixFilterForm(PortalForm):
    """How the matrix is narrowed and sorted; every choice stays in the address."""

    SORTS = [("name", _("By name")), ("behind", _("Furthest behind first"))]

    #: The matrix has read the choices already and offers them itself.
    group = forms.ChoiceField(label=_("Group"), required=False)
    requirement = forms.ChoiceField(label=_("Requirement"), required=False)
    name = forms.CharField(
        label=_("Name"), required=False, help_text=_("Name, pinyin or staff number")
    )
    order = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)
    behind = forms.BooleanField(label=_("Only who is behind"), required=False)
