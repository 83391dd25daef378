"""System checks: a demonstration never runs beside a real school's data."""

from typing import Any

from django.conf import settings
from django.core import checks

from portal.people.models import Role
from portal.people.sign_in import is_throwaway_database


@checks.register()
def check_demo_is_embedded(**kwargs: Any) -> list[checks.CheckMessage]:
    if settings.PORTAL_DEMO and not is_throwaway_database():
        return [
            checks.Error(
                "PORTAL_DEMO is on beside DATABASE_URL.",
                hint="Demo accounts have known passwords: unset PORTAL_DEMO, or DATABASE_URL.",
                id="people.E001",
            )
        ]
    return []


@checks.register()
def check_second_factor_policy(**kwargs: Any) -> list[checks.CheckMessage]:
    unknown = set(settings.PORTAL_MFA_REQUIRED_ROLES) - set(Role.values)
    if unknown:
        return [
            checks.Warning(
                f"PORTAL_MFA_REQUIRED_ROLES names unknown roles: {', '.join(sorted(unknown))}.",
                hint=f"Known roles: {', '.join(Role.values)}.",
                id="people.W001",
            )
        ]
    return []
