"""The vocabulary of reading observations and rubrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q, Subquery, Value
from django.db.models.functions import Coalesce

from portal.records.querysets import RecordQuerySet

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term
    from research.observations.models import Observation, Rubric


class ObservationQuerySet(RecordQuerySet):
    def of_teacher(self, person: User) -> ObservationQuerySet:
        """Of lessons that this person gave."""
        return self.filter(teacher=person)

    def begun_by(self, person: User, lesson_id: int | str) -> Observation | None:
        """The one this person began of an open lesson, whatever its state."""
        return self.filter(observer=person, lesson_id=lesson_id).first()  # type: ignore[return-value]

    def counted(self, minutes: int) -> ObservationQuerySet:
        """Handed in, and heard long enough to count."""
        return self.filed().filter(minutes__gte=minutes)  # type: ignore[return-value]

    def too_short(self) -> ObservationQuerySet:
        """Heard for less than the school's minutes: they count for nothing owed."""
        from research.observations.models import ObservationSetting

        least = ObservationSetting.objects.filter(pk=1).values("counted_minutes")
        usual = Value(ObservationSetting(pk=1).counted_minutes)
        return self.filter(minutes__lt=Coalesce(Subquery(least), usual))

    def scored(self) -> ObservationQuerySet:
        return self.filter(total__isnull=False)


class RubricQuerySet(models.QuerySet):
    def with_parts(self) -> RubricQuerySet:
        """With dimensions, bands and the term; three queries for any number."""
        rows = self.select_related("from_term__school_year")
        return rows.prefetch_related("dimensions", "bands")

    def serving(self, term: Term) -> Rubric | None:
        """The newest version that serves in the term; one query."""
        reached = Q(from_term__isnull=True) | Q(from_term__starts_on__lte=term.starts_on)
        return self.filter(reached).order_by("-version").first()  # type: ignore[return-value]
