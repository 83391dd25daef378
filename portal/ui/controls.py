"""The browser's own controls as markup, made in Python.

Django draws each widget through three nested templates; a form of eight fields
spends most of its time there. A widget with a template of its own is left to
Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import Select, Widget
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from portal.ui.markup import attributes, escaped

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
    if draw is _select and _is_plain(widget):
        return _plain_select(widget, field.html_name, field.value(), attrs)
    return draw(widget.get_context(field.html_name, field.value(), attrs)["widget"])


def input_html(facts: Mapping[str, Any]) -> SafeString:
    """`<input>` of a widget's context, or of one of its options."""
    value = "" if facts["value"] is None else f' value="{escaped(facts["value"])}"'
    return SafeString(
        f'<input type="{escaped(facts["type"])}" name="{escaped(facts["name"])}"{value}'
        f"{attributes(facts['attrs'])}>"
    )


def _painter(widget: Widget) -> Any:
    if widget.template_name in PLAIN_INPUTS:
        return input_html
    return {
        "django/forms/widgets/textarea.html": _textarea,
        "django/forms/widgets/select.html": _select,
    }.get(widget.template_name)


def _textarea(facts: Mapping[str, Any]) -> SafeString:
    return SafeString(
        f'<textarea name="{escaped(facts["name"])}"{attributes(facts["attrs"])}>\n'
        f"{escaped(facts['value'] or '')}</textarea>"
    )


def _select(facts: Mapping[str, Any]) -> SafeString:
    groups = "".join(
        _group(name, "".join(map(_option, options))) for name, options, _ in facts["optgroups"]
    )
    return SafeString(
        f'<select name="{escaped(facts["name"])}"{attributes(facts["attrs"])}>{groups}</select>'
    )


def _is_plain(widget: Widget) -> bool:
    """A select of one choice that makes its options as Django's own does."""
    kind = type(widget)
    return (
        isinstance(widget, Select)
        and not widget.allow_multiple_selected
        and kind.get_context is Select.get_context
        and kind.optgroups is Select.optgroups
        and kind.create_option is Select.create_option
    )


def _plain_select(widget: Select, name: str, value: Any, attrs: dict[str, Any]) -> SafeString:
    """The same without a dict for each option: a filter bar has a hundred."""
    left = set(widget.format_value(value))
    drawn = []
    for key, label in widget.choices:
        if isinstance(label, list | tuple):
            inner = "".join(_plain_option(*pair, left) for pair in label)
            drawn.append(_group(key, inner))
        else:
            drawn.append(_plain_option(key, label, left))
    start = f'<select name="{escaped(name)}"{attributes(widget.build_attrs(widget.attrs, attrs))}>'
    return SafeString(f"{start}{''.join(drawn)}</select>")


def _plain_option(key: Any, label: Any, left: set[str]) -> str:
    """`left` holds what is still to be marked: of two options of one value the first is."""
    value = "" if key is None else str(key)
    selected = ""
    if value in left:
        left.clear()
        selected = " selected"
    return f'<option value="{escaped(value)}"{selected}>{escaped(label)}</option>'


def _group(name: str | None, options: str) -> str:
    return f'<optgroup label="{escaped(name)}">{options}</optgroup>' if name else options


def _option(option: Mapping[str, Any]) -> str:
    return (
        f'<option value="{escaped(option["value"])}"{attributes(option["attrs"])}>'
        f"{escaped(option['label'])}</option>"
    )
