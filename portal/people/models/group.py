"""Groups of staff (教研组, 备课组, …) and who belongs to them when.

Membership is dated, so an old record keeps its old group; leading is a
property of the membership, never a role stored twice.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.people.models.dated import Dated
from portal.people.names import pinyin_key
from portal.people.querysets import GroupQuerySet, MembershipQuerySet


class Subject(models.Model):
    """A subject taught (任教学科); the school's own list, edited as data."""

    name = models.CharField(_("Name"), max_length=20, unique=True)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)

    class Meta:
        verbose_name = _("Subject")
        verbose_name_plural = _("Subjects")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class GroupKind(models.TextChoices):
    RESEARCH_GROUP = "research_group", _("Teaching-research group")
    PREP_GROUP = "prep_group", _("Lesson-preparation group")
    COLLAB_AREA = "collab_area", _("Collaboration area")
    STUDIO = "studio", _("Studio")
    PROJECT_TEAM = "project_team", _("Project team")
    SUPERVISION = "supervision", _("Supervision group")
    GUIDANCE = "guidance", _("Guidance team")
    GRADE = "grade", _("Grade team")


class Group(models.Model):
    """A group of staff; the office makes it, or the roster import does."""

    kind = models.CharField(_("Kind"), max_length=20, choices=GroupKind)
    name = models.CharField(_("Name"), max_length=60)
    pinyin = models.CharField(max_length=240, editable=False)
    subject = models.ForeignKey(
        Subject, models.PROTECT, null=True, blank=True, verbose_name=_("Subject")
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="member_of"
    )
    is_active = models.BooleanField(_("Active"), default=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("Group")
        verbose_name_plural = _("Groups")
        ordering = ["kind", "pinyin"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="group_name_unique_per_kind",
                violation_error_message=_("A group of this kind already has this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.pinyin = pinyin_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Membership(Dated):
    """A person's dated place in a group, leading it or not."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("Staff member"),
    )
    group = models.ForeignKey(
        Group, models.CASCADE, related_name="memberships", verbose_name=_("Group")
    )
    is_leader = models.BooleanField(_("Group leader"), default=False)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Membership")
        verbose_name_plural = _("Memberships")
        ordering = ["group", "-is_leader", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group"],
                condition=Q(ends_on__isnull=True),
                name="membership_one_open_per_group",
                violation_error_message=_("This person already belongs to this group."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.group}"
