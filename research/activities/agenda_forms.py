"""A point of the agenda in words; finding records; bringing one's own to the group."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import Group, User
from portal.records.kinds import kinds
from portal.ui.autocomplete import AutocompleteField
from portal.ui.forms import PortalForm
from research.activities.models import Activity
from research.activities.when import when

#: What a group discusses; an activity does not discuss an activity.
NOT_DISCUSSED = {"activity", "training", "inspection", "guidance_visit", "observation"}
#: So many activities to come are offered.
OFFERED = 20


class AgendaWordsForm(PortalForm):
    words = forms.CharField(
        label=_("Point of the agenda"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    presenter = AutocompleteField(source="people", label=_("Presented by"), required=False)


class FindForm(PortalForm):
    words = forms.CharField(label=_("Words"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind of record"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(k.slug, k.label) for k in kinds if k.slug not in NOT_DISCUSSED]
        cast("forms.ChoiceField", self.fields["kind"]).choices = [("", _("Any")), *offered]


class BringForm(PortalForm):
    """`where`: a coming activity (`a12`), or a group's pool (`g3`)."""

    where = forms.ChoiceField(label=_("Discuss it"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What about it?"),
        max_length=120,
        required=False,
        help_text=_("The question you would like to discuss, in a line."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activities = {a.pk: a for a in coming_activities(user)}
        self.groups = {g.pk: g for g in Group.objects.active().filter(pk__in=user.group_ids)}
        cast("forms.ChoiceField", self.fields["where"]).choices = [
            *((f"a{a.pk}", self._said(a)) for a in self.activities.values()),
            *(
                (f"g{g.pk}", _("Some time: leave it with %(group)s") % {"group": g.name})
                for g in self.groups.values()
            ),
        ]

    def _said(self, activity: Activity) -> str:
        moment = when(activity.starts_at, activity.ends_at)
        return f"{moment} · {activity.group} · {activity.topic}"

    @property
    def chosen(self) -> tuple[Group | None, Activity | None]:
        where = self.cleaned_data["where"]
        if where.startswith("g"):
            return self.groups[int(where[1:])], None
        activity = self.activities[int(where[1:])]
        return activity.group, activity


def coming_activities(user: User) -> list[Activity]:
    """Of the person's groups, the soonest first; one query."""
    rows = Activity.objects.standing().visible_to(user).filter(group_id__in=user.group_ids)
    rows = rows.filter(ends_at__gt=clock.now(), state="draft").exclude(stage="held")
    return list(rows.select_related("group").order_by("starts_at")[:OFFERED])
