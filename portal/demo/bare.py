"""The yardstick of `make bench`: the least a Django page of 25 rows can cost.

Startproject's own middleware, a signed-in person, one joined query of 25
records and a plain template. It is served only inside the measurement.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.django import Template
from django.urls import path

from portal.records.models import Record

MIDDLEWARE = [
    "portal.demo.bare.serve_bare_page",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

PAGE = """<!doctype html><html><head><title>{% translate "Home" %}</title></head><body>
<nav>{% for n in menu %}<a href="/{{ n }}/">{% translate "Home" %}</a>{% endfor %}</nav>
<p>{{ request.user.name }}</p><table>{% for row in rows %}
<tr><td>{{ row.id }}</td><td>{{ row.title }}</td><td>{{ row.author.name }}</td>
<td>{{ row.occurred_on|date:"Y-m-d" }}</td><td>{{ row.state }}</td></tr>{% endfor %}
</table></body></html>"""


def serve_bare_page(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., Any]:
    """Middleware that leads every address here."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = "portal.demo.bare"  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


@cache
def bare_template() -> Template:
    return engines["django"].from_string(PAGE)  # type: ignore[return-value]


@login_required
def bare_page(request: HttpRequest) -> HttpResponse:
    rows = Record.objects.select_related("author").defer("text").order_by("-id")[:25]
    context = {"rows": rows, "menu": range(10)}
    return HttpResponse(bare_template().render(context, request))


urlpatterns = [path("", bare_page)]
