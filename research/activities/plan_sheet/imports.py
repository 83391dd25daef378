"""Taking a plan in: the sheet is kept as read, shown, and confirmed once."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import IO, TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import clock
from portal.refusal import Refused
from portal.sheets.cells import clean_text
from portal.sheets.read import CellValue, read_book
from portal.sheets.table import read_table
from research.activities.models import Activity, ActivityKind, PlanImport
from research.activities.move_activity import move_activity
from research.activities.plan_sheet.evaluate import Fate, PlanReader, PlanRow
from research.activities.plan_sheet.vocabulary import VOCABULARY
from research.activities.set_people import People, author_for, set_people
from research.attendance.models import Attendance, Mode, Stage

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.terms.models import Term

ROWS_AT_MOST = 1500
TAKEN_BACK_WITHIN = timedelta(days=7)


def start_plan_import(file: IO[bytes], filename: str, *, by: User) -> PlanImport:
    """Read the sheet and keep its rows; nothing is planned yet.

    Refused: as `read_book`; `no_header`, `no_rows`, `too_many_rows`.
    """
    table = read_table(read_book(file, filename), VOCABULARY)
    if not table.columns:
        raise Refused(
            "no_header", _("No header was found: the sheet needs the columns date and topic.")
        )
    if not table.rows:
        raise Refused("no_rows", _("The sheet has a header and no rows below it."))
    if len(table.rows) > ROWS_AT_MOST:
        raise Refused("too_many_rows", _("The sheet has more rows than a school plans in a term."))
    rows = [
        {
            "number": row.number,
            "cells": {slug: as_text(value) for slug, value in row.cells.items()},
            "problems": [problem.to_json() for problem in row.problems],
        }
        for row in table.rows
    ]
    return PlanImport.objects.create(
        owner=by, file_name=filename[-120:], header=table.fields, rows=rows
    )


def as_text(value: CellValue) -> str:
    """A cell as text from which day and hour can be read again."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.time() != time() else f"{value:%Y-%m-%d}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return clean_text(value)


@transaction.atomic
def confirm_plan_import(run: PlanImport, *, by: User, term: Term) -> dict[Fate, int]:
    """Plan what is new and change what differs; wrong rows are left out. All or nothing.

    Repeating it changes nothing. Refused: `not_owner`.
    """
    locked = PlanImport.objects.select_for_update().get(pk=run.pk)
    if locked.owner_id != by.pk:
        raise Refused("not_owner", _("Who read the sheet in confirms it."))
    rows = PlanReader(locked, by, term).rows()
    counts = count_by_fate(rows)
    if locked.confirmed_at is not None:
        return counts
    for row, stored in zip(rows, locked.rows, strict=True):
        if row.fate is Fate.NEW:
            stored["made"] = _plan(row, by=by, term=term)
        elif row.fate is Fate.CHANGED:
            _change(row, by=by)
    locked.confirmed_at = clock.now()
    locked.save(update_fields=["confirmed_at", "rows"])
    return counts


def count_by_fate(rows: list[PlanRow]) -> dict[Fate, int]:
    return {fate: sum(row.fate is fate for row in rows) for fate in Fate}


def made_by(run: PlanImport) -> list[int]:
    """Ids of the activities that the sheet planned and that were not taken back."""
    return [stored["made"] for stored in run.rows if stored.get("made")]


def may_take_back(run: PlanImport, at: datetime | None = None) -> bool:
    """Within a week of taking it in, while it has something to take back."""
    if run.confirmed_at is None or not made_by(run):
        return False
    return (at or clock.now()) - run.confirmed_at <= TAKEN_BACK_WITHIN


@transaction.atomic
def take_back_plan_import(run: PlanImport, *, by: User) -> int:
    """Remove what the sheet planned anew, all of it or nothing; returns how many.

    What it changed stays changed. Refused: `not_owner`, `too_late`,
    `built_upon` once one of them was announced, held, cancelled or prepared.
    """
    locked = PlanImport.objects.select_for_update().get(pk=run.pk)
    if locked.owner_id != by.pk:
        raise Refused("not_owner", _("Who read the sheet in confirms it."))
    if not may_take_back(locked):
        raise Refused("too_late", _("A sheet can be taken back for seven days, and only once."))
    rows = Activity.objects.filter(pk__in=made_by(locked))
    moved_on = Q(agenda__isnull=False) | Q(decisions__isnull=False) | Q(offered__isnull=False)
    moved_on |= ~Q(stage=Stage.PLANNED) | Q(attachments__isnull=False)
    built = rows.filter(moved_on).first()
    if built is not None:
        raise Refused(
            "built_upon",
            _("“%(title)s” was announced or prepared meanwhile; cancel what is not wanted.")
            % {"title": built.topic},
        )
    number = rows.count()
    for activity in rows:
        activity.delete()
    for stored in locked.rows:
        stored.pop("made", None)
    locked.confirmed_at = None
    locked.save(update_fields=["rows", "confirmed_at"])
    return number


def _plan(row: PlanRow, *, by: User, term: Term) -> int:
    author = author_for(row.group, by)
    topic = row.values["topic"]
    activity = Activity(
        kind="activity",
        author=author,
        entered_by=by if author.pk != by.pk else None,
        group=row.group,
        term=term,
        title=topic,
        text=topic,
        topic=topic,
        activity_kind=row.values.get("activity_kind", ActivityKind.THEME),
        occurred_on=row.values["day"],
        starts_at=row.values["starts_at"],
        ends_at=row.values["ends_at"],
        mode=row.values.get("mode", Mode.ON_SITE),
        place=row.values.get("place", ""),
        chair=next(iter(row.people.get("chair", ())), None),
        visibility="school",
        is_announced=True,
    )
    activity.save()
    people = People(row.people.get("lead_speakers", ()), row.people.get("recorders", ()))
    set_people(activity, people, by=by)
    return activity.pk


def _change(row: PlanRow, *, by: User) -> None:
    activity = row.activity
    assert activity is not None  # noqa: S101 - a changed row has its activity
    values = row.values
    move_activity(
        activity,
        starts_at=values["starts_at"],
        ends_at=values["ends_at"],
        place=values.get("place", activity.place),
        reason=_("The term's plan was changed.") if activity.stage == Stage.ANNOUNCED else "",
        by=by,
    )
    for name in ("topic", "activity_kind", "mode"):
        setattr(activity, name, values.get(name, getattr(activity, name)))
    activity.title = activity.topic
    activity.chair = next(iter(row.people.get("chair", ())), activity.chair)
    activity.version += 1
    activity.save(
        update_fields=["topic", "title", "activity_kind", "mode", "chair", "version", "updated_at"]
    )
    expected = Attendance.objects.of(activity).expected().select_related("person")
    people = People(
        row.people.get("lead_speakers", list(activity.lead_speakers.all())),
        row.people.get("recorders", list(activity.recorders.all())),
        [attendance.person for attendance in expected],
    )
    set_people(activity, people, by=by)


def template_rows() -> list[list[Any]]:
    """Two lines of an example, to be overwritten."""
    day = timezone.localdate()
    return [
        [
            _("Chinese teaching-research group"),
            day,
            "14:00-15:30",
            _("Theme discussion: using preparation sheets"),
            str(ActivityKind.THEME.label),
            str(Mode.ON_SITE.label),
            _("Meeting room, third floor"),
            "",
            "",
            "",
        ]
    ]
