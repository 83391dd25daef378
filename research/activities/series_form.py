"""Planning a series: one form, a preview of its days, then all at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.agenda.clashes import Clash, Slot, clashes_in
from portal.people.models import Group, User
from portal.people.people_field import PeopleField
from portal.ui.autocomplete import AutocompleteField
from portal.ui.dates import school_date
from portal.ui.forms import PortalForm
from research.activities.expected import members_of
from research.activities.forms import CLOCK, at_school, groups_planned_by
from research.activities.models import ActivityKind
from research.activities.plan_series import Pattern, SeriesDay, series_days
from research.activities.when import weekday
from research.attendance.models import Mode

RHYTHMS = [
    (1, _("every week")),
    (2, _("every second week")),
    (3, _("every third week")),
    (4, _("every fourth week")),
]


class SeriesForm(PortalForm):
    """The weekday is that of the first day."""

    topic = forms.CharField(
        label=pgettext_lazy("of an activity", "Topic"),
        max_length=100,
        help_text=_("Of all of them for now; each gets its own when it is prepared."),
    )
    activity_kind = forms.ChoiceField(
        label=pgettext_lazy("of an activity", "Kind"),
        choices=ActivityKind.choices,
        initial=ActivityKind.THEME,
    )
    group = forms.ModelChoiceField(
        label=_("Group"), queryset=Group.objects.none(), empty_label=None
    )
    first = forms.DateField(
        label=_("First day"), help_text=_("Its weekday is the weekday of all of them.")
    )
    every_weeks = forms.TypedChoiceField(
        label=_("How often"), choices=RHYTHMS, coerce=int, initial=2
    )
    last = forms.DateField(label=_("Until"))
    begins = forms.TimeField(label=_("Begins"), widget=forms.TimeInput(CLOCK, format="%H:%M"))
    ends = forms.TimeField(label=_("Ends"), widget=forms.TimeInput(CLOCK, format="%H:%M"))
    mode = forms.ChoiceField(label=_("Mode"), choices=Mode.choices, initial=Mode.ON_SITE)
    place = forms.CharField(label=_("Place"), max_length=60, required=False)
    meeting_link = forms.URLField(
        label=_("Meeting link"), required=False, max_length=300, assume_scheme="https"
    )
    chair = AutocompleteField(source="people", label=_("Chair"), required=False)
    lead_speakers = PeopleField(label=_("Lead speakers"), required=False, at_most=30)
    turns = forms.BooleanField(
        label=_("The lead speakers take turns, one for each activity"), required=False, initial=True
    )
    recorders = PeopleField(label=_("Recorders"), required=False, at_most=2)
    series = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField", self.fields["group"]).queryset = groups_planned_by(user)

    def clean_series(self) -> uuid.UUID:
        return self.cleaned_data["series"] or uuid.uuid4()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", forms.ValidationError(_("The last day lies before the first.")))
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", forms.ValidationError(_("The end lies before the beginning.")))
        if cleaned.get("mode") == Mode.ONLINE and not cleaned.get("meeting_link"):
            error = forms.ValidationError(_("Give the link of the meeting."), code="no_link")
            self.add_error("meeting_link", error)
        return cleaned

    @property
    def days(self) -> list[SeriesDay]:
        cleaned = self.cleaned_data
        return series_days(cleaned["first"], cleaned["last"], cleaned["every_weeks"])

    @property
    def pattern(self) -> Pattern:
        names = Pattern.__dataclass_fields__
        return Pattern(**{name: self.cleaned_data[name] for name in names})

    def clashes_on(self, days: Iterable[date]) -> list[Clash]:
        """Who is bound elsewhere on any of these days."""
        pattern = self.pattern
        listed = list(days)
        if not listed:
            return []
        people = list(members_of(pattern.group, listed[0]))
        people += [*pattern.lead_speakers, *filter(None, [pattern.chair])]
        return clashes_in(
            Slot(people, at_school(day, pattern.begins), at_school(day, pattern.ends))
            for day in listed
        )


class DaysForm(PortalForm):
    """The days of the preview, those that are usual ticked."""

    days = forms.MultipleChoiceField(label=_("Days"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, offered: list[SeriesDay], label_of: Any) -> None:
        usual = [offer.day.isoformat() for offer in offered if offer.is_usual]
        super().__init__(data, initial={"days": usual})
        cast("forms.MultipleChoiceField", self.fields["days"]).choices = [
            (o.day.isoformat(), label_of(o)) for o in offered
        ]

    @property
    def chosen(self) -> list[date]:
        return [date.fromisoformat(day) for day in self.cleaned_data["days"]]


def day_words(offer: SeriesDay, week: str) -> str:
    """14 October 2026 Wednesday · week 7 · the school's birthday."""
    day = f"{school_date(offer.day)} {weekday(offer.day)}"
    parts = [day, week, offer.note]
    return " · ".join(part for part in parts if part)
