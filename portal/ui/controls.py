"""The browser's own controls as markup, made in Python.

Django draws each widget through three nested templates; a form of eight fields
spends most of its time there. A widget with a template of its own is left to
Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import Widget
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

PLAIN_INPUTS = frozenset(
    f"django/forms/widgets/{name}.html"
    for name in (
        "checkbox",
        "color",
        "date",
        "datetime",
        "email",
        "hidden",
        "input",
        "number",
        "password",
        "search",
        "tel",
        "text",
        "time",
        "url",
    )
)


def control_html(field: BoundField, attrs: dict[str, Any]) -> SafeString:
    """The control of `field`, as `field.as_widget(attrs=attrs)` would have it."""
    widget = field.field.widget
    draw = _painter(widget)
    if draw is None or field.field.localize:
        return field.as_widget(attrs=attrs)
    attrs = field.build_widget_attrs(attrs, widget)
    if field.auto_id and "id" not in widget.attrs:
        attrs.setdefault("id", field.auto_id)
    return draw(widget.get_context(field.html_name, field.value(), attrs)["widget"])


def input_html(facts: Mapping[str, Any]) -> SafeString:
    """`<input>` of a widget's context, or of one of its options."""
    value = facts["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        facts["type"],
        facts["name"],
        "" if value is None else format_html(' value="{}"', value),
        flatatt(facts["attrs"]),
    )


def _painter(widget: Widget) -> Any:
    if widget.template_name in PLAIN_INPUTS:
        return input_html
    return {
        "django/forms/widgets/textarea.html": _textarea,
        "django/forms/widgets/select.html": _select,
    }.get(widget.template_name)


def _textarea(facts: Mapping[str, Any]) -> SafeString:
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>',
        facts["name"],
        flatatt(facts["attrs"]),
        facts["value"] or "",
    )


def _select(facts: Mapping[str, Any]) -> SafeString:
    groups = SafeString(
        "".join(
            _group(name, "".join(map(_option, options))) for name, options, _ in facts["optgroups"]
        )
    )
    return format_html(
        '<select name="{}"{}>{}</select>', facts["name"], flatatt(facts["attrs"]), groups
    )


def _group(name: str | None, options: str) -> str:
    if not name:
        return options
    return f'<optgroup label="{conditional_escape(name)}">{options}</optgroup>'


def _option(option: Mapping[str, Any]) -> str:
    value, label = conditional_escape(option["value"]), conditional_escape(option["label"])
    return f'<option value="{value}"{flatatt(option["attrs"])}>{label}</option>'
