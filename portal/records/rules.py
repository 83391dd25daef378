"""Who may read, decide on and comment on records, whatever their kind.

Every predicate judges one record; `can_view` is the twin of
`Record.objects.visible_to`, `decides` of `Record.objects.awaiting`. Domains
build their own tables from them. The table is at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from portal.access import register_access
from portal.people.models import Role, User
from portal.people.rules import (
    is_active_staff,
    is_group_leader,
    is_office,
    is_principal,
    is_research_office,
)
from portal.records.kinds import kind_of
from portal.records.lateness import ReviewClock
from portal.records.levels import people_at
from portal.records.models.record import ReviewLevel, State, Visibility
from portal.records.querysets import (
    STANDING,
    UNFILED,
    groups_reviewed_by,
    is_only_a_guest,
    review_mandates,
)

if TYPE_CHECKING:
    from portal.records.models import Comment, Record


def _wrote(user: User, record: Record) -> bool:
    return user.pk in {record.author_id, record.entered_by_id}


@rules.predicate
def is_author(user: User, record: Record | None) -> bool:
    """Wrote the record, entered it for its author (代录), or acts as its author does.

    Who acts as the author is the kind's: a group's activity is its leaders'.
    """
    if record is None:
        return False
    acts = kind_of(record).acts_as_author
    return _wrote(user, record) or (acts is not None and acts(user, record))


@rules.predicate
def is_named_author(user: User, record: Record | None) -> bool:
    """Under whose name it stands, whoever entered it."""
    return record is not None and user.pk == record.author_id


@rules.predicate
def is_open_for_editing(user: User, record: Record | None) -> bool:
    return record is not None and record.is_open_for_editing


def _shared_with(user: User, record: Record) -> bool:
    if record.state not in STANDING and not record.is_announced:
        return False
    if kind_of(record).also_read_by & user.roles and record.visibility != Visibility.PRIVATE:
        return True
    if record.visibility == Visibility.NAMED:
        return _takes_part(user, record)
    return record.visibility == Visibility.SCHOOL or (
        record.visibility == Visibility.GROUP and record.group_id in user.group_ids
    )


def _takes_part(user: User, record: Record) -> bool:
    return record.participations.filter(person=user).exists()


def _reviews_for_leader(user: User, record: Record) -> bool:
    reads = record.review_level == ReviewLevel.LEADER or kind_of(record).leaders_read
    return reads and record.group_id in groups_reviewed_by(user)


@rules.predicate
def can_view(user: User, record: Record | None) -> bool:
    """The twin of `visible_to`: change both or neither."""
    if record is None or not (user.is_authenticated and user.is_active):
        return False
    if _wrote(user, record):
        return True
    if record.state in UNFILED and not record.is_announced:
        return False
    if Role.RESEARCH_OFFICE in user.roles:
        return True
    if is_only_a_guest(user):
        return _takes_part(user, record)
    if Role.PRINCIPAL in user.roles:
        shared = (
            record.visibility != Visibility.PRIVATE or record.review_level == ReviewLevel.PRINCIPAL
        )
    else:
        shared = _shared_with(user, record)
    return shared or _reviews_for_leader(user, record)


@rules.predicate
def decides(user: User, record: Record | None) -> bool:
    """Reviews at the record's level today, and did not write it.

    A stand-in never decides on what the leader they stand in for wrote. The
    office decides in a leader's place when the group has none today or the
    record has lain too long, and reopens what a leader has decided.
    """
    if record is None or not user.is_active or user.pk == record.author_id:
        return False
    if record.review_level == ReviewLevel.PRINCIPAL:
        return Role.PRINCIPAL in user.roles
    if record.review_level == ReviewLevel.OFFICE:
        return Role.RESEARCH_OFFICE in user.roles
    if record.review_level != ReviewLevel.LEADER:
        return False
    if review_mandates(user).get(record.group_id or 0, frozenset()) - {record.author_id}:
        return True
    return Role.RESEARCH_OFFICE in user.roles and _is_left_by_leaders(user, record)


def _is_left_by_leaders(user: User, record: Record) -> bool:
    if record.state in {State.ACCEPTED, State.RETURNED}:
        return True
    if record.submitted_at is not None and ReviewClock.of(user).is_overdue(record.submitted_at):
        return True
    return not people_at(ReviewLevel.LEADER, record)


@rules.predicate
def reviews(user: User) -> bool:
    """Has a review queue: the office, the principal, leaders and their stand-ins today."""
    return bool(
        is_active_staff(user)
        and (user.roles & {Role.RESEARCH_OFFICE, Role.PRINCIPAL} or groups_reviewed_by(user))
    )


@rules.predicate
def is_filed(user: User, record: Record | None) -> bool:
    """Seen by others, handed in or announced: open for comments."""
    return record is not None and (record.state not in UNFILED or record.is_announced)


@rules.predicate
def is_comment_author(user: User, comment: Comment | None) -> bool:
    return comment is not None and comment.author_id == user.pk


ACCESS = {
    "records.view": can_view,
    "records.decide": decides,
    "records.queue": reviews,
    # The school's lists across kinds; what is in them is `visible_to` the reader.
    "records.school": is_research_office | is_principal,
    "records.comment": can_view & is_filed,
    "records.comment.remove": is_comment_author | is_office,
    # 代录: the office writes for a teacher; whoever it was written for answers.
    "records.enter_for": is_research_office,
    "records.answer_entry": is_named_author,
    "records.stand_in": is_group_leader | is_office,
    # Whose draft it is, and whether the file's record may be read, the pages check themselves.
    "records.draft": is_active_staff,
    "records.saved_filter": is_active_staff,
    # And each kind's own row for its list.
    "records.export": is_active_staff,
    "records.attachment": rules.is_authenticated,
}
register_access(ACCESS)
