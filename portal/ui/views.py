"""Language, colour scheme, and the lists behind fields that are too long for a select."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from portal.access import PUBLIC, requires
from portal.ui.shell import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 3600


@require_POST
@requires(PUBLIC)
def set_language(request: HttpRequest) -> HttpResponse:
    """Speak the chosen language on this device and, for who is signed in, everywhere."""
    answer = HttpResponseRedirect(_way_back(request))
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return answer
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=A_YEAR, samesite="Lax")
    if request.user.is_authenticated:
        request.user.language = language
        request.user.save(update_fields=["language"])
    return answer


@require_POST
@requires(PUBLIC)
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the colour scheme of this device; nothing is known about the person."""
    answer = HttpResponseRedirect(_way_back(request))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        answer.set_cookie(THEME_COOKIE, theme, max_age=A_YEAR, samesite="Lax")
    return answer


def _way_back(request: HttpRequest) -> str:
    """The page the person came from, if it is ours."""
    way = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        way, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return way if ours else "/"
