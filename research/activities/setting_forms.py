"""The forms of the office: the numbers, what each kind of group is asked for, the areas' groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from portal.people.models import Group, GroupKind
from portal.ui.forms import PortalForm, PortalModelForm
from research.activities.forms import GROUP_KINDS
from research.activities.models import ActivitySetting, AreaGroup, GroupTarget
from research.activities.targets import targets


class SettingForm(PortalModelForm):
    class Meta:
        model = ActivitySetting
        fields = (
            "announce_days",
            "minutes_due_weekday",
            "minutes_due_time",
            "usual_minutes",
            "prep_minutes",
            "photos_advised",
        )
        widgets = {"minutes_due_time": forms.TimeInput({"type": "time"}, format="%H:%M")}


class TargetForm(PortalForm):
    """Activities a term, for each kind of group."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = targets()
        for kind in GROUP_KINDS:
            self.fields[f"target_{kind}"] = forms.IntegerField(
                label=_("%(kind)s: activities a term") % {"kind": kind.label},
                min_value=0,
                validators=[MaxValueValidator(60)],
                initial=now.get(kind, 0),
            )

    def save(self) -> None:
        for kind in GROUP_KINDS:
            GroupTarget.objects.update_or_create(
                group_kind=kind, defaults={"per_term": self.cleaned_data[f"target_{kind}"]}
            )


class AreaForm(PortalForm):
    """Which groups make up each collaboration area."""

    def __init__(self, *args: Any, areas: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        self.groups = list(
            Group.objects.active().filter(kind__in=[GroupKind.RESEARCH_GROUP, GroupKind.PREP_GROUP])
        )
        chosen = list(AreaGroup.objects.values_list("area_id", "group_id"))
        for area in areas:
            self.fields[f"area_{area.pk}"] = forms.TypedMultipleChoiceField(
                label=_("Groups of %(area)s") % {"area": area.name},
                choices=[(group.pk, group.name) for group in self.groups],
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[group for a, group in chosen if a == area.pk],
            )

    def save(self) -> None:
        for area in self.areas:
            wanted = set(self.cleaned_data[f"area_{area.pk}"])
            rows = AreaGroup.objects.filter(area=area)
            rows.exclude(group_id__in=wanted).delete()
            known = set(rows.values_list("group_id", flat=True))
            AreaGroup.objects.bulk_create(
                AreaGroup(area=area, group_id=pk) for pk in sorted(wanted - known)
            )


def areas() -> list[Group]:
    return list(Group.objects.active().filter(kind=GroupKind.COLLAB_AREA))
