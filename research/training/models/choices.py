"""The words of training hours, in the order in which schools list them."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: Hours are counted in halves.
HALF = Decimal("0.5")


class Category(models.TextChoices):
    """类别: what a training is about, and how far it counts (docs/rules.md#training-hours)."""

    EXPERT_LECTURE = "expert_lecture", _("Expert lecture")
    DISTRICT_MENU = "district_menu", _("District menu lecture")
    ONLINE = "online", _("Online course")
    DEGREE = "degree", _("Degree study")
    CLASS_TEACHER = "class_teacher", _("Class-teacher training")
    CLASSROOM_REFORM = "classroom_reform", _("Classroom reform training")
    TECHNOLOGY = "technology", _("Education technology training")
    ETHICS = "ethics", _("Ethics training")
    SCHOOL_BASED = "school_based", _("School-based training")
    FIELD_TRIP = "field_trip", _("Field trip")


class Level(models.TextChoices):
    SCHOOL = "school", _("School level")
    DISTRICT = "district", _("District level")
    CITY = "city", _("City level")
    PROVINCE = "province", _("Province level")
    NATION = "nation", _("National level")


class Source(models.TextChoices):
    """Whence an hour is known. Activities are read from attendance and never stored."""

    SESSION = "session", pgettext_lazy("source of hours", "Training at school")
    CLAIM = "claim", pgettext_lazy("source of hours", "Own claim")
    DISTRICT = "district", pgettext_lazy("source of hours", "District sheet")
    TOTAL = "total", pgettext_lazy("source of hours", "District total")
    ACTIVITY = "activity", pgettext_lazy("source of hours", "Activity attended")


class HourState(models.TextChoices):
    """待认定 → 已认定 / 不予认定."""

    CLAIMED = "claimed", pgettext_lazy("state of hours", "To be verified")
    VERIFIED = "verified", pgettext_lazy("state of hours", "Verified")
    REJECTED = "rejected", pgettext_lazy("state of hours", "Not recognised")


def validate_halves(hours: Decimal) -> None:
    """7.5 is an amount of hours, 7.3 is none."""
    if hours % HALF:
        raise ValidationError(_("Hours are counted in halves: 7.5, not 7.3."), code="halves")
