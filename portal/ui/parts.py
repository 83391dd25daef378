"""Small parts of pages made in Python: they stand in rows, where a template each is slow."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.ui.actions import Action
from portal.ui.icons import icon_svg
from portal.ui.markup import escaped

#: The tone of Bootstrap and the icon of each kind of message.
ALERTS = {
    "success": ("success", "circle-check"),
    "info": ("info", "info"),
    "debug": ("info", "info"),
    "warning": ("warning", "triangle-alert"),
    "error": ("danger", "circle-alert"),
    "danger": ("danger", "circle-alert"),
}

#: Word, tone and icon of each state of a record (portal.records.models.State).
STATES: dict[str, tuple[str | Promise, str, str]] = {
    "draft": (_("Draft"), "quiet", "pencil"),
    "submitted": (_("Submitted"), "info", "send"),
    "returned": (_("Returned"), "warning", "undo-2"),
    "accepted": (_("Accepted"), "success", "circle-check"),
    "withdrawn": (_("Withdrawn"), "quiet", "archive-x"),
    "sealed": (_("Sealed"), "quiet", "lock"),
}

THEME_CHOICES = (
    ("auto", pgettext_lazy("colour scheme", "Auto"), "sun-moon"),
    ("light", pgettext_lazy("colour scheme", "Light"), "sun"),
    ("dark", pgettext_lazy("colour scheme", "Dark"), "moon"),
)
#: Each language in its own words, whatever the page's language.
LANGUAGE_NAMES = {"zh-hans": ("zh-Hans", "中文"), "en": ("en", "English")}


def state_badge(state: str) -> SafeString:
    return _state_badge(state, get_language())


@lru_cache(maxsize=64)
def _state_badge(state: str, language: str | None) -> SafeString:
    """Kept for each language: it stands in every row."""
    return tag(*STATES[state])


def tag(label: str | Promise, tone: str = "quiet", icon: str = "") -> SafeString:
    """A word in a frame: quiet, info, success, warning or danger."""
    return _tag(str(label), tone, icon)


@lru_cache(maxsize=512, typed=True)
def _tag(label: str, tone: str, icon: str) -> SafeString:
    """Kept: a list has the same few words in every row (typed: text is not markup)."""
    mark = icon_svg(icon, 14) if icon else ""
    return SafeString(f'<span class="tag tag-{escaped(tone)}">{mark}{escaped(label)}</span>')


def person_chip(person: Any) -> SafeString:
    if person is None:
        return SafeString("")
    return SafeString(
        f'<span class="person">{escaped(person.name)}'
        f" <small>{escaped(person.staff_number)}</small></span>"
    )


def progress(value: float, total: float, label: str | Promise) -> SafeString:
    """A bar with its figures; a total of nothing is shown as full, for nothing is owed."""
    share, whole = (min(value, total), total) if total else (1, 1)
    return format_html(
        '<span class="progress-line"><progress value="{}" max="{}" aria-label="{}"></progress>'
        "<span>{} / {}</span></span>",
        share,
        whole,
        label,
        value,
        total,
    )


BUTTON_TONES = {"primary": "btn-primary", "secondary": "btn-outline", "danger": "btn-danger"}


def action_button(action: Action, csrf_token: str | None) -> SafeString:
    face = format_html("{}{}", icon_svg(action.icon, 18) if action.icon else "", action.label)
    tone = BUTTON_TONES[action.tone]
    if action.method == "get":
        return format_html('<a class="btn {}" href="{}">{}</a>', tone, action.url, face)
    confirm = format_html(' data-confirm="{}"', action.confirm) if action.confirm else ""
    return format_html(
        '<form method="post" action="{}"{}>'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button type="submit" class="btn {}">{}</button></form>',
        action.url,
        confirm,
        csrf_token or "",
        tone,
        face,
    )


def language_buttons(current: str) -> SafeString:
    return format_html_join(
        "",
        '<button type="submit" name="language" value="{}" lang="{}" aria-pressed="{}">{}</button>',
        (
            (code, *LANGUAGE_NAMES[code][:1], _pressed(code == current), LANGUAGE_NAMES[code][1])
            for code, _name in settings.LANGUAGES
        ),
    )


def theme_buttons(current: str) -> SafeString:
    return format_html_join(
        "",
        '<button type="submit" name="theme" value="{}" aria-pressed="{}">{}{}</button>',
        (
            (theme, _pressed(theme == current), icon_svg(icon, 18), label)
            for theme, label, icon in THEME_CHOICES
        ),
    )


def _pressed(is_pressed: bool) -> str:  # noqa: FBT001 - one fact, one word
    return "true" if is_pressed else "false"
