"""The life of an inspection: opened, reported to the group, answered, closed.

open (检查中) → reported (已反馈) → replied (已整改) → closed (已销号). Each verb
tells whom it concerns in its own transaction; closing hands the record to the
research office. Rule: docs/rules.md#supervision.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.notices.post import post_notice
from portal.people.models import Group, User
from portal.records.models import Review
from portal.records.move import require_words
from portal.records.submit import submit_record
from portal.refusal import Refused
from portal.terms.calendar import Calendar
from portal.terms.pick import term_for
from portal.ui.dates import school_date
from research.supervision.models import Finding, Grade, Inspection, Stage, SupervisionSetting
from research.supervision.notice_types import (
    INSPECTION_CLOSED,
    INSPECTION_REPLIED,
    INSPECTION_REPORTED,
    INSPECTION_UNSETTLED,
)
from research.supervision.sample import draw_sample, findings_for

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Beyond it no reply is due: the calendar is read that far.
LOOK_AHEAD = timedelta(days=90)


@transaction.atomic
def open_inspection(group: Group, month: date, kinds: Iterable[str], *, by: User) -> Inspection:
    """Open the check of a group's month and draw its sample; repeating it finds the first one.

    Refused: `no_term`; `nobody_to_inspect` where the group has no teachers.
    """
    Group.objects.select_for_update().get(pk=group.pk)
    month = month.replace(day=1)
    known = Inspection.objects.filter(group=group, month=month).exclude(state="withdrawn").first()
    if known is not None:
        return known
    term = term_for(clock.today())
    if term is None:
        raise Refused("no_term", _("No term has been opened yet. Ask the research office."))
    inspection = Inspection(
        kind="inspection",
        author=by,
        group=group,
        term=term,
        title=f"{group.name} {month:%Y-%m}",
        occurred_on=clock.today(),
        visibility="group",
        month=month,
        inspected_kinds=sorted(kinds),
        seed=group.pk * 1000 + month.toordinal() % 1000,
    )
    people = draw_sample(inspection, SupervisionSetting.current())
    if not people:
        raise Refused("nobody_to_inspect", _("No teacher belongs to this group in that month."))
    inspection.save()
    Finding.objects.bulk_create(findings_for(inspection, people))
    return inspection


def note_findings(
    inspection: Inspection, grades: Mapping[int, tuple[str, str]], feedback: str, *, by: User
) -> None:
    """Keep the grade and the words of each finding (by its id), and the feedback.

    Refused: `wrong_stage` once the group has been told.
    """
    with transaction.atomic():
        locked = _lock(inspection, Stage.OPEN)
        findings = list(locked.findings.filter(pk__in=grades))
        for finding in findings:
            finding.grade, finding.problem = grades[finding.pk]
        Finding.objects.bulk_update(findings, ["grade", "problem"])
        locked.feedback, locked.text = feedback, feedback
        locked.version += 1
        locked.save(update_fields=["feedback", "text", "version", "updated_at"])
    inspection.refresh_from_db()


@transaction.atomic
def report_inspection(inspection: Inspection, *, by: User) -> Inspection:
    """Tell the group what was found; its reply is due after the school's working days.

    Refused: `wrong_stage`; `not_graded` while a finding has no grade.
    """
    locked = _lock(inspection, Stage.OPEN)
    if locked.findings.filter(grade="").exists():
        raise Refused("not_graded", _("Give every finding a grade first."))
    at = clock.now()
    days = SupervisionSetting.current().reply_working_days
    calendar = Calendar.between(clock.today(), clock.today() + LOOK_AHEAD)
    locked.stage, locked.reported_at = Stage.REPORTED, at
    locked.reply_due_on = calendar.add_working_days(clock.today(), days)
    locked.is_announced = True
    _save(locked, "stage", "reported_at", "reply_due_on", "is_announced")
    _tell(INSPECTION_REPORTED, locked, leaders_of(locked), number=0)
    return locked


@transaction.atomic
def reply_to_inspection(inspection: Inspection, words: str, *, by: User) -> Inspection:
    """The group says what it has put right. Refused: `wrong_stage`, `words_required`."""
    locked = _lock(inspection, Stage.REPORTED)
    words = require_words(words)
    locked.stage, locked.reply = Stage.REPLIED, words
    locked.replied_by, locked.replied_at = by, clock.now()
    _save(locked, "stage", "reply", "replied_by", "replied_at")
    _tell(INSPECTION_REPLIED, locked, [locked.author], words=words)
    return locked


@transaction.atomic
def ask_again(inspection: Inspection, words: str, *, by: User) -> Inspection:
    """The reply does not settle it: the group answers once more, within the same days.

    Refused: `wrong_stage`, `words_required`.
    """
    locked = _lock(inspection, Stage.REPLIED)
    words = require_words(words)
    days = SupervisionSetting.current().reply_working_days
    calendar = Calendar.between(clock.today(), clock.today() + LOOK_AHEAD)
    locked.stage = Stage.REPORTED
    locked.reply_due_on = calendar.add_working_days(clock.today(), days)
    locked.feedback = f"{locked.feedback}\n\n{school_date(clock.today())} {words}".strip()
    _save(locked, "stage", "reply_due_on", "feedback")
    _tell(INSPECTION_UNSETTLED, locked, leaders_of(locked), words=words)
    return locked


@transaction.atomic
def close_inspection(inspection: Inspection, *, by: User) -> Review:
    """It is settled (销号); the record goes to the research office. Refused: `wrong_stage`.

    What had nothing to be rectified may be closed without a reply.
    """
    has_problem = inspection.findings.filter(grade=Grade.PROBLEM).exists()
    allowed = [Stage.REPLIED] if has_problem else [Stage.REPLIED, Stage.REPORTED]
    locked = _lock(inspection, *allowed)
    locked.stage, locked.closed_at = Stage.CLOSED, clock.now()
    _save(locked, "stage", "closed_at")
    review = submit_record(locked, by=by)
    _tell(INSPECTION_CLOSED, locked, leaders_of(locked))
    return review


def leaders_of(inspection: Inspection) -> list[User]:
    """Who answers for the inspected group today; one query."""
    led = inspection.group.memberships.current(on=clock.today()).leading()  # type: ignore[misc]
    return list(User.objects.in_service().filter(pk__in=led.values("person_id")))


def _lock(inspection: Inspection, *stages: Stage) -> Inspection:
    locked = (
        Inspection.objects.select_for_update(of=("self",))
        .select_related("author", "group")
        .get(pk=inspection.pk)
    )
    if locked.stage not in stages:
        raise Refused(
            "wrong_stage",
            _("Meanwhile this inspection is “%(stage)s”; nothing was changed.")
            % {"stage": locked.get_stage_display()},
        )
    return locked


def _save(locked: Inspection, *fields: str) -> None:
    locked.version += 1
    locked.save(update_fields=[*fields, "version", "updated_at"])


def _tell(
    notice_type: object, locked: Inspection, to: Iterable[User], *, words: str = "", number: int = 1
) -> None:
    count = locked.version if number else number
    due = school_date(locked.reply_due_on) if locked.reply_due_on else ""
    post_notice(
        notice_type.slug,  # type: ignore[attr-defined]
        to=to,
        key=f"{notice_type.slug}:{locked.pk}:{count}",  # type: ignore[attr-defined]
        params={"group": locked.group.name, "due": due, "words": words},
        url=locked.get_absolute_url(),
    )
