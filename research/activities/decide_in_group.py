"""What the group decided (决议): noted with an owner and a day, done with a few words."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from portal import clock
from portal.notices.models import Notice
from portal.notices.post import post_notice
from portal.notices.types import in_every_language
from portal.refusal import Refused
from portal.ui.dates import school_date
from research.activities.models import Activity, Decision
from research.activities.notice_types import DECISION_DONE, DECISION_MINE
from research.activities.team import leads
from research.activities.write_minutes import require_writer

if TYPE_CHECKING:
    from portal.people.models import User

school_date_lazy = lazy(school_date, str)


@transaction.atomic
def note_decision(
    activity: Activity, *, text: str, owner: User, due_on: date, by: User
) -> Decision:
    """Note what was decided and tell its owner. The same once more is the first one.

    Refused: as writing minutes; `due_before` for a day before the activity.
    """
    require_writer(activity, by)
    if due_on < activity.occurred_on:
        raise Refused("due_before", _("It falls due on the day of the activity or later."))
    decision, is_new = Decision.objects.get_or_create(
        activity=activity,
        text=" ".join(text.split()),
        owner=owner,
        defaults={"due_on": due_on, "added_by": by},
    )
    if is_new and owner.pk != by.pk:
        post_notice(
            DECISION_MINE.slug,
            to=[owner],
            key=f"{DECISION_MINE.slug}:{decision.pk}",
            params={
                "text": decision.text,
                "topic": activity.topic,
                "due": in_every_language(school_date_lazy(due_on)),
            },
            url=decisions_url(),
        )
    return decision


@transaction.atomic
def drop_decision(decision: Decision, *, by: User) -> None:
    """Take out what was noted by mistake, with the notice about it. Refused: `done` too."""
    require_writer(decision.activity, by)
    if decision.is_done:
        raise Refused("done", _("It is done already and stays in the minutes."))
    key = f"{DECISION_MINE.slug}:{decision.pk}"
    Notice.objects.filter(key__startswith=f"{key}:").delete()
    decision.delete()


@transaction.atomic
def finish_decision(
    decision: Decision, *, words: str, by: User, at: datetime | None = None
) -> Decision:
    """Mark it done, with what came of it; whoever planned the activity hears.

    Refused: `not_owner`, `words_required`. Repeating it changes nothing.
    """
    locked = Decision.objects.select_for_update(of=("self",)).select_related(
        "activity__author", "owner"
    )
    decision = locked.get(pk=decision.pk)
    if by.pk != decision.owner_id and not leads(by, decision.activity):
        raise Refused("not_owner", _("Its owner or the group's leader marks it done."))
    if decision.is_done:
        return decision
    if not words.strip():
        raise Refused("words_required", _("Say in a few words what came of it."))
    decision.done_at, decision.done_words = at or clock.now(), words.strip()
    decision.save(update_fields=["done_at", "done_words"])
    post_notice(
        DECISION_DONE.slug,
        to=[person for person in [decision.activity.author] if person.pk != by.pk],
        key=f"{DECISION_DONE.slug}:{decision.pk}",
        params={"by": by.name, "text": decision.text, "words": decision.done_words},
        url=decision.activity.get_absolute_url(),
    )
    return decision


def reopen_decision(decision: Decision, *, by: User) -> Decision:
    """It was not done after all."""
    if by.pk != decision.owner_id and not leads(by, decision.activity):
        raise Refused("not_owner", _("Its owner or the group's leader marks it done."))
    decision.done_at, decision.done_words = None, ""
    decision.save(update_fields=["done_at", "done_words"])
    return decision


def decisions_url() -> str:
    return reverse("activities:decision_list")
