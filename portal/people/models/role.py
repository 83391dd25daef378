"""School-wide roles: rows that the administrator grants with dates.

Relational roles (group leader, mentor, judge, project leader) are derived
from the data and never stored here.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.people.models.dated import Dated
from portal.people.querysets import RoleGrantQuerySet


class Role(models.TextChoices):
    RESEARCH_OFFICE = "research_office", _("Research office")
    ACADEMIC_AFFAIRS = "academic_affairs", _("Academic affairs")
    PRINCIPAL = "principal", _("Principal")
    SUPERVISOR = "supervisor", _("Supervision group")
    GUIDANCE = "guidance", _("Guidance team")
    EXPERT = "expert", _("External expert")
    ADMINISTRATOR = "administrator", _("Administrator")


class RoleGrant(Dated):
    """A person holds a school-wide role from one day to another."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="role_grants",
        verbose_name=_("Staff member"),
    )
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("Role grant")
        verbose_name_plural = _("Role grants")
        ordering = ["role", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(ends_on__isnull=True),
                name="role_grant_one_open",
                violation_error_message=_("This person already holds this role."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="role_grant_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"
