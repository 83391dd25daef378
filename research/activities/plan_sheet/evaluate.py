"""What each row of a plan means: a new activity, a change, nothing new, or what is wrong with it.

Reckoned anew whenever it is shown and when it is confirmed, so that it is true
of the plan as it stands. A row is an activity already in the plan when the
group meets on that day at that hour, or once on that day. An empty cell keeps
what is stored.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.models import Group, Membership, User
from portal.sheets.problems import CellProblem, Problem
from portal.terms.models import Term
from research.activities.forms import at_school, groups_planned_by
from research.activities.models import Activity, ActivityKind, ActivitySetting, PlanImport
from research.activities.plan_sheet.times import AFTERNOON, parse_day, parse_hours
from research.activities.plan_sheet.vocabulary import KIND_WORDS, LABELS, MODE_WORDS
from research.attendance.models import Mode, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

_BETWEEN = re.compile(r"[、,，;；/\s\n]+")
_NUMBER = re.compile(r"[(（]?\s*([0-9A-Za-z]{2,20})\s*[)）]?$")


class Fate(Enum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"

    @property
    def label(self) -> Any:
        return {
            "new": pgettext_lazy("row of a sheet", "New"),
            "changed": pgettext_lazy("row of a sheet", "Changed"),
            "unchanged": pgettext_lazy("row of a sheet", "Unchanged"),
            "wrong": pgettext_lazy("row of a sheet", "Wrong"),
        }[self.value]

    @property
    def tone(self) -> str:
        return {"new": "success", "changed": "info", "unchanged": "quiet", "wrong": "danger"}[
            self.value
        ]


@dataclass
class PlanRow:
    """`changes`: what differs from the plan, as (label, before, after)."""

    number: int
    cells: Mapping[str, str]
    fate: Fate = Fate.NEW
    problems: list[Problem] = field(default_factory=list)
    changes: list[tuple[Any, str, str]] = field(default_factory=list)
    activity: Activity | None = None
    group: Group | None = None
    values: dict[str, Any] = field(default_factory=dict)
    people: dict[str, list[User]] = field(default_factory=dict)
    note: Any = ""

    @property
    def starts_at(self) -> datetime | None:
        return self.values.get("starts_at")


class PlanReader:
    """One sheet's rows against the term's plan; seven queries, whatever their number."""

    def __init__(self, run: PlanImport, user: User, term: Term) -> None:
        self.run, self.user, self.term = run, user, term
        self.groups = list(groups_planned_by(user))
        self.setting = ActivitySetting.current()
        self.staff = list(User.objects.in_service())
        self.by_name: dict[str, list[User]] = defaultdict(list)
        for person in self.staff:
            self.by_name[person.name].append(person)
        self.by_number = {person.staff_number: person for person in self.staff}
        members = Membership.objects.current(on=timezone.localdate())
        self.members = set(members.values_list("group_id", "person_id"))
        self.plan = self._plan()

    def _plan(self) -> dict[tuple[int, date], list[Activity]]:
        """(group, day) → what stands in the plan then."""
        rows = Activity.objects.in_term(self.term).filter(group__in=self.groups)
        rows = rows.exclude(state="withdrawn").select_related("chair", "group")
        found: dict[tuple[int, date], list[Activity]] = defaultdict(list)
        for activity in rows.prefetch_related("lead_speakers", "recorders"):
            found[activity.group_id, activity.occurred_on].append(activity)  # type: ignore[index]
        return found

    def rows(self) -> list[PlanRow]:
        rows = [self._read(stored) for stored in self.run.rows]
        _mark_twice(rows)
        return rows

    def _read(self, stored: dict[str, Any]) -> PlanRow:
        row = PlanRow(stored["number"], stored["cells"])
        row.problems += [Problem.from_json(problem) for problem in stored.get("problems", [])]
        for read in (self._group, self._times, self._words, self._people):
            try:
                read(row)
            except CellProblem as problem:
                row.problems.append(Problem(problem.code, problem.params))
        if not row.problems:
            self._match(row)
        if row.problems:
            row.fate = Fate.WRONG
        return row

    def _group(self, row: PlanRow) -> None:
        said = row.cells.get("group", "").strip()
        if not said:
            if len(self.groups) != 1:
                raise CellProblem("plan_no_group")
            row.group = self.groups[0]
            return
        row.group = _group_named(said, self.groups)
        if row.group is None:
            raise CellProblem("plan_group", value=said[:40])

    def _times(self, row: PlanRow) -> None:
        cells = row.cells
        day = parse_day(cells.get("day", ""), self.term, week=cells.get("week", ""))
        if day is None:
            raise CellProblem("plan_no_day")
        if not self.term.contains(day):
            raise CellProblem("plan_outside", value=str(day))
        is_prep = self._kind(cells.get("activity_kind", "")) == ActivityKind.COLLECTIVE_PREP
        usual = self.setting.prep_minutes if is_prep else self.setting.usual_minutes
        said = " ".join(cells.get(name, "") for name in ("hours", "ends")).strip()
        hours = parse_hours(said, minutes=usual) or parse_hours(cells.get("day", ""), minutes=usual)
        row.values["day"] = day
        row.values["hours"] = hours
        begins, ends = hours or parse_hours(f"{AFTERNOON:%H:%M}", minutes=usual) or (time(), time())
        row.values["starts_at"], row.values["ends_at"] = (
            at_school(day, begins),
            at_school(day, ends),
        )
        if hours is None:
            row.note = _("no hour given, the usual one is taken")

    def _words(self, row: PlanRow) -> None:
        topic = " ".join(row.cells.get("topic", "").split())[:100]
        if not topic:
            raise CellProblem("plan_no_topic")
        row.values["topic"] = topic
        place = " ".join(row.cells.get("place", "").split())[:60]
        kind, mode = self._kind(row.cells.get("activity_kind", "")), None
        for word, meant in MODE_WORDS.items():
            if word in row.cells.get("mode", ""):
                mode = meant
                break
        kind = kind or self._kind(row.cells.get("mode", ""))
        row.values |= {
            name: value
            for name, value in (("place", place), ("activity_kind", kind), ("mode", mode))
            if value
        }

    def _kind(self, said: str) -> str:
        return next((kind.value for word, kind in KIND_WORDS.items() if word in said), "")

    def _people(self, row: PlanRow) -> None:
        for name in ("chair", "lead_speakers", "recorders"):
            said = row.cells.get(name, "").strip()
            if said:
                row.people[name] = [self._person(part, row.group) for part in _names(said)]
        if len(row.people.get("recorders", ())) > 2:
            raise CellProblem("plan_recorders")

    def _person(self, said: str, group: Group | None) -> User:
        """By number where one is given, else by a name that one person has, or one of the group."""
        match = _NUMBER.search(said)
        if match and match.group(1) in self.by_number:
            return self.by_number[match.group(1)]
        name = said[: match.start()].strip("（( ") if match else said
        found = self.by_name.get(name or said, [])
        if len(found) > 1 and group is not None:
            members = [p for p in found if (group.pk, p.pk) in self.members]
            found = members if len(members) == 1 else found
        if len(found) == 1:
            return found[0]
        if not found:
            raise CellProblem("plan_nobody", value=said[:40])
        choices = "、".join(f"{p.name} {p.staff_number}" for p in found)
        raise CellProblem("plan_several", value=said[:40], choices=choices)

    def _match(self, row: PlanRow) -> None:
        """Find it in the plan and say what would change."""
        assert row.group is not None  # noqa: S101 - a row without a group has a problem
        there = self.plan.get((row.group.pk, row.values["day"]), [])
        exact = [a for a in there if a.starts_at == row.values["starts_at"]]
        alone = there if len(there) == 1 else []
        row.activity = next(iter(exact or alone), None)
        if row.activity is None:
            if row.values.get("mode") in {Mode.ONLINE, Mode.HYBRID}:
                row.problems.append(Problem("plan_link"))
            return
        if row.values["hours"] is None:
            row.values["starts_at"] = row.activity.starts_at
            row.values["ends_at"] = row.activity.ends_at
        row.changes = _changes(row, row.activity)
        row.fate = Fate.CHANGED if row.changes else Fate.UNCHANGED
        if row.changes and row.activity.stage == Stage.HELD:
            row.problems.append(Problem("plan_held"))
        if row.changes and row.activity.stage == Stage.CANCELLED:
            row.problems.append(Problem("plan_cancelled"))


def _names(said: str) -> Iterable[str]:
    """`陈静 0087、林晓`: a number belongs to the name before it."""
    parts: list[str] = []
    for part in filter(None, _BETWEEN.split(said)):
        if parts and part.strip("()（）").isalnum() and part.strip("()（）").isascii():
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return parts


def _group_named(said: str, groups: list[Group]) -> Group | None:
    """Its name, or a part of it that only one group has: 语文, 语文组."""
    plain = "".join(said.split())
    exact = [group for group in groups if group.name == plain]
    if exact:
        return exact[0]
    stem = re.sub(r"(教研组|备课组|组)$", "", plain)
    fits = [group for group in groups if stem and stem in group.name]
    return fits[0] if len(fits) == 1 else None


def _changes(row: PlanRow, activity: Activity) -> list[tuple[Any, str, str]]:
    """(label, before, after) of each cell that says something else than the plan."""
    found = []
    for name in ("topic", "activity_kind", "mode", "place"):
        before, after = getattr(activity, name), row.values.get(name)
        if after and after != before:
            found.append((LABELS[name], _shown(activity, name), str(_word(name, after))))
    times = (activity.starts_at, activity.ends_at)
    if (row.values["starts_at"], row.values["ends_at"]) != times:
        after = (row.values["starts_at"], row.values["ends_at"])
        found.append((LABELS["hours"], _hours(*times), _hours(*after)))
    standing = {
        "chair": [activity.chair] if activity.chair else [],
        "lead_speakers": list(activity.lead_speakers.all()),
        "recorders": list(activity.recorders.all()),
    }
    for name, people in row.people.items():
        if {p.pk for p in people} != {p.pk for p in standing[name]}:
            found.append((LABELS[name], _all(standing[name]), _all(people)))
    return found


def _shown(activity: Activity, name: str) -> str:
    display = getattr(activity, f"get_{name}_display", None)
    return str(display() if display else getattr(activity, name))


def _word(name: str, value: str) -> Any:
    choices = {"activity_kind": ActivityKind, "mode": Mode}.get(name)
    return choices(value).label if choices else value


def _hours(first: datetime, last: datetime) -> str:
    return f"{timezone.localtime(first):%H:%M}–{timezone.localtime(last):%H:%M}"


def _all(people: Iterable[User]) -> str:
    return "、".join(person.name for person in people)


def _mark_twice(rows: list[PlanRow]) -> None:
    """Two rows of one group at one hour: the second is wrong, and says where the first stands."""
    seen: dict[tuple[int, datetime], int] = {}
    for row in rows:
        if row.fate is Fate.WRONG or row.group is None or row.starts_at is None:
            continue
        key = (row.group.pk, row.starts_at)
        if key in seen:
            row.problems.append(Problem("plan_twice", {"row": seen[key]}))
            row.fate = Fate.WRONG
        seen.setdefault(key, row.number)
