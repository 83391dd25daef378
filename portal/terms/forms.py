"""What the office types about a term, and about days of the calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from portal.people.models import User
from portal.refusal import Refused
from portal.terms.mark_days import mark_days
from portal.terms.models import CalendarDay, HolidayWork, Term, Weekday
from portal.terms.open_term import change_term, is_usual_length, open_term, school_year_name
from portal.terms.suggest import Suggestion
from portal.ui.forms import PortalForm

#: How many school years around the suggested one can be chosen.
YEARS_AROUND = 3


def date_field(label: object, help_text: object = "", **kwargs: Any) -> forms.DateField:
    """A day, typed or picked; the browser's own picker."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **kwargs,
    )


class TermDatesForm(PortalForm):
    """The days of a term; a length out of the ordinary asks once whether it is meant."""

    starts_on = date_field(_("First teaching day"))
    ends_on = date_field(_("Last teaching day"), _("Without the winter or summer holiday."))
    holiday_work = forms.ChoiceField(
        label=_("Work in the holiday afterwards counts in"),
        choices=HolidayWork.choices,
        initial=HolidayWork.NEXT_TERM,
        help_text=_("What teachers write in the holiday is filed under this term."),
    )
    is_length_meant = forms.BooleanField(
        label=_("The length of this term is right"), required=False, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on > starts_on:
            self._ask_about_length(Term(starts_on=starts_on, ends_on=ends_on).week_count)
        return cleaned

    def _ask_about_length(self, weeks: int) -> None:
        if is_usual_length(weeks) or self.cleaned_data.get("is_length_meant"):
            return
        self.fields["is_length_meant"].widget = forms.CheckboxInput()
        self.add_error(
            "is_length_meant",
            ngettext(
                "This term would have %(weeks)d week. If that is right, tick the box.",
                "This term would have %(weeks)d weeks. If that is right, tick the box.",
                weeks,
            )
            % {"weeks": weeks},
        )

    def refuse(self, refusal: Refused) -> None:
        """Show why the verb would not act, beside what was typed."""
        self.add_error(None, str(refusal))


class TermOpenForm(TermDatesForm):
    """A new term, filled with what usually comes next."""

    first_year = forms.TypedChoiceField(label=_("School year"), coerce=int)
    number = forms.TypedChoiceField(label=_("Term"), choices=Term.Number.choices, coerce=int)
    is_current = forms.BooleanField(
        label=_("Make it the current term"),
        required=False,
        help_text=_("What teachers write from now on belongs to it."),
    )
    field_order = ["first_year", "number", "starts_on", "ends_on", "is_length_meant"]

    def __init__(self, *args: Any, suggestion: Suggestion, **kwargs: Any) -> None:
        kwargs["initial"] = {**vars(suggestion), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        around = range(
            suggestion.first_year - YEARS_AROUND, suggestion.first_year + YEARS_AROUND + 1
        )
        self.fields["first_year"].choices = [(year, school_year_name(year)) for year in around]

    def save(self, *, by: User) -> Term:
        data = {k: v for k, v in self.cleaned_data.items() if k != "is_length_meant"}
        return open_term(data.pop("first_year"), data.pop("number"), by=by, **data)


class TermEditForm(TermDatesForm):
    field_order = ["starts_on", "ends_on", "is_length_meant"]

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "starts_on": term.starts_on,
            "ends_on": term.ends_on,
            "holiday_work": term.holiday_work,
            "is_length_meant": not is_usual_length(term.week_count),
        }
        super().__init__(*args, **kwargs)
        self.term = term

    def save(self, *, by: User) -> Term:
        data = {k: v for k, v in self.cleaned_data.items() if k != "is_length_meant"}
        return change_term(self.term, by=by, **data)


class DaysForm(PortalForm):
    """One day or several days in a row; `was_first` and `was_last` name the run corrected."""

    ALREADY_MARKED = [
        ("keep", _("stay as they are")),
        ("replace", _("are replaced")),
    ]

    first = date_field(_("First day"))
    last = date_field(_("Last day"), _("Empty for a single day."), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=CalendarDay.Kind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=pgettext_lazy("of a thing", "Name"),
        max_length=60,
        help_text=_("As it is announced."),
    )
    is_working = forms.BooleanField(
        label=_("These are working days"),
        required=False,
        initial=True,
        help_text=_(
            "For exams and school events. A holiday is always free; a make-up day is always worked."
        ),
    )
    follows_weekday = forms.TypedChoiceField(
        label=_("Lessons as on"),
        choices=[("", "–"), *Weekday.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("For make-up days: the weekday whose timetable is taught."),
    )
    already_marked = forms.ChoiceField(
        label=_("Days that are already marked"), choices=ALREADY_MARKED, initial="keep"
    )
    was_first = forms.DateField(required=False, widget=forms.HiddenInput)
    was_last = forms.DateField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["last"] = cleaned.get("last") or cleaned.get("first")
        return cleaned

    def refuse(self, refusal: Refused) -> None:
        self.add_error("last", str(refusal))

    def save(self, *, by: User) -> int:
        data = self.cleaned_data
        was = (data["was_first"], data["was_last"])
        return mark_days(
            data["first"],
            data["last"],
            kind=data["kind"],
            name=data["name"],
            is_working=data["is_working"],
            replace=data["already_marked"] == "replace",
            follows_weekday=data["follows_weekday"],
            instead_of=was if all(was) else None,
            by=by,
        )


class SpanForm(forms.Form):
    """Two days of a request: which run to correct or to take out."""

    first = forms.DateField()
    last = forms.DateField()
