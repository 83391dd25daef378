"""A training's life after it is planned: who is expected, cancelled sessions, hours at the end.

Several sessions make one training: each person gets one entry a year with the
hours of all the sessions they attended, however often the hours are given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.notices.post import post_notice
from portal.people.models import Act, record_audit_event
from portal.records.submit import submit_record
from portal.refusal import Refused
from portal.ui.dates import school_datetime
from research.attendance.close_attendance import close_attendance
from research.attendance.expect_people import expect_people
from research.attendance.models import ATTENDED, Attendance, Stage
from research.training.models import HourEntry, HourState, Source, Training, TrainingSession
from research.training.notice_types import HOURS_GIVEN, TRAINING_ANNOUNCED
from research.training.words import hours_text

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def invite(training: Training, people: Iterable[User]) -> int:
    """Expect these people, and nobody else, at every session still to be held; tell them once.

    Returns how many are expected. Refused: `no_sessions`.
    """
    people = list(people)
    ahead = list(training.sessions.standing().exclude(stage=Stage.HELD).order_by("starts_at"))
    if not ahead:
        raise Refused("no_sessions", _("Plan a session first; there is none still to be held."))
    for session in ahead:
        expect_people(session, people)
    post_notice(
        TRAINING_ANNOUNCED.slug,
        to=people,
        key=f"{TRAINING_ANNOUNCED.slug}:{training.pk}:{ahead[0].pk}",
        params={
            "title": training.title,
            "when": school_datetime(ahead[0].starts_at),
            "hours": hours_text(sum((s.hours for s in ahead), Decimal(0))),
        },
        url=ahead[0].get_absolute_url(),
    )
    return len(people)


@transaction.atomic
def cancel_session(session: TrainingSession, *, by: User, reason: str) -> None:
    """It takes place no more; the row stays. Refused: `words_required`, `already_held`."""
    if not reason.strip():
        raise Refused("words_required", _("Say in a few words why it is cancelled."))
    held = TrainingSession.objects.select_for_update().get(pk=session.pk)
    if held.stage == Stage.CANCELLED:
        return
    if held.stage == Stage.HELD:
        raise Refused("already_held", _("People have signed in; it was held."))
    held.stage, held.stage_reason = Stage.CANCELLED, reason.strip()[:200]
    held.save(update_fields=["stage", "stage_reason"])
    record_audit_event(None, Act.CHANGED, held, actor=by, cancelled=held.stage_reason)


@transaction.atomic
def give_hours(training: Training, *, by: User) -> int:
    """Credit everybody with what they attended; returns how many people have hours now.

    Closes the lists of sessions that are over. Repeating it follows corrected
    attendance: it adds, changes and takes away. Refused: `not_over` while a
    session lies ahead, `nobody_came`.
    """
    held = Training.objects.select_for_update().get(pk=training.pk)
    sessions = {s.pk: s for s in held.sessions.standing()}
    if any(session.ends_at > clock.now() for session in sessions.values()):
        raise Refused("not_over", _("A session still lies ahead; give the hours when all is over."))
    came = Attendance.objects.filter(record_id__in=sessions, status__in=ATTENDED)
    attended: dict[tuple[int, int], list[TrainingSession]] = defaultdict(list)
    for person_id, record_id in came.values_list("person_id", "record_id"):
        session = sessions[record_id]
        attended[person_id, session.occurred_on.year].append(session)
    if not attended:
        raise Refused("nobody_came", _("Nobody has signed in; tick who was there first."))
    for session in sessions.values():
        close_attendance(session)
        if session.is_open_for_editing:
            # Filed, it stands in the archive of whoever was there.
            submit_record(session, by=by)
    before = set(held.entries.values_list("pk", flat=True))
    kept = {_credit(held, pk, year, seen) for (pk, year), seen in attended.items()}
    held.entries.filter(pk__in=before - kept).delete()
    held.given_at, held.given_by = clock.now(), by
    held.save(update_fields=["given_at", "given_by"])
    record_audit_event(None, Act.CHANGED, held, actor=by, people=len(attended))
    _tell(held)
    return len({person_id for person_id, _year in attended})


def _credit(training: Training, person_id: int, year: int, seen: list[TrainingSession]) -> int:
    days = sorted(session.occurred_on for session in seen)
    entry, _created = HourEntry.objects.update_or_create(
        person_id=person_id,
        key=f"session:{training.pk}:{year}",
        defaults={
            "year": year,
            "source": Source.SESSION,
            "category": training.category,
            "title": training.title,
            "organiser": training.organiser,
            "level": training.level,
            "starts_on": days[0],
            "ends_on": days[-1],
            "hours": sum((session.hours for session in seen), Decimal(0)),
            "certificate_number": training.certificate_number,
            "state": HourState.VERIFIED,
            "training": training,
            "record_id": seen[0].pk,
        },
    )
    return entry.pk


def _tell(training: Training) -> None:
    for entry in training.entries.select_related("person"):
        post_notice(
            HOURS_GIVEN.slug,
            to=[entry.person],
            key=f"{HOURS_GIVEN.slug}:{entry.key}:{entry.hours}",
            params={
                "title": entry.title,
                "hours": hours_text(entry.hours),
                "year": entry.year,
            },
            url=f"/training/?year={entry.year}",
        )
