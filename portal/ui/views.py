"""Language, colour scheme, and the lists behind fields that are too long for a select."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from portal.access import PUBLIC, SIGNED_IN, requires
from portal.ui.autocomplete import sources
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


@require_GET
@requires(SIGNED_IN)
def choices(request: HttpRequest, slug: str) -> HttpResponse:
    """What fits the words typed so far, for who may choose from this source."""
    if slug not in sources:
        raise Http404
    source = sources.get(slug)
    if not request.user.has_perm(source.permission):
        raise PermissionDenied
    typed = request.GET.get("q", "").strip()
    return JsonResponse({"choices": source.suggest(typed) if typed else []})


def _way_back(request: HttpRequest) -> str:
    """The page the person came from, if it is ours."""
    way = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        way, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return way if ours else "/"
