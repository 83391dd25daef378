"""What is removed when its time is over: the audit, the history of changes, dead sessions."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from auditlog.models import LogEntry
from django.conf import settings

from portal import clock
from portal.people.models import AuditEvent


def forget_expired_traces() -> int:
    """Remove what `settings.PORTAL_AUDIT_DAYS` no longer keeps; returns how many rows."""
    oldest = clock.now() - timedelta(days=settings.PORTAL_AUDIT_DAYS)
    changes, _by_model = LogEntry.objects.filter(timestamp__lt=oldest).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return AuditEvent.objects.purge_expired() + changes
