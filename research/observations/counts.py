"""听课节数统计表: how many lessons each person has heard in a term, by occasion.

Counted is what was handed in and heard long enough (docs/rules.md#observations);
shorter visits stand apart. What is owed comes from the requirements.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.deadlines.models import Requirement
from portal.deadlines.owed import completion
from portal.documents.form import Column, Form, Table
from portal.people.models import User
from research.observations.models import Observation, ObservationSetting, Occasion

if TYPE_CHECKING:
    from portal.people.models import Group
    from portal.terms.models import Term

IN_SCHOOL = Q(lesson__level="school")


@dataclass(frozen=True)
class HeardCount:
    """One person's lessons heard in the term; `owed` None where nothing is asked."""

    person: User
    school: int
    district: int
    unannounced: int
    outside: int
    short: int
    owed: int | None
    url: str

    @property
    def counted(self) -> int:
        return self.school + self.district + self.unannounced + self.outside

    @property
    def missing(self) -> int:
        return max(0, (self.owed or 0) - self.counted)


@dataclass(frozen=True)
class CountTable:
    """Everybody of the groups (None: the whole school), by pinyin."""

    term: Term
    groups: Iterable[Group] | None = None

    @cached_property
    def minutes(self) -> int:
        return ObservationSetting.current().counted_minutes

    @cached_property
    def rows(self) -> list[HeardCount]:
        """The queries do not depend on the number of people or observations."""
        heard, owed = self._heard(), self._owed()
        return [self._row(person, heard.get(person.pk, {}), owed) for person in self._people()]

    @property
    def total(self) -> int:
        return sum(row.counted for row in self.rows)

    def _row(self, person: User, counts: dict[str, int], owed: dict[int, int]) -> HeardCount:
        asked = {"scope": "school", "term": self.term.pk, "author": person.staff_number}
        asked["counted"] = "yes"
        return HeardCount(
            person=person,
            school=counts.get("school", 0),
            district=counts.get("district", 0),
            unannounced=counts.get("unannounced", 0),
            outside=counts.get("outside", 0),
            short=counts.get("short", 0),
            owed=owed.get(person.pk),
            url=f"{reverse('observations:observation_list')}?{urlencode(asked)}",
        )

    def _people(self) -> list[User]:
        people = User.objects.in_service().teachers()
        if self.groups is not None:
            people = people.filter(main_group__in=list(self.groups))
        return list(people.select_related("main_group").order_by("pinyin", "staff_number"))

    def _heard(self) -> dict[int, dict[str, int]]:
        long_enough = Q(minutes__gte=self.minutes)
        open_lesson = Q(occasion=Occasion.OPEN_LESSON) & long_enough
        rows = (
            Observation.objects.in_term(self.term)
            .filed()
            .order_by()
            .values("author_id")
            .annotate(
                school=Count("pk", filter=open_lesson & IN_SCHOOL),
                district=Count("pk", filter=open_lesson & ~IN_SCHOOL),
                unannounced=Count("pk", filter=Q(occasion=Occasion.UNANNOUNCED) & long_enough),
                outside=Count("pk", filter=Q(occasion=Occasion.OUTSIDE) & long_enough),
                short=Count("pk", filter=~long_enough),
            )
        )
        return {row["author_id"]: row for row in rows}  # type: ignore[misc]

    def _owed(self) -> dict[int, int]:
        asked = list(Requirement.objects.in_term(self.term).filter(kind="observation"))
        if not asked:
            return {}
        table = completion(self.term, requirements=asked)
        return {row.person.pk: row.progress.owed for row in table.rows}

    def header(self) -> list[str]:
        return [
            _("Staff number"),
            _("Name"),
            _("Group"),
            _("Open lessons of the school"),
            _("Of the district and above"),
            _("Unannounced"),
            _("At other schools"),
            _("Counted in all"),
            _("Lessons owed"),
            _("Lessons missing"),
            _("Shorter than %(minutes)d minutes") % {"minutes": self.minutes},
        ]

    def values(self) -> list[list[object]]:
        return [
            [
                row.person.staff_number,
                row.person.name,
                row.person.main_group.name if row.person.main_group else "",
                row.school,
                row.district,
                row.unannounced,
                row.outside,
                row.counted,
                "" if row.owed is None else row.owed,
                "" if row.owed is None else row.missing,
                row.short,
            ]
            for row in self.rows
        ]

    @property
    def title(self) -> str:
        return _("Lessons heard, %(term)s") % {"term": self.term}

    def printed(self) -> Form:
        widths = (1, 1, 1.6, 1, 1, 1, 1, 1, 0.8, 0.8, 1)
        columns = [Column(label, w) for label, w in zip(self.header(), widths, strict=True)]
        return Form(self.title, blocks=(Table(columns, self.values()),), landscape=True)
