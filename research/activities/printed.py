"""教研组活动记录表: the activity on the form that schools file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.documents.form import Block, Field, Form, Prose, Signatures
from portal.people.models import GroupKind
from portal.records.printed import attached, prose_blocks, record_form
from portal.ui.dates import school_date
from research.activities.agenda_view import agenda_of
from research.activities.models import Activity
from research.activities.team import activity_of
from research.activities.when import when
from research.attendance.figures import printed_attendance
from research.attendance.roll import roll_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portal.people.models import User
    from portal.records.models import Record
    from research.attendance.roll import Roll


def activity_paper(record: Record) -> Form:
    """Time, place, people, who was there; the agenda, the minutes, what was decided, photos.

    `record.reader`, where a page has set it, decides what is printed of other
    people's records and of why somebody was away.
    """
    activity = activity_of(record)
    return record_form(
        activity,
        title=_title(activity),
        blocks=(
            *_head(activity),
            *_agenda(activity),
            *prose_blocks(activity),
            *_decisions(activity),
            *attached(activity),
            Signatures((_("Group leader's signature"), _("Date"))),
        ),
    )


def _title(activity: Activity) -> str:
    kind = activity.group.kind if activity.group else ""
    return {
        GroupKind.PREP_GROUP.value: _("Record of a lesson-preparation group's activity"),
        GroupKind.COLLAB_AREA.value: _("Record of a collaboration area's activity"),
    }.get(kind, _("Record of a teaching-research group's activity"))


def _head(activity: Activity) -> Iterator[Block]:
    roll = roll_of(activity.pk)
    yield Field(_("Group"), activity.group.name if activity.group else "")
    yield Field(pgettext("of an activity", "Kind"), activity.get_activity_kind_display())
    yield Field(_("Time"), when(activity.starts_at, activity.ends_at), wide=True)
    place = activity.place or (activity.get_mode_display() if activity.is_online else "")
    yield Field(_("Place"), place)
    yield Field(_("Chair"), activity.chair.name if activity.chair else "")
    yield Field(_("Lead speakers"), _names(activity.lead_speakers.all()))
    yield Field(_("Recorders"), _names(activity.recorders.all()))
    yield Field(
        _("Expected and present"),
        _("%(expected)d expected, %(here)d present")
        % {"expected": roll.figures.expected, "here": roll.figures.here},
    )
    yield from _away(activity, roll)
    yield Field(pgettext("of an activity", "Topic"), activity.topic, wide=True)


def _away(activity: Activity, roll: Roll) -> Iterator[Block]:
    """Why somebody was away is for who keeps the list, the office and the principal."""
    reader = getattr(activity, "reader", None)
    if reader is not None and reader.has_perm("attendance.reasons", activity):
        attendance = printed_attendance(roll)
        yield Field(_("Absent, and why"), attendance.away or _("nobody"), wide=True)
    else:
        away = [line.name for line in roll.people if not line.has_attended]
        yield Field(_("Absent, and why"), _(", ").join(away) or _("nobody"), wide=True)
    if roll.guests:
        yield Field(_("Guests"), printed_attendance(roll).guests, wide=True)


def _names(people: Iterable[User]) -> str:
    return _(", ").join(person.name for person in people)


def _agenda(activity: Activity) -> Iterator[Block]:
    reader = getattr(activity, "reader", None) or activity.author
    lines = format_html_join(
        "", "<li>{}</li>", ((point.sentence,) for point in agenda_of(activity, reader))
    )
    yield Prose(pgettext("of an activity", "Agenda"), f"<ol>{lines}</ol>" if lines else "")


def _decisions(activity: Activity) -> Iterator[Block]:
    rows = activity.decisions.select_related("owner")
    lines = format_html_join(
        "",
        "<li>{}</li>",
        (
            (
                _("%(text)s (%(who)s, until %(day)s)")
                % {"text": row.text, "who": row.owner.name, "day": school_date(row.due_on)},
            )
            for row in rows
        ),
    )
    if lines:
        yield Prose(pgettext("of a group", "Decisions"), f"<ol>{lines}</ol>")
