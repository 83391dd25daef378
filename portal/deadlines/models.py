"""What is owed each term (应交), and who is excused (豁免).

A Requirement is a school's rule as data; what a person owes and has met under
it is computed from records, never stored.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.deadlines.querysets import ExcuseQuerySet, RequirementQuerySet
from portal.people.models import Group, GroupKind, Role
from portal.records.kinds import RecordKind, kinds

#: Days before a rhythm's Sunday; longer ones would announce the next week before this one ends.
RHYTHM_OFFSETS = "1,0"


class Requirement(models.Model):
    """So many records of a kind, per term or every so many weeks, from whom, by when.

    `every_weeks` 0 means once a term, due at `due_at`; 1 weekly, 2 fortnightly:
    then each span's due moment is its Sunday 23:59 and `due_at` is empty.
    The audience is everyone who owes what teachers owe, narrowed by every
    condition that is set.
    """

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("Every teacher")
        ROLE = "role", _("Holders of a role")
        GROUP = "group", _("Members of a group")
        GROUP_LEADERS = "group_leaders", _("Leaders of a kind of group")

    term = models.ForeignKey(
        "terms.Term", models.CASCADE, related_name="requirements", verbose_name=_("Term")
    )
    kind = models.CharField(_("Kind of record"), max_length=40)
    count = models.PositiveSmallIntegerField(_("How many"), default=1)
    every_weeks = models.PositiveSmallIntegerField(_("Every so many weeks"), default=0)
    audience = models.CharField(
        _("Who owes it"), max_length=16, choices=Audience, default=Audience.EVERYONE
    )
    role = models.CharField(_("Role"), max_length=20, choices=Role, blank=True)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, verbose_name=_("Group"))
    group_kind = models.CharField(_("Kind of group"), max_length=20, choices=GroupKind, blank=True)
    min_years_of_service = models.PositiveSmallIntegerField(
        _("Years of service, from"), null=True, blank=True
    )
    max_years_of_service = models.PositiveSmallIntegerField(
        _("Years of service, up to"), null=True, blank=True
    )
    min_characters = models.PositiveIntegerField(_("Characters at least"), default=0)
    due_at = models.DateTimeField(_("Due"), null=True, blank=True)
    offsets = models.CharField(
        _("Reminded so many days before"), max_length=60, default="14,7,3,1,0"
    )

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Requirement")
        verbose_name_plural = _("Requirements")
        ordering = ["term", "every_weeks", "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1), name="requirement_count_positive"),
            models.CheckConstraint(
                condition=Q(every_weeks=0, due_at__isnull=False) | Q(every_weeks__gte=1),
                name="requirement_has_due",
                violation_error_message=_("Say when it is due."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} × {self.count}"

    @property
    def record_kind(self) -> RecordKind:
        return kinds.get(self.kind)

    @property
    def label(self) -> str:
        """The kind's name; its slug when the domain is no longer installed."""
        return str(self.record_kind.label) if self.kind in kinds else self.kind

    @property
    def is_rhythm(self) -> bool:
        return self.every_weeks > 0

    @property
    def offset_days(self) -> tuple[int, ...]:
        """Days before the due day on which it is announced, longest first."""
        return tuple(sorted({int(n) for n in self.offsets.split(",") if n.strip()}, reverse=True))


class Excuse(models.Model):
    """A person owes nothing between two days: leave, secondment, or another reason.

    With a `requirement` only that one is excused.
    """

    class Reason(models.TextChoices):
        LEAVE = "leave", _("Leave")
        SECONDMENT = "secondment", _("Secondment")
        OTHER = "other", _("Another reason")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="excuses",
        verbose_name=_("Staff member"),
    )
    requirement = models.ForeignKey(
        Requirement,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="excuses",
        verbose_name=_("Only for"),
    )
    reason = models.CharField(_("Reason"), max_length=12, choices=Reason)
    words = models.CharField(_("In words"), max_length=200, blank=True)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), null=True, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ExcuseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Excuse")
        verbose_name_plural = _("Excuses")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="excuse_ends_after_start",
                violation_error_message=_("The last day comes after the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_reason_display()}"

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
