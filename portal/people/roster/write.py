"""Writing what the verdicts say, in bulk, with a trace of old and new for each person.

Runs inside the import's one transaction. Bulk writes pass by django-auditlog's
signals, so the history of each person is written here as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from auditlog.models import LogEntry
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from portal import clock
from portal.people.models import (
    Group,
    GroupKind,
    Honour,
    ImportRun,
    ImportTrace,
    Membership,
    Post,
    Subject,
    TitleHolding,
    User,
)
from portal.people.names import pinyin_key
from portal.people.roster.evaluate import Verdict
from portal.people.roster.snapshot import OWN_FIELDS, PersonState, Place, Snapshot

_BATCH = 500
#: bulk_update writes a CASE of as many branches as rows, whose cost is their square.
_UPDATE_BATCH = 100
_RESEARCH, _PREP = GroupKind.RESEARCH_GROUP, GroupKind.PREP_GROUP
_DATES = {"birth_month", "taught_since", "joined_on"}


@dataclass
class Writing:
    """What is being written; collected first, then sent in bulk, table by table."""

    run: ImportRun
    snapshot: Snapshot
    today: date
    groups: dict[tuple[str, str], int]
    subjects: dict[str, int]
    created: dict[type[Model], list[tuple[ImportTrace, Model]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    closed: dict[type[Model], dict[int, date]] = field(default_factory=lambda: defaultdict(dict))
    leading: list[int] = field(default_factory=list)

    def create(self, trace: ImportTrace, row: Model) -> None:
        self.created[type(row)].append((trace, row))

    def close(self, trace: ImportTrace, model: type[Model], place: Place) -> None:
        """End it with yesterday, or on its first day; the trace keeps the end it had."""
        yesterday = self.today - timedelta(days=1)
        self.closed[model][place.id] = max(yesterday, place.starts_on or yesterday)
        ended = place.ends_on.isoformat() if place.ends_on else None
        trace.rows.setdefault(f"closed_{model._meta.model_name}", []).append([place.id, ended])


def write_verdicts(
    run: ImportRun,
    verdicts: list[Verdict],
    snapshot: Snapshot,
    *,
    by: User,
    progress: Callable[[int], None] = lambda _done: None,
) -> dict[str, list[int]]:
    """Write new and changed people; returns the ids of groups and subjects that were made."""
    made = _make_groups(run, snapshot)
    writing = Writing(run, snapshot, clock.today(), snapshot.groups, snapshot.subjects)
    new = [verdict for verdict in verdicts if verdict.person is None]
    changed = [verdict for verdict in verdicts if verdict.person is not None]
    people = _create_people(writing, new)
    progress(len(new) // 2)
    people |= _update_people(writing, changed)
    progress(len(new) // 2 + len(changed) // 2)
    traces = {
        id(verdict): ImportTrace(
            run=run,
            person=people[id(verdict)],
            was_new=verdict.person is None,
            changes={slug: [old, new] for slug, old, new in verdict.changes},
        )
        for verdict in verdicts
    }
    for verdict in verdicts:
        _collect(writing, verdict, traces[id(verdict)])
    _send(writing)
    ImportTrace.objects.bulk_create(traces.values(), batch_size=_BATCH)
    keep_history(traces.values(), by=by)
    progress(len(verdicts))
    return made


def _make_groups(run: ImportRun, snapshot: Snapshot) -> dict[str, list[int]]:
    """The groups and subjects the preview announced; the snapshot learns their ids."""
    makes = run.report.get("makes", {})
    groups = Group.objects.bulk_create(
        Group(kind=kind, name=name, pinyin=pinyin_key(name))
        for kind in (_RESEARCH, _PREP)
        for name in makes.get(kind, [])
    )
    subjects = Subject.objects.bulk_create(Subject(name=n) for n in makes.get("subject", []))
    snapshot.groups.update({(group.kind, group.name): group.pk for group in groups})
    snapshot.subjects.update({subject.name: subject.pk for subject in subjects})
    return {"groups": [g.pk for g in groups], "subjects": [s.pk for s in subjects]}


# -- The person's own row -------------------------------------------------------------------------


def _create_people(writing: Writing, verdicts: list[Verdict]) -> dict[int, User]:
    users = []
    for verdict in verdicts:
        user = User(password=make_password(None))
        for slug, _old, new in verdict.changes:
            _set(writing, user, slug, new)
        users.append(user)
    User.objects.bulk_create(users, batch_size=_BATCH)
    return {id(verdict): user for verdict, user in zip(verdicts, users, strict=True)}


def _update_people(writing: Writing, verdicts: list[Verdict]) -> dict[int, User]:
    users = User.objects.in_bulk([v.person.pk for v in verdicts if v.person])
    touched: set[str] = set()
    found, updated = {}, []
    for verdict in verdicts:
        user = users[verdict.person.pk]  # type: ignore[union-attr]
        found[id(verdict)] = user
        own = [(slug, new) for slug, _old, new in verdict.changes if slug in OWN_FIELDS]
        for slug, new in own:
            _set(writing, user, slug, new)
        touched |= {slug for slug, _new in own}
        if own:
            updated.append(user)
    update_users(updated, touched)
    return found


def update_users(users: list[User], fields: Iterable[str]) -> None:
    """Update in bulk; two people may swap a phone, so unique values are given up first."""
    fields = set(fields)
    ids = [user.pk for user in users]
    for start in range(0, len(ids), _BATCH):
        batch = User.objects.filter(pk__in=ids[start : start + _BATCH])
        if "phone" in fields:
            batch.update(phone=None)
        if "email" in fields:
            batch.update(email="")
    at = clock.now()
    for user in users:
        user.updated_at = at
    if users:
        User.objects.bulk_update(
            users, sorted({*fields, "pinyin", "updated_at"}), batch_size=_UPDATE_BATCH
        )


def _set(writing: Writing, user: User, slug: str, value: Any) -> None:
    if slug not in OWN_FIELDS:
        return
    set_own_field(user, slug, value, groups=writing.groups, subjects=writing.subjects)


def set_own_field(
    user: User,
    slug: str,
    value: Any,
    *,
    groups: dict[tuple[str, str], int],
    subjects: dict[str, int],
) -> None:
    """A plain value into the model's field; names become the ids of what they name."""
    if slug == "subject":
        user.subject_id = subjects[value] if value else None
    elif slug == "main_group":
        user.main_group_id = groups[_RESEARCH, value] if value else None
    elif slug in _DATES:
        setattr(user, slug, date.fromisoformat(value) if value else None)
    elif slug == "phone":
        user.phone = value or None
    else:
        setattr(user, slug, value)
    if slug == "name":
        user.pinyin = pinyin_key(value)


# -- Groups, titles, honours, posts ---------------------------------------------------------------


def _collect(writing: Writing, verdict: Verdict, trace: ImportTrace) -> None:
    changes = {slug: (old, new) for slug, old, new in verdict.changes}
    _collect_groups(writing, verdict.person, trace, changes)
    if "title" in changes:
        person = verdict.person
        dated = person is not None and person.has_dated_title
        awarded_on = writing.today if dated else None
        title = changes["title"][1]
        row = TitleHolding(person=trace.person, title=title, awarded_on=awarded_on)
        writing.create(trace, row)
    if "honours" in changes:
        old, new = changes["honours"]
        for level, name in (honour.split(":") for honour in sorted(set(new) - set(old or []))):
            writing.create(trace, Honour(person=trace.person, level=level, name=name))
    if "posts" in changes:
        _change_posts(writing, trace, verdict.person, *changes["posts"])


def _collect_groups(
    writing: Writing,
    person: PersonState | None,
    trace: ImportTrace,
    changes: dict[str, tuple[Any, Any]],
) -> None:
    if "main_group" in changes:
        old, new = changes["main_group"]
        leads = "leads_main" in changes
        _move(writing, trace, person, _RESEARCH, {old} - {""}, {new} - {""}, leads=leads)
    elif "leads_main" in changes and person:
        _lead(writing, trace, person.place_in(_RESEARCH, person.values["main_group"]))
    if "prep_groups" in changes:
        old, new = changes["prep_groups"]
        leads = "leads_prep" in changes
        _move(writing, trace, person, _PREP, set(old or []), set(new), leads=leads)
    elif "leads_prep" in changes and person:
        _lead(writing, trace, next(iter(person.places.get(_PREP, [])), None))


def _move(
    writing: Writing,
    trace: ImportTrace,
    person: PersonState | None,
    kind: str,
    old: set[str],
    new: set[str],
    *,
    leads: bool,
) -> None:
    """Leave the old groups with yesterday, join the new ones today; a newcomer as they came."""
    for name in sorted(old - new):
        place = person.place_in(kind, name) if person else None
        if place:
            writing.close(trace, Membership, place)
    starts_on = writing.today if person else _first_day(trace.person, writing.today)
    for name in sorted(new - old):
        if person and person.place_in(kind, name):
            continue
        group_id = writing.groups[kind, name]
        row = Membership(
            person=trace.person, group_id=group_id, is_leader=leads, starts_on=starts_on
        )
        writing.create(trace, row)


def _first_day(person: User, today: date) -> date:
    """A newcomer belongs to their group since they came, at the earliest this school year.

    So that what they write about the weeks before the import has its group.
    """
    year = today.year if today.month >= 9 else today.year - 1
    start = date(year, 9, 1)
    return min(max(start, person.joined_on or start), today)


def _lead(writing: Writing, trace: ImportTrace, place: Place | None) -> None:
    if place:
        writing.leading.append(place.id)
        trace.rows.setdefault("led", []).append(place.id)


def _change_posts(
    writing: Writing,
    trace: ImportTrace,
    person: PersonState | None,
    old: list[str] | str,
    new: list[str],
) -> None:
    """The sheet names the posts held now; those it no longer names ended yesterday."""
    for name in sorted(set(old or []) - set(new)):
        if person:
            writing.close(trace, Post, person.posts[name])
    starts_on = writing.today if person and old else None
    for name in sorted(set(new) - set(old or [])):
        writing.create(trace, Post(person=trace.person, name=name, starts_on=starts_on))


def _send(writing: Writing) -> None:
    for model, rows in writing.created.items():
        saved = model._meta.default_manager.bulk_create(
            [row for _t, row in rows], batch_size=_BATCH
        )
        for (trace, _row), row in zip(rows, saved, strict=True):
            trace.rows.setdefault(f"made_{model._meta.model_name}", []).append(row.pk)
    for model, last_days in writing.closed.items():
        by_day: dict[date, list[int]] = defaultdict(list)
        for pk, last_day in last_days.items():
            by_day[last_day].append(pk)
        for last_day, ids in by_day.items():
            for start in range(0, len(ids), _BATCH):
                batch = ids[start : start + _BATCH]
                model._meta.default_manager.filter(pk__in=batch).update(ends_on=last_day)
    for start in range(0, len(writing.leading), _BATCH):
        batch = writing.leading[start : start + _BATCH]
        Membership.objects.filter(pk__in=batch).update(is_leader=True)


# -- History --------------------------------------------------------------------------------------


def keep_history(traces: Iterable[ImportTrace], *, by: User, is_undone: bool = False) -> None:
    """One entry a person, as auditlog would have written; undoing turns old and new round."""
    content_type = ContentType.objects.get_for_model(User)
    at = clock.now()
    LogEntry.objects.bulk_create(
        (
            LogEntry(
                content_type=content_type,
                object_pk=str(trace.person_id),
                object_id=trace.person_id,
                object_repr=str(trace.person),
                action=_action_of(trace, is_undone=is_undone),
                changes={
                    slug: [str(value) for value in (pair[::-1] if is_undone else pair)]
                    for slug, pair in trace.changes.items()
                },
                additional_data={"import": str(trace.run.uid)},
                actor=by,
                timestamp=at,
            )
            for trace in traces
        ),
        batch_size=_BATCH,
    )


def _action_of(trace: ImportTrace, *, is_undone: bool) -> int:
    if not trace.was_new:
        return LogEntry.Action.UPDATE
    return LogEntry.Action.DELETE if is_undone else LogEntry.Action.CREATE
