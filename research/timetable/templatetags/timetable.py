"""The tabs of the timetable: one menu entry, its pages side by side for whom they are."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

register = template.Library()

TABS = (
    ("mine", _("My week"), "timetable:mine", "timetable.own"),
    ("batch", _("My reflections"), "timetable:batch", "timetable.own"),
    ("everyone", _("Teachers and classes"), "timetable:everyone", "timetable.view"),
    (
        "changes",
        pgettext_lazy("of lessons", "Changes"),
        "timetable:change_list",
        "timetable.change.list",
    ),
    ("ratio", _("Reflections ÷ lessons"), "timetable:ratio", "timetable.ratio"),
    ("office", _("Keep the timetable"), "timetable:office", "timetable.edit"),
)


@register.inclusion_tag("timetable/_tabs.html", takes_context=True)
def timetable_tabs(context: Context, here: str) -> dict[str, Any]:
    """No query: rights go by the person's roles, which are read already."""
    user = context["request"].user
    return {
        "tabs": [
            {"label": label, "url": reverse(url_name), "is_current": slug == here}
            for slug, label, url_name, permission in TABS
            if user.has_perm(permission)
        ]
    }
