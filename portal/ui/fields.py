"""One field of a form as markup: label, help, control and errors beside it.

Made in Python, because crispy's template for a field costs ten times as much;
crispy's layouts reach it through `components/field.html`.
"""

from __future__ import annotations

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.ui.controls import control_html, input_html
from portal.ui.markup import escaped

CHOICE_LISTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def field_html(field: BoundField, *, says_optional: bool = True) -> SafeString:
    """The whole of a field; a hidden one is its input alone.

    Filters do not say "optional": there everything is.
    """
    optional = _optional(field) if says_optional else ""
    widget = field.field.widget
    if widget.is_hidden:
        return control_html(field, {})
    if isinstance(widget, CHOICE_LISTS):
        return _choice_list(field, optional)
    if isinstance(widget, forms.CheckboxInput):
        return _checkbox(field)
    # A date with its time has two controls; its label belongs to the first.
    labelled = field.id_for_label or f"{field.auto_id}_0"
    return SafeString(
        f'<div class="field" id="div_{escaped(field.auto_id)}">'
        f'<label class="form-label" for="{escaped(labelled)}">{escaped(field.label)}{optional}'
        f"</label>{_help(field)}{_errors(field)}{_control(field, _control_class(widget))}</div>"
    )


def _checkbox(field: BoundField) -> SafeString:
    return SafeString(
        f'<div class="field form-check" id="div_{escaped(field.auto_id)}">'
        f"{_control(field, 'form-check-input')}"
        f'<label class="form-check-label" for="{escaped(field.id_for_label)}">'
        f"{escaped(field.label)}</label>{_help(field)}{_errors(field)}</div>"
    )


def _choice_list(field: BoundField, optional: str) -> SafeString:
    """Radio buttons or boxes: a group with a legend, each with its own label."""
    invalid = " is-invalid" if field.errors else ""
    options = format_html_join(
        "",
        '<div class="form-check">{}<label class="form-check-label" for="{}">{}</label></div>',
        (
            (_option(option, invalid), option.id_for_label, option.choice_label)
            for option in field.subwidgets
        ),
    )
    described = field.aria_describedby
    return format_html(
        '<fieldset class="field" id="div_{}"{}><legend class="form-label">{}{}</legend>'
        "{}{}{}</fieldset>",
        field.auto_id,
        format_html(' aria-describedby="{}"', described) if described else "",
        field.label,
        optional,
        _help(field),
        _errors(field),
        options,
    )


def _option(option: forms.boundfield.BoundWidget, invalid: str) -> SafeString:
    option.data["attrs"]["class"] = f"form-check-input{invalid}"
    return input_html(option.data)


def _control_class(widget: forms.Widget) -> str:
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def _control(field: BoundField, css_class: str) -> SafeString:
    own = field.field.widget.attrs.get("class", "")
    attrs = {"class": " ".join(filter(None, (css_class, own, field.errors and "is-invalid")))}
    if field.field.required and "aria-required" not in field.field.widget.attrs:
        attrs["aria-required"] = "true"
    return control_html(field, attrs)


def _optional(field: BoundField) -> SafeString | str:
    if field.field.required or field.field.widget.attrs.get("aria-required") == "true":
        return ""
    return format_html(' <span class="optional">{}</span>', _("(optional)"))


def _help(field: BoundField) -> SafeString | str:
    if not field.help_text:
        return ""
    return SafeString(
        f'<div class="form-text" id="{escaped(field.auto_id)}_helptext">'
        f"{escaped(field.help_text)}</div>"
    )


def _errors(field: BoundField) -> SafeString | str:
    if not field.errors:
        return ""
    return format_html(
        '<div class="invalid-feedback" id="{}_error">{}</div>',
        field.auto_id,
        format_html_join("", "<p>{}</p>", ((error,) for error in field.errors)),
    )
