"""What is typed about the timetable: a lesson, a change of one, the bell, a sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.models import User
from portal.refusal import Refused
from portal.sheets.cells import parse_class
from portal.sheets.problems import CellProblem
from portal.sheets.read import MAX_FILE_BYTES
from portal.terms.models import Term
from portal.ui.autocomplete import AutocompleteField
from portal.ui.forms import PortalForm, PortalModelForm
from research.timetable.change_lesson import Slot, change_lesson
from research.timetable.models import Change, Entry, Period, Substitution


def day_field(label: object, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)  # type: ignore[arg-type]


def period_choices() -> list[tuple[int | str, str]]:
    """With their hours, as the school's bell has them; one query."""
    return [(period.number, str(period)) for period in Period.objects.all()]


class EntryForm(PortalModelForm):
    """One lesson of the week; what it would meet is said beside it."""

    person = AutocompleteField(source="people", label=_("Teacher"))

    class Meta:
        model = Entry
        fields = ("person", "weekday", "period", "class_name", "subject", "weeks")
        widgets = {"weeks": forms.RadioSelect}

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.term = term
        self.fields["period"] = forms.TypedChoiceField(
            label=_("Period"), choices=period_choices(), coerce=int
        )
        self.fields["class_name"].help_text = _("For example 七(3)班.")

    def clean_class_name(self) -> str:
        try:
            name = parse_class(self.cleaned_data["class_name"])
        except CellProblem as problem:
            raise forms.ValidationError(str(problem.about(""))) from None
        if not name or "班" not in name:
            raise forms.ValidationError(_("Name the class, for example 七(3)班."))
        return name

    def _get_validation_exclusions(self) -> set[str]:
        """The term is not a field; its constraints count all the same."""
        return super()._get_validation_exclusions() - {"term"}  # type: ignore[misc,no-any-return]


class ChangeForm(PortalForm):
    """What happens to one lesson; only the fields that its kind of change needs count."""

    change = forms.ChoiceField(
        label=_("What changes"),
        choices=[
            (Change.MOVED, _("It moves to another day or period")),
            (Change.TAKEN_OVER, _("A colleague takes it over")),
            (Change.CANCELLED, _("It does not take place")),
        ],
        widget=forms.RadioSelect,
        initial=Change.TAKEN_OVER,
    )
    substitute = AutocompleteField(
        source="people",
        label=_("Taken over by"),
        required=False,
        help_text=_("If a colleague takes it over."),
    )
    to_date = day_field(_("To the day"), required=False, help_text=_("If it moves."))
    to_period = forms.TypedChoiceField(
        label=_("To the period"), coerce=int, empty_value=None, required=False
    )
    exchanges = forms.BooleanField(
        label=_("Change places with the lesson the class has then"), required=False
    )
    reason = forms.CharField(label=_("Reason"), max_length=100)

    def __init__(self, *args: Any, slot: Slot, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slot, self.user = slot, user
        self.fields["to_period"].choices = [("", "–"), *period_choices()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        change = cleaned.get("change")
        if change == Change.TAKEN_OVER and not cleaned.get("substitute"):
            self._require("substitute", _("Say who takes the lesson over."))
        if change == Change.MOVED:
            for name in ("to_date", "to_period"):
                if not cleaned.get(name):
                    self._require(name, _("Say to which day and period it moves."))
        return cleaned

    def _require(self, name: str, words: object) -> None:
        if name not in self.errors:
            self.add_error(name, words)  # type: ignore[arg-type]

    def save(self) -> Substitution | None:
        """None when it is refused; the reason then stands on the form."""
        said = self.cleaned_data
        moves = said["change"] == Change.MOVED
        try:
            return change_lesson(
                self.slot,
                Change(said["change"]),
                by=self.user,
                reason=said["reason"],
                to=(said["to_date"], said["to_period"]) if moves else None,
                substitute=said["substitute"] if said["change"] == Change.TAKEN_OVER else None,
                exchanges=said["exchanges"],
            )
        except Refused as refusal:
            self.add_error(None, refusal.message)  # type: ignore[arg-type]
            return None


class DeclineForm(PortalForm):
    answer = forms.CharField(
        label=_("Reason"), max_length=100, help_text=_("The teacher who asked reads it.")
    )


class SheetForm(PortalForm):
    file = forms.FileField(
        label=_("Timetable sheet"),
        help_text=_(
            "As the school has it: a row for each teacher, a row for each class, or a row for each"
            " lesson; .xlsx, .xls or .csv. Nothing is entered before you confirm."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.et"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > MAX_FILE_BYTES:
            limit = MAX_FILE_BYTES // 1024 // 1024
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB."), params={"limit": limit}
            )
        return file


class LookForm(PortalForm):
    """Whose timetable is shown: a teacher's or a class's."""

    person = AutocompleteField(source="people", label=_("Teacher"), required=False)
    class_name = forms.CharField(
        label=pgettext_lazy("of pupils", "Class"),
        required=False,
        widget=forms.TextInput({"list": "classes", "autocomplete": "off"}),
    )

    def clean_class_name(self) -> str:
        said = self.cleaned_data["class_name"]
        try:
            return parse_class(said) or ""
        except CellProblem:
            return str(said).strip()[:40]


def _clock_field(label: object) -> forms.TimeField:
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, required=False)  # type: ignore[arg-type]


class BellForm(PortalForm):
    """The school's day: nine periods at most; one without hours is not held."""

    NUMBERS = range(1, 10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        known = Period.objects.in_bulk(field_name="number")
        super().__init__(*args, **kwargs)
        for n in self.NUMBERS:
            period = known.get(n)
            for name, label in (("starts", _("Period %(n)d begins")), ("ends", _("and ends"))):
                field = _clock_field(label % {"n": n})
                field.initial = getattr(period, name) if period else None
                self.fields[f"{name}_{n}"] = field

    @property
    def pairs(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [(n, self[f"starts_{n}"], self[f"ends_{n}"]) for n in self.NUMBERS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        last = None
        for n in self.NUMBERS:
            starts, ends = cleaned.get(f"starts_{n}"), cleaned.get(f"ends_{n}")
            if bool(starts) != bool(ends):
                self.add_error(f"ends_{n}", _("Give both times, or neither."))
            elif starts and ends and ends <= starts:
                self.add_error(f"ends_{n}", _("The end lies before the beginning."))
            elif starts and last and starts < last:
                self.add_error(f"starts_{n}", _("The period before has not ended then."))
            last = ends or last
        self._refuse_removed(cleaned)
        return cleaned

    def _refuse_removed(self, cleaned: dict[str, Any]) -> None:
        empty = [n for n in self.NUMBERS if not cleaned.get(f"starts_{n}")]
        term = Term.objects.current()
        taught = Entry.objects.filter(term=term, period__in=empty).values_list("period", flat=True)
        for n in sorted(set(taught)):
            self.add_error(f"starts_{n}", _("Lessons of this term stand in this period."))

    def save(self) -> None:
        for n in self.NUMBERS:
            starts, ends = self.cleaned_data[f"starts_{n}"], self.cleaned_data[f"ends_{n}"]
            if starts and ends:
                Period.objects.update_or_create(number=n, defaults={"starts": starts, "ends": ends})
            else:
                Period.objects.filter(number=n).delete()


def day_asked(said: str, default: date) -> date:
    """A day of an address; what is none is the default."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return default
    return day if 2000 <= day.year <= 2100 else default
