"""Who may sign in, in words, once their password was right."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import User
from portal.refusal import Refused


def demo_accounts_work() -> bool:
    """Demo accounts live on an embedded demonstration only.

    The second condition repeats the system check `people.E001`, because a web
    server starts without running checks.
    """
    return settings.PORTAL_DEMO and is_throwaway_database()


def is_throwaway_database() -> bool:
    """Embedded SQLite, as against a database that DATABASE_URL names."""
    return not settings.DATABASE_URL or settings.DATABASE_URL.startswith("sqlite")


def require_may_sign_in(user: User, *, at: datetime | None = None) -> None:
    """Raise Refused: `account_closed`, `demo_only` or `first_password_expired`."""
    if not user.is_active:
        raise Refused(
            "account_closed",
            _("This account is closed. If that is a mistake, ask the research office."),
        )
    if user.is_demo and not demo_accounts_work():
        raise Refused("demo_only", _("Demo accounts do not work on this portal."))
    expires_at = user.first_password_expires_at
    if user.must_change_password and expires_at and expires_at < (at or clock.now()):
        raise Refused(
            "first_password_expired",
            _("This first password has expired. Ask the research office for a new one."),
        )
