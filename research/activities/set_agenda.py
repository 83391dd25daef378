"""The agenda (议程): points added, put in order, taken out; what colleagues bring to the group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import clock
from portal.notices.post import post_notice
from portal.notices.types import in_every_language
from portal.people.models import Group, Membership, User
from portal.records.models import Record
from portal.refusal import Refused
from research.activities.change_stage import lock_activity, may_plan
from research.activities.models import Activity, AgendaItem, Nomination, NominationState
from research.activities.notice_types import NOMINATED, NOMINATION_ACCEPTED
from research.activities.team import leads
from research.activities.tell import facts_of
from research.activities.write_minutes import require_writer

if TYPE_CHECKING:
    from collections.abc import Sequence

SOON = gettext_lazy("one of the next activities")


def require_agenda(activity: Activity, by: User) -> None:
    if not may_plan(by, activity):
        require_writer(activity, by)
    elif not activity.is_open_for_editing:
        raise Refused("not_editable", _("The minutes were handed in and can no longer be changed."))


@transaction.atomic
def add_item(
    activity: Activity,
    *,
    by: User,
    words: str = "",
    record: Record | None = None,
    presenter: User | None = None,
) -> AgendaItem:
    """Put a point at the end. The same record once more is the first point.

    Refused: as writing minutes; `empty`; `not_visible` for a record that `by` may not read.
    """
    locked = lock_activity(activity)
    require_agenda(locked, by)
    words = " ".join(words.split())
    if record is None and not words:
        raise Refused("empty", _("Say what is to be discussed, or choose a record."))
    if record is not None:
        known = locked.agenda.filter(record_id=record.pk).first()
        if known is not None:
            return known
        if not Record.objects.visible_to(by).filter(pk=record.pk).exists():
            raise Refused("not_visible", _("This record is not shared with you."))
        presenter = presenter or record.author
    last = locked.agenda.aggregate(last=Max("position"))["last"]
    return AgendaItem.objects.create(
        activity=locked,
        position=0 if last is None else last + 1,
        words=words,
        record_id=record.pk if record else None,
        presenter=presenter,
        added_by=by,
    )


@transaction.atomic
def shift_item(item: AgendaItem, *, up: bool, by: User) -> None:
    """Change places with the neighbour; the ends stay where they are."""
    activity = lock_activity(item.activity)
    require_agenda(activity, by)
    items = list(activity.agenda.all())
    here = next(n for n, other in enumerate(items) if other.pk == item.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(items):
        items[here], items[there] = items[there], items[here]
    _number(items)


def _number(items: Sequence[AgendaItem]) -> None:
    for position, item in enumerate(items):
        item.position = position
    AgendaItem.objects.bulk_update(items, ["position"])


@transaction.atomic
def drop_item(item: AgendaItem, *, by: User) -> None:
    """Take a point out; what a colleague brought goes back to the group's pool."""
    require_agenda(lock_activity(item.activity), by)
    if item.record_id:
        accepted = Nomination.objects.filter(
            record_id=item.record_id, activity=item.activity, state=NominationState.ACCEPTED
        )
        waiting = Nomination.objects.filter(
            record_id=item.record_id, group=item.activity.group, state=NominationState.OFFERED
        )
        if not waiting.exists():
            accepted.update(state=NominationState.OFFERED, decided_by=None, decided_at=None)
    item.delete()


@transaction.atomic
def bring_to_group(
    record: Record, *, group: Group, by: User, activity: Activity | None = None, words: str = ""
) -> Nomination:
    """Offer one's own record to a group for discussion; its leaders hear.

    Once more before it is decided changes words and activity of the first offer.
    Refused: `not_author`, `not_filed`, `not_member`, `other_group`.
    """
    if by.pk not in {record.author_id, record.entered_by_id}:
        raise Refused("not_author", _("Its author brings a record to the group."))
    if not (record.is_filed or record.is_announced):
        raise Refused("not_filed", _("Submit it first, so that the group can read it."))
    if group.pk not in by.group_ids:
        raise Refused("not_member", _("You do not belong to this group."))
    if activity is not None and activity.group_id != group.pk:
        raise Refused("other_group", _("This activity is held for another group."))
    nomination, is_new = Nomination.objects.update_or_create(
        record_id=record.pk,
        group=group,
        state=NominationState.OFFERED,
        defaults={"activity": activity, "words": words.strip()},
        create_defaults={"activity": activity, "words": words.strip(), "nominated_by": by},
    )
    if is_new:
        _tell_leaders(nomination, by)
    return nomination


def _tell_leaders(nomination: Nomination, by: User) -> None:
    today = clock.today()
    led = Membership.objects.current(on=today).leading().filter(group=nomination.group)
    leaders = User.objects.in_service().filter(pk__in=led.values("person_id")).exclude(pk=by.pk)
    activity = nomination.activity
    post_notice(
        NOMINATED.slug,
        to=leaders,
        key=f"{NOMINATED.slug}:{nomination.pk}",
        params={
            "by": by.name,
            "title": nomination.record.display_title,
            "topic": activity.topic if activity else in_every_language(SOON),
            "words": nomination.words,
        },
        url=activity.get_absolute_url() if activity else nomination.record.get_absolute_url(),
    )


@transaction.atomic
def accept_nomination(nomination: Nomination, activity: Activity, *, by: User) -> AgendaItem:
    """Put what a colleague brought on the agenda of an activity of the same group.

    Refused: as `add_item`; `other_group`.
    """
    if nomination.group_id != activity.group_id:
        raise Refused("other_group", _("This was brought to another group."))
    item = add_item(
        activity,
        by=by,
        record=nomination.record,
        words=nomination.words[:120],
        presenter=nomination.nominated_by,
    )
    if nomination.state != NominationState.ACCEPTED:
        nomination.activity = activity
        _decide(nomination, NominationState.ACCEPTED, by)
        post_notice(
            NOMINATION_ACCEPTED.slug,
            to=[p for p in [nomination.nominated_by] if p.pk != by.pk],
            key=f"{NOMINATION_ACCEPTED.slug}:{nomination.pk}:{activity.pk}",
            params=facts_of(activity) | {"title": nomination.record.display_title},
            url=activity.get_absolute_url(),
        )
    return item


def decline_nomination(nomination: Nomination, *, by: User) -> None:
    """Not this time; the author may bring it again. Refused: `not_leader`."""
    if not leads(by, nomination):  # type: ignore[arg-type]
        raise Refused("not_leader", _("The group's leader decides on what is brought."))
    _decide(nomination, NominationState.DECLINED, by)


def _decide(nomination: Nomination, state: NominationState, by: User) -> None:
    nomination.state, nomination.decided_by, nomination.decided_at = state, by, clock.now()
    nomination.save(update_fields=["state", "activity", "decided_by", "decided_at"])
