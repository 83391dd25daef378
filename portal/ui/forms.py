"""Bases of every form: crispy's helper, lean fields, and a summary of what to mend.

A page writes `<form method="post">{% csrf_token %}{% form_fields form %} …`;
`{% crispy form %}` gives the same markup and honours a layout. On top stands
the error summary: it takes the focus, links to each field and says the same
words as stand beside the field (GOV.UK's pattern).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import LayoutObject
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.ui.fields import field_html

CHOSEN_FIELDS = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)


@dataclass(frozen=True)
class Complaint:
    """One sentence of the error summary, and the control it is about ("" for the whole form)."""

    message: str
    target: str


def complaints_of(form: forms.BaseForm) -> Iterator[Complaint]:
    """Every error of a bound form in the order of its fields, those of the whole form first."""
    if not form.is_bound:
        return
    for name in (NON_FIELD_ERRORS, *form.fields):
        for message in form.errors.get(name, ()):
            yield Complaint(str(message), _target(form, name))


def _target(form: forms.BaseForm, name: str) -> str:
    if name == NON_FIELD_ERRORS or form.fields[name].widget.is_hidden:
        return ""
    return form[name].id_for_label or f"{form[name].auto_id}_0"


class EveryField(LayoutObject):
    """The layout of a form that asks for no other: its fields in their order."""

    fields: list[str] = []

    def __bool__(self) -> bool:
        return True

    def render(self, form: forms.BaseForm, context: Any, **kwargs: Any) -> SafeString:
        return SafeString("".join(field_html(field) for field in form))


class PortalHelper(FormHelper):
    """Crispy's helper, for a page that owns the `<form>`, the token and the buttons."""

    form_tag = False
    disable_csrf = True
    include_media = False
    template = "components/form.html"
    field_template = "components/field.html"

    def __init__(self, form: forms.BaseForm | None = None) -> None:
        super().__init__()
        self.layout = EveryField()

    def __bool__(self) -> bool:
        """Crispy takes a helper without named fields for none at all."""
        return True


class PortalFormMixin:
    """What both bases share; a domain form is fields, labels, help and `clean_*`."""

    #: The browser's own bubbles would stand before our summary, in the browser's language.
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            _say_which(self, name)  # type: ignore[arg-type]
            _pick_days(field.widget)

    @cached_property
    def helper(self) -> PortalHelper:
        return PortalHelper(self)  # type: ignore[arg-type]


class PortalForm(PortalFormMixin, forms.Form):
    """A form that belongs to no single row."""


class PortalModelForm(PortalFormMixin, forms.ModelForm):
    """A form of one row."""


def _say_which(form: forms.BaseForm, name: str) -> None:
    """Name the field that is missing: a bare "required" says nothing in a list of errors."""
    messages = form.fields[name].error_messages
    if messages.get("required") is forms.Field.default_error_messages["required"]:
        messages["required"] = Missing(form, name)


class Missing:
    """The sentence about an empty field, put into words when it is read."""

    def __init__(self, form: forms.BaseForm, name: str) -> None:
        self.form, self.name = form, name

    def __str__(self) -> str:
        is_chosen = isinstance(self.form.fields[self.name], CHOSEN_FIELDS)
        sentence = _("Choose: %(label)s.") if is_chosen else _("Fill in: %(label)s.")
        return sentence % {"label": self.form[self.name].label}


def _pick_days(widget: forms.Widget) -> None:
    """Days are picked with the device's own picker, which wants them in ISO form."""
    if type(widget) is forms.DateInput and widget.format is None:
        widget.input_type = "date"
        widget.format = "%Y-%m-%d"
