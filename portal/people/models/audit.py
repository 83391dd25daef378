"""The audit: who signed in, was refused, exported, reset or looked at what.

Changes of rows are django-auditlog's; this table keeps the acts that change
no row. Nobody edits it: `save` refuses a second time, and rows leave only by
`purge_expired`, after `settings.PORTAL_AUDIT_DAYS` (never under six months).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.core import context
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal import clock

if TYPE_CHECKING:
    from portal.people.models.user import User


class Act(models.TextChoices):
    """Acts the portal itself records; an app may add its own word."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
    SIGN_IN_REFUSED = "sign_in_refused", _("Sign-in refused")
    SIGNED_OUT = "signed_out", _("Signed out")
    REFUSED = "refused", _("Refused")
    VIEWED = "viewed", _("Viewed")
    EXPORTED = "exported", _("Exported")
    IMPORTED = "imported", _("Imported")
    CHANGED = "changed", _("Changed")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    PASSWORD_RESET = "password_reset", _("Password reset by the office")
    DEACTIVATED = "deactivated", _("Deactivated")
    REACTIVATED = "reactivated", _("Reactivated")
    ROLE_GRANTED = "role_granted", _("Role granted")
    ROLE_ENDED = "role_ended", _("Role ended")
    PRIVACY_ACCEPTED = "privacy_accepted", _("Privacy notice accepted")


class AppendOnly(Exception):
    """Somebody tried to change what must stay as it was written."""


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("the audit is never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("the audit is never deleted")

    def purge_expired(self) -> int:
        """Remove what the retention no longer asks for; returns how many rows."""
        oldest = clock.now() - timedelta(days=settings.PORTAL_AUDIT_DAYS)
        expired = models.QuerySet(self.model, using=self.db).filter(at__lt=oldest)
        return expired.delete()[0]


class AuditEvent(models.Model):
    """One act of one person, with where from; `extra` holds plain values."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Who"),
    )
    act = models.CharField(_("Act"), max_length=40)
    object_repr = models.CharField(_("What"), max_length=200, blank=True)
    path = models.CharField(_("Address"), max_length=300, blank=True)
    ip = models.GenericIPAddressField(_("IP address"), null=True, blank=True)
    at = models.DateTimeField(_("When"), default=clock.now)
    extra = models.JSONField(_("Details"), default=dict, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("Audit event")
        verbose_name_plural = _("Audit events")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["act", "-id"], name="audit_act_newest"),
            models.Index(fields=["actor", "-id"], name="audit_actor_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.object_repr}"

    @property
    def act_label(self) -> str:
        """The act in the reader's language; an app's own word stays as it is."""
        return str(Act(self.act).label) if self.act in Act.values else self.act

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("an audit event is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("an audit event is never deleted")


def record_audit_event(
    request: HttpRequest | None,
    act: str,
    obj: object = "",
    *,
    actor: User | None = None,
    **extra: Any,
) -> AuditEvent:
    """Write down an act; without a request, the one being answered is taken, if any.

    `actor` stands in where nobody is signed in (a verb run by a job or a
    command). One query.
    """
    request = request or context.request
    user = getattr(request, "user", None)
    if actor is None and user is not None and user.is_authenticated:
        actor = user
    return AuditEvent.objects.create(
        actor=actor,
        act=act,
        object_repr=_told(obj),
        path=request.path[:300] if request else "",
        ip=_ip_of(request),
        extra=extra,
    )


def _told(obj: object) -> str:
    """A person with their number, for two may bear one name."""
    number = getattr(obj, "staff_number", "")
    return f"{obj} {number}".strip()[:200]


def _ip_of(request: HttpRequest | None) -> str | None:
    # allauth's adapter needs the user model, which is not there while models load.
    from allauth.account.adapter import get_adapter

    if request is None:
        return None
    try:
        return get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return None
