"""The buttons of a record's page: what this person may do with it now.

Pages loop over them; the handlers check the same permissions. What needs
words (returning, reopening) is a link to a page that asks for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.records.enter_for import entry_of
from portal.records.kinds import RecordKind, Reviewer, kind_of
from portal.records.models import Entry, Record, State
from portal.ui.actions import Action

if TYPE_CHECKING:
    from portal.people.models import User


def record_actions(record: Record, user: User, *, entry: Entry | None = None) -> list[Action]:
    """The kind's own, the author's and the reviewer's actions, the likeliest first.

    `entry` where the caller knows it: what was entered for somebody is theirs to confirm.
    """
    kind = kind_of(record)
    entry = entry or entry_of(record)
    actions = list(kind.actions(record, user)) if kind.actions else []
    authors = [
        action
        for action in _author_actions(kind, record)
        if user.has_perm(kind.permission(action.slug), record)
    ]
    actions += authors if entry is None else _of_entry(authors, record, user, entry)
    if user.has_perm(kind.permission("decide"), record):
        actions += _reviewer_actions(kind, record)
    return [*actions, _print_action(kind, record)]


def _of_entry(actions: list[Action], record: Record, user: User, entry: Entry) -> list[Action]:
    """Only the author hands it in; while it waits they confirm it or send it back."""
    if user.pk != record.author_id:
        return [action for action in actions if action.slug != "submit"]
    if not entry.is_waiting or record.state != State.DRAFT:
        return actions
    names = {"submit": _("Confirm and submit"), "edit": _("Correct it first")}
    kept = [replace(action, label=names[action.slug]) for action in actions if action.slug in names]
    url = reverse("records:decline_entry", kwargs={"pk": record.pk})
    return [*kept, Action("decline", _("Send back"), url, method="get", icon="undo-2")]


def _print_action(kind: RecordKind, record: Record) -> Action:
    url = kind.url("print", pk=record.pk)
    return Action("print", _("Print"), url, method="get", icon="printer")


def _author_actions(kind: RecordKind, record: Record) -> list[Action]:
    submit = Action(
        "submit", _("Submit"), kind.url("submit", pk=record.pk), tone="primary", icon="send"
    )
    edit = Action("edit", _("Edit"), kind.url("edit", pk=record.pk), method="get", icon="pen-line")
    withdraw = Action(
        "withdraw",
        _("Withdraw"),
        kind.url("withdraw", pk=record.pk),
        tone="danger",
        icon="trash-2",
        confirm=_("Withdraw this record? You can put it back to your drafts later."),
    )
    by_state = {
        State.DRAFT: [submit, edit, withdraw],
        State.RETURNED: [edit, submit, withdraw],
        State.SUBMITTED: [withdraw],
    }
    return _take_back(kind, record) + by_state.get(State(record.state), [])


def _take_back(kind: RecordKind, record: Record) -> list[Action]:
    labels = {State.WITHDRAWN: _("Put back to drafts")}
    if record.opened_at is None:
        labels[State.SUBMITTED] = _("Recall")
    if kind.reviewer is Reviewer.NOBODY:
        labels[State.ACCEPTED] = _("Take back to change it")
    label = labels.get(State(record.state))
    if label is None:
        return []
    return [Action("recall", label, kind.url("recall", pk=record.pk), icon="undo-2")]


def _reviewer_actions(kind: RecordKind, record: Record) -> list[Action]:
    if record.is_submitted:
        return [
            Action(
                "accept",
                _("Accept"),
                kind.url("accept", pk=record.pk),
                tone="primary",
                icon="circle-check",
            ),
            Action(
                "return",
                _("Return"),
                kind.url("return", pk=record.pk),
                method="get",
                icon="undo-2",
            ),
        ]
    if record.state in {State.ACCEPTED, State.RETURNED}:
        url = kind.url("reopen", pk=record.pk)
        return [Action("reopen", _("Reopen the decision"), url, method="get", icon="rotate-ccw")]
    return []
