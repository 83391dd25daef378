"""A member of staff (教职工): who they are at school, and how they sign in.

Owned by the research office, which imports the roster; a leaver is
deactivated, never deleted, so their records keep their author. Identity-card
numbers are never stored.
"""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import rules
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.names import pinyin_key
from portal.people.querysets import UserManager

if TYPE_CHECKING:
    from portal.people.models.role import Role
    from portal.people.standing import Standing


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff; signs in by staff number or phone."""

    class Gender(models.TextChoices):
        MALE = "male", _("Male")
        FEMALE = "female", _("Female")

    class Status(models.TextChoices):
        ACTIVE = "active", _("In service")
        ON_LEAVE = "on_leave", _("On leave")
        SECONDED = "seconded", _("Seconded")
        RETIRED = "retired", _("Retired")
        LEFT = "left", _("Left the school")

    staff_number = models.CharField(_("Staff number"), max_length=20, unique=True)
    name = models.CharField(_("Name"), max_length=50)
    pinyin = models.CharField(max_length=200, editable=False, db_index=True)
    gender = models.CharField(_("Gender"), max_length=6, choices=Gender, blank=True)
    phone = models.CharField(
        _("Phone"),
        max_length=11,
        null=True,
        blank=True,
        unique=True,
        validators=[
            RegexValidator(r"^1\d{10}$", _("A phone number has 11 digits and begins with 1."))
        ],
    )
    email = models.EmailField(_("Mail"), blank=True)
    birth_month = models.DateField(_("Birth month"), null=True, blank=True)
    subject = models.ForeignKey(
        "people.Subject", models.PROTECT, null=True, blank=True, verbose_name=_("Subject")
    )
    grade_classes = models.CharField(_("Grades and classes taught"), max_length=100, blank=True)
    main_group = models.ForeignKey(
        "people.Group",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="main_members",
        verbose_name=_("Main group"),
    )
    taught_since = models.DateField(_("Teaching since"), null=True, blank=True)
    joined_on = models.DateField(_("Joined the school on"), null=True, blank=True)
    left_on = models.DateField(_("Left the school on"), null=True, blank=True)
    class_teacher_of = models.CharField(_("Class teacher of"), max_length=40, blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.ACTIVE)
    remark = models.CharField(_("Remark"), max_length=200, blank=True)
    is_teacher = models.BooleanField(_("Owes what teachers owe"), default=True)

    language = models.CharField(_("Language"), max_length=10, blank=True)
    must_change_password = models.BooleanField(default=True, editable=False)
    first_password_expires_at = models.DateTimeField(null=True, blank=True, editable=False)
    privacy_accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(_("May sign in"), default=True)
    is_staff = models.BooleanField(_("May open the administration"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = UserManager()

    USERNAME_FIELD = "staff_number"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("Staff member")
        verbose_name_plural = _("Staff")
        ordering = ["pinyin", "staff_number"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_when_present",
                condition=~Q(email=""),
                violation_error_message=_("Another member of staff has this mail address."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(left_on__gte=models.F("joined_on")),
                name="user_left_after_joined",
                violation_error_message=_("Nobody leaves before they join."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.pinyin = pinyin_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        """The portal's own permissions go by the tables of rules alone.

        Being administrator (or Django's superuser) opens Django's
        administration, not other people's decisions. Django's tables of
        permissions are not used, so nothing is read for them.
        """
        if rules.perm_exists(perm):
            return self.is_active and rules.has_perm(perm, self, obj)
        return self.opens_administration

    def has_module_perms(self, app_label: str) -> bool:
        return self.opens_administration

    @property
    def opens_administration(self) -> bool:
        """Django's administration is the administrator's, for as long as the role lasts."""
        from portal.people.models.role import Role

        return self.is_active and (self.is_superuser or Role.ADMINISTRATOR in self.roles)

    @cached_property
    def standing_today(self) -> "Standing":
        """Roles and groups of today; one query, kept for the request."""
        from portal.people.standing import Standing

        return Standing.of(self.pk, on=clock.today())

    @cached_property
    def roles(self) -> frozenset["Role"]:
        """The school-wide roles held today."""
        return self.standing_today.roles

    @cached_property
    def memberships_today(self) -> tuple[tuple[int, bool, str], ...]:
        """(group id, is_leader, group kind) of every group joined today."""
        return self.standing_today.memberships

    @property
    def group_ids(self) -> list[int]:
        return [group_id for group_id, _leads, _kind in self.memberships_today]

    @property
    def led_group_ids(self) -> list[int]:
        return [group_id for group_id, leads, _kind in self.memberships_today if leads]

    def years_of_service(self, on: date) -> int | None:
        """教龄: full school years since `taught_since`, counted at 1 September."""
        if self.taught_since is None:
            return None
        last_september = on.year if on.month >= 9 else on.year - 1
        first_september = self.taught_since.year + (self.taught_since.month > 9)
        return max(0, last_september - first_september)
