"""What a person has held over time: posts 职务, titles 职称, honours 荣誉称号.

Honour name and level are separate fields: 市优秀青年教师 and 区学科带头人
cannot be put in one order everywhere.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Title(models.TextChoices):
    """The ladder of professional titles, lowest first."""

    THIRD = "third", _("Third-grade teacher")
    SECOND = "second", _("Second-grade teacher")
    FIRST = "first", _("First-grade teacher")
    SENIOR = "senior", _("Senior teacher")
    FULL_SENIOR = "full_senior", _("Full senior teacher")


class HonourName(models.TextChoices):
    """The ladder of honours, lowest first."""

    NEW_STAR = "new_star", _("Rising teacher")
    OUTSTANDING_YOUNG = "outstanding_young", _("Outstanding young teacher")
    BACKBONE = "backbone", _("Backbone teacher")
    SUBJECT_LEADER = "subject_leader", _("Subject leader")
    SPECIAL_GRADE = "special_grade", _("Special-grade teacher")


class HonourLevel(models.TextChoices):
    SCHOOL = "school", _("School level")
    DISTRICT = "district", _("District level")
    CITY = "city", _("City level")
    PROVINCE = "province", _("Province level")
    NATION = "nation", _("National level")


class PersonFact(models.Model):
    """A dated fact of one person's career."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("Staff member")
    )

    class Meta:
        abstract = True


class Post(PersonFact):
    """A post (职务) held from one day to another."""

    name = models.CharField(_("Post"), max_length=60)
    starts_on = models.DateField(_("From"), null=True, blank=True)
    ends_on = models.DateField(_("To"), null=True, blank=True)

    class Meta:
        verbose_name = _("Post")
        verbose_name_plural = _("Posts")
        default_related_name = "posts"
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return self.name


class TitleHolding(PersonFact):
    """A professional title (职称) and since when, where known."""

    title = models.CharField(_("Professional title"), max_length=12, choices=Title)
    awarded_on = models.DateField(_("Awarded on"), null=True, blank=True)

    class Meta:
        verbose_name = _("Professional title")
        verbose_name_plural = _("Professional titles")
        default_related_name = "titles"
        ordering = ["-awarded_on", "-pk"]

    def __str__(self) -> str:
        return self.get_title_display()


class Honour(PersonFact):
    """An honour (荣誉称号) with its level."""

    name = models.CharField(_("Honour"), max_length=20, choices=HonourName)
    level = models.CharField(_("Level"), max_length=10, choices=HonourLevel)
    awarded_on = models.DateField(_("Awarded on"), null=True, blank=True)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("Honour")
        verbose_name_plural = _("Honours")
        default_related_name = "honours"
        ordering = ["-awarded_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_level_display()} · {self.get_name_display()}"
