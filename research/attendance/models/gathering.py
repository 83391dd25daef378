"""A gathering (集会): a record of people meeting at a time; base of activities and trainings.

It lives by its `stage`, moved by the verbs of its own app; the record's state
is only for handing in what came of it. From its announcement on its readers
see it (`is_announced`). `occurred_on` is the day of `starts_at` at school.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.records.models import Record

if TYPE_CHECKING:
    from portal.people.models import User


class Mode(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("On site and online")


class Stage(models.TextChoices):
    """docs/rules.md#activities: planned → announced → held; cancelled from both before."""

    PLANNED = "planned", pgettext_lazy("stage of a gathering", "Planned")
    ANNOUNCED = "announced", pgettext_lazy("stage of a gathering", "Announced")
    HELD = "held", pgettext_lazy("stage of a gathering", "Held")
    CANCELLED = "cancelled", pgettext_lazy("stage of a gathering", "Cancelled")


class Gathering(Record):
    """`ends_at` is the first moment after it; an online gathering has a meeting link."""

    stage = models.CharField(
        pgettext_lazy("of a gathering", "Stage"),
        max_length=10,
        choices=Stage,
        default=Stage.PLANNED,
        editable=False,
    )
    mode = models.CharField(_("Mode"), max_length=8, choices=Mode, default=Mode.ON_SITE)
    place = models.CharField(_("Place"), max_length=60, blank=True)
    meeting_link = models.URLField(_("Meeting link"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("Starts"))
    ends_at = models.DateTimeField(_("Ends"))
    stage_reason = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="%(class)s_ends_after_it_starts",
                violation_error_message=_("The end lies before the beginning."),
            )
        ]

    @property
    def is_cancelled(self) -> bool:
        return self.stage == Stage.CANCELLED

    @property
    def is_online(self) -> bool:
        return self.mode in {Mode.ONLINE, Mode.HYBRID}

    def note_sign_in(self, at: datetime) -> None:
        """Somebody signed in at `at`, the first or the eightieth; an app may hold it by that.

        Called in the transaction of the sign-in: ask for the stage before writing.
        """

    def sign_in_keepers(self) -> list[User]:
        """Who keeps the list of this gathering and is told of a leave; an app may name more."""
        return [self.author]
