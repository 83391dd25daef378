"""Every address of the portal; a domain app's come by its AppConfig's `portal_url`."""

from django.apps import apps
from django.contrib import admin
from django.urls import include, path

from portal.jobs.health import healthz, readyz


def domain_urls() -> list:
    """An installed app with `portal_url = "research/"` has its `urls` module mounted there."""
    return [
        path(config.portal_url, include(f"{config.name}.urls"))
        for config in apps.get_app_configs()
        if hasattr(config, "portal_url")
    ]


urlpatterns = [
    path("", include("portal.dashboard.urls")),
    path("staff/", include("portal.people.urls")),
    path("terms/", include("portal.terms.urls")),
    path("records/", include("portal.records.urls")),
    path("owed/", include("portal.deadlines.urls")),
    path("calendar/", include("portal.agenda.urls")),
    path("notices/", include("portal.notices.urls")),
    path("jobs/", include("portal.jobs.urls")),
    path("healthz", healthz),
    path("readyz", readyz),
    path("archive/", include("portal.archive.urls")),
    path("ui/", include("portal.ui.urls")),
    *domain_urls(),
    path("administration/", admin.site.urls),
    path("accounts/", include("portal.people.account_urls")),
]
