"""Taking an import back as one, for a week, while nothing builds on it.

People it made are removed, people it changed get their old values back. Where
somebody has signed in, has records, or was changed since, nothing is undone
and they are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from auditlog.context import disable_auditlog
from django.db import transaction
from django.db.models import ForeignKey, Model, Q
from django.utils.translation import gettext as _

from portal import clock
from portal.jobs.queue import enqueue_job
from portal.jobs.running import RunningJob
from portal.people.models import (
    Act,
    Group,
    Honour,
    ImportRow,
    ImportRun,
    ImportTrace,
    Membership,
    Post,
    Subject,
    TitleHolding,
    User,
    record_audit_event,
)
from portal.people.roster.apply import lock_staff
from portal.people.roster.preview import run_of
from portal.people.roster.snapshot import OWN_FIELDS, Snapshot, load_snapshot
from portal.people.roster.write import keep_history, set_own_field, update_users
from portal.refusal import Refused

UNDO_KIND = "roster-undo"
_MADE = (Membership, TitleHolding, Honour, Post)
#: Rows about a person that are the import's own, or say nothing of a life in the portal.
_NOT_A_LIFE = {ImportTrace, ImportRow}
_NAMED = 5
_BATCH = 500


@transaction.atomic
def ask_undo(run: ImportRun, *, by: User) -> ImportRun:
    """Ask a worker to undo the import. Raises Refused `undo_too_late`, `not_done`."""
    held = ImportRun.objects.select_for_update().get(pk=run.pk)
    if held.job and held.job.is_open:
        return held
    _require_undoable(held)
    held.job = enqueue_job(UNDO_KIND, owner=by, params={"run": str(held.uid)})
    held.save(update_fields=["job"])
    return held


def undo_import(job: RunningJob) -> None:
    """The Job: all in its one commit. Raises Refused `built_upon` with the names."""
    run = run_of(job)
    job.progress(0, 2, _("Checking what builds on it"))
    with job.commit():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.state == ImportRun.State.UNDONE:
            job.finish()
            return
        _require_undoable(run)
        lock_staff()
        traces = list(run.traces.select_related("person", "run"))
        snapshot = load_snapshot()
        refuse_if_built_upon(run, traces, snapshot)
        job.progress(1, 2, _("Undoing"))
        keep_history(traces, by=job.owner, is_undone=True)
        # An entry a person is kept above; one more for each row would take minutes.
        with disable_auditlog():
            _restore(traces, snapshot)
            _remove_people([trace.person_id for trace in traces if trace.was_new])
            _remove_unused(Group, run.report.get("made", {}).get("groups", []))
            _remove_unused(Subject, run.report.get("made", {}).get("subjects", []))
        run.state, run.undone_at, run.undone_by = ImportRun.State.UNDONE, clock.now(), job.owner
        run.save()
        record_audit_event(
            None, Act.CHANGED, run, actor=job.owner, run=str(run.uid), undone=len(traces)
        )
        job.finish(outcome={"undone": len(traces)})


def _require_undoable(run: ImportRun) -> None:
    if run.state != ImportRun.State.DONE:
        raise Refused("not_done", _("This import has not been carried out."))
    if not run.can_be_undone:
        raise Refused("undo_too_late", _("An import can be undone only while it is new."))


def refuse_if_built_upon(run: ImportRun, traces: Sequence[ImportTrace], snapshot: Snapshot) -> None:
    """Refuse with names: who signed in, who has something of their own, who changed since."""
    new = [trace.person for trace in traces if trace.was_new]
    lives = _with_a_life(new, made_by(traces))
    signed_in = [person for person in new if person.last_login]
    changed = [t.person for t in traces if _differs(t, snapshot) and t.person not in lives]
    later = User.objects.filter(pk__in=_later_people(run, traces))
    reasons = [
        (_("These people have signed in: %(names)s."), signed_in),
        (_("These people have records or other rows of their own: %(names)s."), lives),
        (_("These people are in a later import: %(names)s."), list(later)),
        (_("These people have been changed since: %(names)s."), changed),
    ]
    said = [sentence % {"names": _named(people)} for sentence, people in reasons if people]
    if said:
        raise Refused("built_upon", " ".join([_("The import cannot be undone."), *said]))


def _named(people: Sequence[User]) -> str:
    names = "、".join(f"{p.name} ({p.staff_number})" for p in people[:_NAMED])
    rest = len(people) - _NAMED
    if rest <= 0:
        return names
    return _("%(names)s and %(count)s more") % {"names": names, "count": rest}


def made_by(traces: Iterable[ImportTrace]) -> dict[type[Model], set[int]]:
    made: dict[type[Model], set[int]] = {model: set() for model in _MADE}
    for trace in traces:
        for model in _MADE:
            made[model].update(trace.rows.get(f"made_{model._meta.model_name}", []))
    return made


def _with_a_life(people: Sequence[User], made: dict[type[Model], set[int]]) -> list[User]:
    """Who of the new people has rows anywhere that the import did not make."""
    by_id = {person.pk: person for person in people}
    found: set[int] = set()
    for model, column in references_to(User):
        for ids in _batches(list(by_id)):
            rows = model._meta.base_manager.filter(**{f"{column}__in": ids})
            found.update(
                person_id
                for pk, person_id in rows.values_list("pk", column)
                if pk not in made.get(model, ())
            )
    return [by_id[pk] for pk in sorted(found)]


def references_to(target: type[Model]) -> list[tuple[type[Model], str]]:
    """Every table of the portal that points at `target`, whichever app it belongs to."""
    return [
        (relation.related_model, relation.field.attname)  # type: ignore[misc]
        for relation in target._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and isinstance(getattr(relation, "field", None), ForeignKey)
        and relation.related_model not in _NOT_A_LIFE
    ]


def _later_people(run: ImportRun, traces: Sequence[ImportTrace]) -> set[int]:
    ids = {trace.person_id for trace in traces}
    later = ImportTrace.objects.filter(
        run__state=ImportRun.State.DONE, run__applied_at__gt=run.applied_at
    ).exclude(run=run)
    return ids & set(later.values_list("person_id", flat=True))


def _differs(trace: ImportTrace, snapshot: Snapshot) -> bool:
    """What the import wrote is no longer what is stored."""
    state = snapshot.people.get(trace.person_id)
    return state is None or any(
        state.values.get(slug) != new for slug, (_old, new) in trace.changes.items()
    )


# -- Giving back ----------------------------------------------------------------------------------


def _restore(traces: Sequence[ImportTrace], snapshot: Snapshot) -> None:
    """Changed people as they were; rows the import made go, rows it ended go on."""
    for model, ids in made_by(traces).items():
        for batch in _batches(sorted(ids)):
            model._meta.base_manager.filter(pk__in=batch).delete()
    for model in (Membership, Post):
        for pk, ends_on in _rows_of(traces, f"closed_{model._meta.model_name}"):
            model._meta.base_manager.filter(pk=pk).update(ends_on=ends_on)
    for batch in _batches(_rows_of(traces, "led")):
        Membership.objects.filter(pk__in=batch).update(is_leader=False)
    _restore_own_fields(traces, snapshot)


def _rows_of(traces: Sequence[ImportTrace], key: str) -> list[Any]:
    return [row for trace in traces for row in trace.rows.get(key, [])]


def _restore_own_fields(traces: Sequence[ImportTrace], snapshot: Snapshot) -> None:
    users, touched = [], set()
    for trace in traces:
        own = {slug: old for slug, (old, _new) in trace.changes.items() if slug in OWN_FIELDS}
        if trace.was_new or not own:
            continue
        for slug, old in own.items():
            set_own_field(
                trace.person, slug, old, groups=snapshot.groups, subjects=snapshot.subjects
            )
        users.append(trace.person)
        touched |= own.keys()
    update_users(users, touched)


def _remove_people(ids: Sequence[int]) -> None:
    for batch in _batches(ids):
        User.objects.filter(pk__in=batch).delete()


def _remove_unused(model: type[Model], ids: Sequence[int]) -> None:
    """Groups and subjects the import made, where nothing names them any more."""
    used: set[int] = set()
    for other, column in references_to(model):
        used.update(
            other._meta.base_manager.filter(Q(**{f"{column}__in": ids})).values_list(
                column, flat=True
            )
        )
    model._meta.base_manager.filter(pk__in=set(ids) - used).delete()


def _batches(ids: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
