"""Pupils' clubs: a session (社团活动记录), and the meeting of their teachers."""

from django.db import models

from portal.records.models import Record
from research.attendance.models import Gathering, Stage


class ClubSession(Record):
    club = models.CharField("Club", max_length=40)
    story = models.TextField("What we did", blank=True)

    class Meta:
        verbose_name = "Club session"
        verbose_name_plural = "Club sessions"


class ClubMeeting(Gathering):
    """The teachers of the clubs meet; the first sign-in makes it held."""

    class Meta(Gathering.Meta):
        verbose_name = "Club meeting"
        verbose_name_plural = "Club meetings"

    def note_sign_in(self, at):
        if self.stage != Stage.HELD:
            ClubMeeting.objects.filter(pk=self.pk).exclude(stage=Stage.HELD).update(
                stage=Stage.HELD
            )
            self.stage = Stage.HELD
