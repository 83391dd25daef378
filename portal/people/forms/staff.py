"""What the office types about a person."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.forms.own_data import PhoneField
from portal.people.models import Group, Honour, Post, TitleHolding, User
from portal.people.phones import typed_staff_number
from portal.ui.forms import PortalForm, PortalModelForm


class MonthField(forms.DateField):
    """A month, kept as its first day; also typed as 2016-08 where a browser has no picker."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "month", "title": "2016-08"}, format="%Y-%m")
        formats = ["%Y-%m", "%Y-%m-%d", "%Y/%m", "%Y.%m"]
        super().__init__(
            **{"required": False, "widget": widget, "input_formats": formats, **kwargs}
        )

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        return day.replace(day=1) if day else None


class StaffForm(PortalModelForm):
    """Leaving is an act of its own, so the status here knows only those in service."""

    STAYING = [User.Status.ACTIVE, User.Status.ON_LEAVE, User.Status.SECONDED]

    seen_version = forms.CharField(widget=forms.HiddenInput, required=False)
    phone = PhoneField(label=_("Phone"))
    birth_month = MonthField(
        label=_("Birth month"),
        help_text=_("Read by: the person, the research office and the administrator."),
    )
    taught_since = MonthField(label=_("Teaching since"))
    status = forms.ChoiceField(
        label=_("Status"), choices=[(status.value, status.label) for status in STAYING]
    )

    class Meta:
        model = User
        fields = [
            "staff_number",
            "name",
            "gender",
            "phone",
            "email",
            "subject",
            "grade_classes",
            "main_group",
            "class_teacher_of",
            "status",
            "is_teacher",
            "birth_month",
            "taught_since",
            "joined_on",
            "remark",
        ]
        help_texts = {
            "remark": _("Read by: the research office."),
            "main_group": _("Records a person writes go to the leader of this group."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["main_group"].queryset = Group.objects.active().research_groups()
        self.fields["seen_version"].initial = self._version_of(self.instance)
        if self.instance.pk and self.instance.status not in self.STAYING:
            del self.fields["status"]

    def clean_staff_number(self) -> str:
        return typed_staff_number(self.cleaned_data["staff_number"])

    def clean_taught_since(self) -> date | None:
        since = self.cleaned_data["taught_since"]
        if since and since > clock.today():
            raise forms.ValidationError(_("This lies in the future."), code="future")
        return since

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk:
            stored = User.objects.get(pk=self.instance.pk)
            if cleaned.get("seen_version") != self._version_of(stored):
                self.add_error(
                    None,
                    forms.ValidationError(
                        _(
                            "Somebody changed this person meanwhile. Nothing of yours is lost:"
                            " compare with their page, then save once more."
                        ),
                        code="stale",
                    ),
                )
                self.data = self.data.copy()
                self.data[self.add_prefix("seen_version")] = self._version_of(stored)
        return cleaned

    @staticmethod
    def _version_of(person: User) -> str:
        return person.updated_at.isoformat() if person.pk else ""


class LeavingForm(PortalForm):
    status = forms.ChoiceField(
        label=_("Why"),
        choices=[(s.value, s.label) for s in (User.Status.LEFT, User.Status.RETIRED)],
    )
    last_day = forms.DateField(label=_("Last day"), initial=clock.today)

    def clean_last_day(self) -> date:
        last_day = self.cleaned_data["last_day"]
        if last_day > clock.today():
            raise forms.ValidationError(
                _("Close the account on the last day itself, or after it."), code="future"
            )
        return last_day


class AnswerForm(PortalForm):
    answer = forms.CharField(label=_("Answer"), max_length=300)


def _rows_of(model: type[Any], *fields: str) -> type[forms.BaseInlineFormSet]:
    return forms.inlineformset_factory(
        User, model, form=PortalModelForm, fields=fields, extra=1, can_delete=True
    )


PostRows = _rows_of(Post, "name", "starts_on", "ends_on")
TitleRows = _rows_of(TitleHolding, "title", "awarded_on")
HonourRows = _rows_of(Honour, "name", "level", "awarded_on", "valid_until")
