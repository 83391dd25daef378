"""Components every page is built from; a builtin library, so no page loads it.

Each is a typed function, so a misspelt argument fails when the template is
parsed. What stands in the rows of a table is made by `format_html` in
`portal.ui.parts`, because a template per row is slow; the others have their
markup in `templates/components/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_filters import FilterSet

from portal.ui import charts, dates, parts, shell
from portal.ui.actions import Action
from portal.ui.fields import field_html
from portal.ui.filters import filter_context
from portal.ui.forms import complaints_of
from portal.ui.icons import icon_svg
from portal.ui.paging import KeysetPage
from portal.ui.tables import PortalTable

register = template.Library()

register.filter("school_date", dates.school_date)
register.filter("school_datetime", dates.school_datetime)
register.filter("week_label", dates.week_label)

Words = str | Promise


# -- The shell ------------------------------------------------------------------------------------


@register.simple_tag
def school_name() -> str:
    """The school's own name, from PORTAL_SCHOOL_NAME."""
    return settings.PORTAL_SCHOOL_NAME


@register.simple_tag
def language_tag() -> str:
    """The page's language as `lang` wants it: zh-Hans, en."""
    return {"zh-hans": "zh-Hans"}.get(get_language() or "", get_language() or "en")


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The colour scheme chosen on this device: auto, light or dark."""
    return shell.theme_of(context.get("request"))


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> SafeString:
    return shell.navigation_of(context.get("request"))[0]


@register.simple_tag(takes_context=True)
def bottom_bar(context: Context) -> SafeString:
    return shell.navigation_of(context.get("request"))[1]


@register.simple_tag(takes_context=True)
def bell(context: Context) -> SafeString:
    """The notices app's bell, where it has one."""
    try:
        found = get_template("notices/_bell.html")
    except TemplateDoesNotExist:
        return SafeString("")
    return found.render({"user": context.get("user")})


@register.simple_tag(takes_context=True)
def account_menu(context: Context) -> SafeString:
    return shell.account_menu_of(context.get("request"), str(context.get("csrf_token", "")))


@register.simple_tag(takes_context=True)
def preferences(context: Context) -> SafeString:
    return shell.preferences_of(context.get("request"), str(context.get("csrf_token", "")))


@register.simple_tag
def fixed_part(template_name: str) -> SafeString:
    return shell.fixed_part(template_name)


@register.simple_tag
def language_buttons() -> SafeString:
    return parts.language_buttons(get_language() or "")


@register.simple_tag
def theme_buttons(theme: str) -> SafeString:
    return parts.theme_buttons(theme)


# -- Small parts, cheap enough for rows -----------------------------------------------------------


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """A lucide icon, hidden from screen readers: put words beside it."""
    return icon_svg(name, size)


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """The state of a record in words, with a tone and an icon."""
    return parts.state_badge(state)


@register.simple_tag
def person_chip(person: Any) -> SafeString:
    """A name with the staff number that tells two people of one name apart."""
    return parts.person_chip(person)


@register.simple_tag
def progress(value: float, total: float, label: Words) -> SafeString:
    """How much of `total` is done, as a bar and in figures."""
    return parts.progress(value, total, label)


@register.simple_tag(takes_context=True)
def action_button(context: Context, action: Action) -> SafeString:
    """A link, or a form with one button that asks first where the action says so."""
    return parts.action_button(action, context.get("csrf_token"))


# -- Components with a template -------------------------------------------------------------------


@register.simple_block_tag
def card(content: str, heading: Words = "", url: str = "", icon: str = "") -> SafeString:
    """A framed part of a page; its heading links to `url` where one is given."""
    context = {"content": content, "heading": heading, "url": url, "icon": icon}
    return get_template("components/card.html").render(context)


@register.simple_block_tag
def alert(content: str, tone: str = "info") -> SafeString:
    """A message: success, info, warning or error."""
    tone, icon_name = parts.ALERTS.get(tone, parts.ALERTS["info"])
    context = {"content": content, "tone": tone, "icon": icon_name}
    return get_template("components/alert.html").render(context)


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    icon: str = "inbox",
    heading: Words = "",
    text: Words = "",
    action_url: str = "",
    action_label: Words = "",
) -> dict[str, Any]:
    """What a page without rows says: what would stand here, and what to do next."""
    return {
        "icon": icon,
        "heading": heading,
        "text": text,
        "action_url": action_url,
        "action_label": action_label,
    }


@register.inclusion_tag("components/figure.html")
def figure(
    value: Any,
    label: Words,
    definition: Words = "",
    url: str = "",
    as_of: datetime | None = None,
    unit: Words = "",
) -> dict[str, Any]:
    """A number with what it means, when it was counted, and the list behind it.

    None for `value` says that there is no figure, which is not the same as 0.
    """
    return {
        "value": value,
        "label": label,
        "definition": definition,
        "url": url,
        "as_of": as_of,
        "unit": unit,
    }


# -- Forms ----------------------------------------------------------------------------------------


@register.simple_tag
def form_fields(form: BaseForm) -> SafeString:
    """The error summary and every field; the page owns `<form>`, the token and the buttons."""
    return error_summary(form) + SafeString("".join(map(field_html, form)))


@register.simple_tag
def form_field(field: BoundField) -> SafeString:
    """One field: label, help, errors and control."""
    return field_html(field)


@register.simple_tag
def error_summary(form: BaseForm | None) -> SafeString:
    """What to mend, on top: takes the focus, links to each field, says the same words."""
    complaints = list(complaints_of(form)) if form is not None and form != "" else []
    if not complaints:
        return SafeString("")
    return get_template("components/error_summary.html").render({"complaints": complaints})


# -- Lists ----------------------------------------------------------------------------------------


@register.simple_tag
def data_table(table: PortalTable) -> SafeString:
    """A table whose rows become cards on a phone."""
    return table.as_html()


@register.inclusion_tag("components/keyset_pager.html")
def keyset_pager(page: KeysetPage) -> dict[str, Any]:
    """First, previous and next page, with the filters kept; nothing where all stands on one."""
    return {"page": page}


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(context: Context, filter: FilterSet) -> dict[str, Any]:  # noqa: A002 - the word of every page
    """The fields of a django-filter set above its list, by GET: the address keeps them.

    Open on a desk, folded on a phone; the number says how many are in use.
    """
    return filter_context(filter, context.get("request"))


# -- Charts ---------------------------------------------------------------------------------------


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(
    bars: Sequence[charts.Bar], label: Words, unit: Words = "", maximum: float | None = None
) -> dict[str, Any]:
    """Upright bars in a row (one for each week), with their numbers in a table."""
    return charts.bar_chart_context(bars, label, unit, maximum)


@register.inclusion_tag("components/grouped_bars.html")
def grouped_bars(
    groups: Sequence[charts.BarGroup], series: Sequence[Words], label: Words, unit: Words = ""
) -> dict[str, Any]:
    """Lying bars, one for each series of each group, beside their numbers."""
    return charts.grouped_bars_context(groups, series, label, unit)


@register.inclusion_tag("components/heat_table.html")
def heat_table(
    rows: Sequence[charts.HeatRow], columns: Sequence[Words], label: Words, corner: Words = ""
) -> dict[str, Any]:
    """A table whose cells are coloured by how much is done; the words stay in them."""
    return {"body": charts.heat_body(rows), "columns": columns, "label": label, "corner": corner}


@register.simple_tag
def linked_figure(value: float | None, url: str = "") -> SafeString:
    """A number that opens the list behind it; a dash where there is no figure."""
    return charts.linked(value, url)
