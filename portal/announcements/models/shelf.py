"""The shelf (制度与表格): the school's rules, and the forms people fill in.

A document has versions, each with the day from which it holds. The newest is
the one to download; the older ones are kept, folded away.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.announcements.models.stored_file import StoredFile
from portal.announcements.querysets import ShelfDocumentQuerySet


class ShelfDocument(models.Model):
    category = models.CharField(_("Category"), max_length=40)
    title = models.CharField(pgettext_lazy("of an announcement", "Title"), max_length=120)
    is_taken_down = models.BooleanField(default=False, editable=False)

    objects = ShelfDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Document of the shelf")
        verbose_name_plural = _("Documents of the shelf")
        ordering = ["category", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "title"],
                name="shelf_title_once_per_category",
                violation_error_message=_(
                    "The shelf has a document of this title: add a new version to it."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ShelfVersion(StoredFile):
    document = models.ForeignKey(ShelfDocument, models.CASCADE, related_name="versions")
    version_on = models.DateField(_("Version of"))
    remark = models.CharField(
        pgettext_lazy("of a version", "What is new"), max_length=200, blank=True
    )

    class Meta:
        verbose_name = _("Version")
        verbose_name_plural = _("Versions")
        ordering = ["-version_on", "-pk"]
