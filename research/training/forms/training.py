"""A training, and whom it expects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import Group, GroupKind, User
from portal.ui.forms import PortalForm, PortalModelForm
from research.training.models import Training


class TrainingForm(PortalModelForm):
    class Meta:
        model = Training
        fields = ("title", "category", "organiser", "level", "certificate_number")
        help_texts = {
            "certificate_number": _(
                "If everybody gets the same number, as for a school's training."
            ),
        }


class InviteForm(PortalForm):
    """Everybody, some groups, and single people besides."""

    everybody = forms.BooleanField(label=_("Every teacher"), required=False)
    groups = forms.ModelMultipleChoiceField(
        label=_("Groups"),
        queryset=Group.objects.active().exclude(kind=GroupKind.PREP_GROUP),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    numbers = forms.CharField(
        label=_("Single people"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Their staff numbers, with commas or line breaks between."),
    )

    def clean_numbers(self) -> list[User]:
        typed = self.cleaned_data["numbers"].replace("，", ",").replace("、", ",")
        wanted = {n.strip() for n in typed.replace("\n", ",").split(",") if n.strip()}
        found = {
            p.staff_number: p for p in User.objects.in_service().filter(staff_number__in=wanted)
        }
        missing = sorted(wanted - found.keys())
        if missing:
            raise forms.ValidationError(
                _("Nobody has staff number %(numbers)s."), params={"numbers": ", ".join(missing)}
            )
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [cleaned.get(name) for name in ("everybody", "groups", "numbers")]
        if not self.errors and not any(chosen):
            raise forms.ValidationError(_("Say who is expected."), code="nobody")
        return cleaned

    @property
    def people(self) -> list[User]:
        cleaned = self.cleaned_data
        if cleaned["everybody"]:
            found = set(User.objects.in_service().teachers())
        else:
            found = set()
            for group in cleaned["groups"]:
                found |= set(User.objects.in_service().in_group(group, clock.today()))
        return sorted(found | set(cleaned["numbers"]), key=lambda person: person.pk)


class ReasonForm(PortalForm):
    """Words that somebody else will read."""

    words = forms.CharField(
        label=_("In words"), max_length=200, widget=forms.Textarea({"rows": 3, "maxlength": 200})
    )
