"""The tabs of training hours: one menu entry, its pages side by side for whom they are."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.ui.markup import link
from research.training.models import TrainingSession

register = template.Library()

TABS = (
    ("mine", _("My hours"), "training:mine", "training.hours.mine"),
    ("claims", _("Claims"), "training:training_claim_list", "training.training_claim.list"),
    ("trainings", _("Trainings"), "training:training_list", "training.training.list"),
    ("pass_rate", _("Pass rate"), "training:pass_rate", "training.hours.pass_rate"),
    ("reconcile", _("Reconciliation"), "training:reconcile", "training.hours.reconcile"),
    ("imports", _("District sheet"), "training:import_list", "training.hours.import"),
    ("rules", _("Rules"), "training:rules", "training.hours.rules"),
)


@register.inclusion_tag("training/_tab_line.html", takes_context=True)
def training_tabs(context: Context, here: str) -> dict[str, Any]:
    """No query: rights go by the person's roles, which are read already."""
    user = context["request"].user
    return {
        "tabs": [
            {"label": label, "url": reverse(url_name), "is_current": slug == here}
            for slug, label, url_name, permission in TABS
            if user.has_perm(permission)
        ]
    }


@register.simple_tag
def sign_in_link(session: TrainingSession) -> SafeString:
    """To the page that shows the code, as the attendance app has it; nothing without one."""
    try:
        url = reverse("attendance:screen", args=[session.pk])
    except NoReverseMatch:
        return SafeString("")
    return link(url, _("Sign-in"))
