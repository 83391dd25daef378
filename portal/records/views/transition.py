"""One act on one record: submit, recall, withdraw, accept, return, reopen.

Opened with GET it is a page that says what will happen and asks for words
where the act needs them; a button elsewhere posts here at once. A refusal
comes back on this page, with everything typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.records.decide import accept_record, reopen_decision, return_record
from portal.records.find import find_record
from portal.records.models import Record
from portal.records.queue import next_in_queue
from portal.records.review_forms import WordsForm
from portal.records.submit import recall_record, submit_record, withdraw_record
from portal.records.views.kind import KindView
from portal.refusal import Refused

Words = str | Promise


@dataclass(frozen=True)
class Transition:
    """`run(record, user, words)` calls the verb; `done` is said with the record's title."""

    permission: str
    heading: Words
    text: Words
    button: Words
    done: Words
    run: Callable[[Record, Any, str], object]
    asks_words: bool = False
    needs_words: bool = False
    tone: str = "primary"
    goes_on: bool = False


TRANSITIONS = {
    "submit": Transition(
        "submit",
        heading=_("Submit this record?"),
        text=_("Your reviewer is told. Until they open it you can recall it."),
        button=_("Submit"),
        done=_("Submitted: “%(title)s”. You will hear when it has been read."),
        run=lambda record, user, _words: submit_record(record, by=user),
    ),
    "recall": Transition(
        "recall",
        heading=_("Take this record back?"),
        text=_("It becomes a draft again, which only you see."),
        button=_("Take back"),
        done=_("“%(title)s” is a draft again."),
        run=lambda record, user, _words: recall_record(record, by=user),
    ),
    "withdraw": Transition(
        "withdraw",
        heading=_("Withdraw this record?"),
        text=_("It leaves every list. You can put it back to your drafts later."),
        button=_("Withdraw"),
        done=_("Withdrawn: “%(title)s”."),
        run=lambda record, user, _words: withdraw_record(record, by=user),
        tone="danger",
    ),
    "accept": Transition(
        "decide",
        heading=_("Accept this record?"),
        text=_("It counts for its author, who is told. You can reopen the decision."),
        button=_("Accept"),
        done=_("Accepted: “%(title)s”."),
        run=lambda record, user, words: accept_record(record, by=user, words=words),
        asks_words=True,
        goes_on=True,
    ),
    "return": Transition(
        "decide",
        heading=_("Return this record?"),
        text=_("Its author revises it and submits it again. Say what is missing."),
        button=_("Return"),
        done=_("Returned: “%(title)s”. The author has been told why."),
        run=lambda record, user, words: return_record(record, by=user, words=words),
        asks_words=True,
        needs_words=True,
        goes_on=True,
    ),
    "reopen": Transition(
        "decide",
        heading=_("Reopen the decision?"),
        text=_("The record waits for review again. Say why; its author reads it."),
        button=_("Reopen the decision"),
        done=_("Reopened: “%(title)s” waits for review again."),
        run=lambda record, user, words: reopen_decision(record, by=user, reason=words),
        asks_words=True,
        needs_words=True,
    ),
}


class RecordTransitionView(KindView):
    """`as_view(kind=KIND, act="return")`; strangers to the record get 404."""

    def get_permission(self) -> str:
        return self.kind.permission(self.transition.permission)

    @property
    def transition(self) -> Transition:
        return TRANSITIONS[self.act]

    def get_permission_object(self) -> Record:
        self.record = find_record(self.kind, self.kwargs["pk"], reader=self.request.user)
        return self.record

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(WordsForm(is_required=self.transition.needs_words))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = WordsForm(request.POST, is_required=self.transition.needs_words)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            self.transition.run(self.record, request.user, form.cleaned_data["words"])
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            return self._page(form, status=409)
        title = self.record.display_title
        messages.success(request, str(self.transition.done) % {"title": title})
        return redirect(self._next_url())

    def _next_url(self) -> str:
        """After a decision the next record that waits; else the record itself."""
        if not self.transition.goes_on:
            return self.record.get_absolute_url()
        following = next_in_queue(self.request.user, after=self.record)
        return following.get_absolute_url() if following else reverse("records:queue")

    def _page(self, form: WordsForm, status: int = 200) -> HttpResponse:
        context = {
            "kind": self.kind,
            "record": self.record,
            "transition": self.transition,
            "form": form,
            "readable": True,
        }
        return render(self.request, "records/record_transition.html", context, status=status)
