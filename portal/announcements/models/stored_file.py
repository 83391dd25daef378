"""A private file of an announcement or of the shelf, under a random name.

Judged and rewritten as every upload is (`portal.records.attach`), served only
by a view that asks who may read what it hangs off.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.announcements.models.announcement import Announcement


def random_path(instance: models.Model, filename: str) -> str:
    """announcements/ab/<uuid4 hex>; the person's own file name is kept in a column only."""
    name = uuid.uuid4().hex
    return f"announcements/{name[:2]}/{name}"


class StoredFile(models.Model):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=random_path)
    name = models.CharField(_("File name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class AnnouncementFile(StoredFile):
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="files")

    class Meta:
        verbose_name = _("File of an announcement")
        verbose_name_plural = _("Files of announcements")
        ordering = ["created_at", "pk"]
