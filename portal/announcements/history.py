"""Which rows keep the history of their changes (django-auditlog)."""

from auditlog.registry import auditlog

from portal.announcements.models import Announcement, ShelfDocument, ShelfVersion


def register_history() -> None:
    auditlog.register(Announcement, exclude_fields=["text", "updated_at"])
    auditlog.register(ShelfDocument)
    auditlog.register(ShelfVersion)
