"""Where a record is now, in sentences: with whom it lies until when, and who can read it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.records.lateness import ReviewClock
from portal.records.levels import people_at
from portal.records.models import Record, ReviewLevel, State, Visibility
from portal.records.querysets import UNFILED
from portal.ui.dates import school_date

NAMED_READERS = {
    Visibility.PRIVATE.value: gettext_lazy(
        "Read by its author, who decides on it, and the research office."
    ),
    Visibility.NAMED.value: gettext_lazy(
        "Read by those who take part in it, the research office and the principal."
    ),
}


def lies_with(record: Record, clock: ReviewClock, *, is_mine: bool) -> str:
    """With whom a waiting record lies and by when an answer is due; at most one query.

    `is_mine` says that the reader decides on it. Empty once it is decided.
    """
    if record.state != State.SUBMITTED or record.submitted_at is None:
        return ""
    day = school_date(clock.due_on(record.submitted_at))
    if is_mine:
        return _("It waits for your answer, due by %(day)s.") % {"day": day}
    level = ReviewLevel(record.review_level)
    names = ""
    if level == ReviewLevel.LEADER:
        names = _(", ").join(
            person.name for person in people_at(level, record) if person.pk != record.author_id
        )
    if names:
        return _("It lies with %(names)s (group leader); an answer is due by %(day)s.") % {
            "names": names,
            "day": day,
        }
    return _("It lies with: %(level)s; an answer is due by %(day)s.") % {
        "level": level.label,
        "day": day,
    }


def seen_by(record: Record) -> str:
    """Who can read it as it stands; no query beyond the joined group."""
    if record.state in UNFILED and not record.is_announced:
        return _("Only you can see it.")
    if record.visibility in NAMED_READERS:
        return str(NAMED_READERS[record.visibility])
    if record.state == State.RETURNED and not record.is_announced:
        return _("While returned: read by its author, its reviewers, the office and the principal.")
    if record.visibility == Visibility.SCHOOL:
        return _("Read by the whole school.")
    if record.group is None:
        return _("Read by its author, its reviewers, the office and the principal.")
    return _("Read by: %(group)s, the research office and the principal.") % {
        "group": record.group.name
    }
