"""The page of one record, of any kind: read it, see its history, decide, comment.

Opened by whoever decides on it, a waiting record is noted as opened, after
which its author can no longer recall it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.people.models import Role, User
from portal.prepared import prepared
from portal.records.actions import record_actions
from portal.records.enter_for import entry_of
from portal.records.facts import beside_the_texts, bodies_of, facts_of, standing_badge
from portal.records.find import find_record
from portal.records.history import history_of, words_to_act_on
from portal.records.kinds import RecordKind
from portal.records.lateness import ReviewClock
from portal.records.models import Attachment, Comment, Record
from portal.records.open import mark_opened
from portal.records.panels import panels_of
from portal.records.queue import next_in_queue
from portal.records.review_forms import CommentForm, WordsForm
from portal.records.rules import is_author
from portal.records.views.kind import KindView
from portal.records.whereabouts import lies_with, seen_by

#: Decided in the form below the text, not by a button on top.
DECISIONS = ("accept", "return")


class RecordDetailView(KindView):
    """Strangers to the record get 404; `kind.detail_template` may add to the page."""

    act = "view"

    def get_permission_object(self) -> Record:
        self.record = find_record(self.kind, self.kwargs["pk"], reader=self.request.user)
        return self.record

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        context = record_context(self.kind, self.record, request.user)
        context |= self.more_context(context)
        context["panels"] = panels_of(self.record, request)
        if context["decision"] and self.record.opened_at is None:
            mark_opened(self.record, by=request.user)
        return render(request, self.kind.detail_template, context)

    def more_context(self, context: dict[str, Any]) -> dict[str, Any]:
        """What a kind's own page shows beside the machine's; may replace parts of it."""
        return {}


def record_context(kind: RecordKind, record: Record, user: User) -> dict[str, Any]:
    """What `records/record_detail.html` shows beside the panels; at most seven queries."""
    entry = entry_of(record)
    actions = record_actions(record, user, entry=entry)
    decision = {action.slug: action for action in actions if action.slug in DECISIONS}
    files = _files_of(record.pk)
    sees_history = is_author(user, record) or _follows(kind, record, user)
    clock = ReviewClock.of(user) if sees_history and record.is_submitted else None
    return {
        "kind": kind,
        "record": record,
        "standing": standing_badge(kind, record),
        "facts": facts_of(kind, record),
        "bodies": bodies_of(kind, record, files=files),
        "pictures": beside_the_texts(kind, record, files),
        "files": [file for file in files if not file.is_picture],
        "actions": [action for action in actions if action.slug not in DECISIONS],
        "decision": decision,
        "words_form": WordsForm() if decision else None,
        "next_record": next_in_queue(user, after=record) if decision else None,
        "history": history_of(record) if sees_history else [],
        "returned": words_to_act_on(record) if sees_history else None,
        "entry": entry,
        "may_confirm": entry is not None and user.pk == record.author_id and record.is_draft,
        "url_list": kind.url("list") if user.has_perm(kind.permission("list")) else "",
        "lies_with": lies_with(record, clock, is_mine=bool(decision)) if clock else "",
        "seen_by": seen_by(record),
        "comments": comments_of(record, user),
        "comment_form": CommentForm() if user.has_perm("records.comment", record) else None,
    }


def _follows(kind: RecordKind, record: Record, user: User) -> bool:
    """Reads what was decided and why, not only the record itself."""
    if user.roles & {Role.RESEARCH_OFFICE, Role.PRINCIPAL}:
        return True
    return user.has_perm(kind.permission("decide"), record)


@prepared
def _files_of(record: int) -> QuerySet[Attachment]:
    return Attachment.objects.filter(record_id=record)


@prepared
def _comments_of(record: int) -> QuerySet[Comment]:
    return Comment.objects.filter(record_id=record).select_related("author")


def comments_of(record: Record, user: User) -> list[Comment]:
    """The comments, oldest first, each knowing whether this person may remove it; one query."""
    comments = _comments_of(record.pk)
    for comment in comments:
        comment.may_be_removed = comment.removed_at is None and user.has_perm(
            "records.comment.remove", comment
        )
    return comments
