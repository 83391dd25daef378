"""A club session (社团活动记录): what a teacher did with a pupils' club."""

from django.db import models

from portal.records.models import Record


class ClubSession(Record):
    club = models.CharField("Club", max_length=40)
    story = models.TextField("What we did", blank=True)

    class Meta:
        verbose_name = "Club session"
        verbose_name_plural = "Club sessions"
