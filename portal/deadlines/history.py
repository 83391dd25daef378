"""Which rows keep the history of their changes (django-auditlog)."""

from auditlog.registry import auditlog

from portal.deadlines.models import Excuse, Requirement


def register_history() -> None:
    auditlog.register(Requirement)
    auditlog.register(Excuse)
