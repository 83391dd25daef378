"""Announcing, moving, cancelling an activity, and saying that it takes place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.agenda.clashes import Clash, clashes
from portal.refusal import Refused
from portal.ui.forms import PortalForm
from research.activities.announce_activity import announce_activity, short_notice
from research.activities.cancel_activity import cancel_activity
from research.activities.expected import expected_at
from research.activities.forms import MoveForm, ReasonForm
from research.activities.hold_activity import hold_activity
from research.activities.move_activity import move_activity
from research.activities.views.base import ActivityView, ActView
from research.activities.when import when


class ConfirmView(ActivityView):
    """A page that says what will happen, with a form; a refusal comes back on it."""

    template = "activities/act.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            self.run(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, status=409)
        messages.success(request, self.done())
        return redirect(self.activity.get_absolute_url())

    def page(self, form: PortalForm, status: int = 200) -> HttpResponse:
        context = self.words() | {
            "activity": self.activity,
            "when": when(self.activity.starts_at, self.activity.ends_at),
            "form": form,
        }
        return render(self.request, self.template, context, status=status)

    def form(self, data: Any = None) -> PortalForm:
        return PortalForm(data)

    def run(self, form: PortalForm) -> None:
        raise NotImplementedError

    def words(self) -> dict[str, Any]:
        raise NotImplementedError

    def done(self) -> str:
        raise NotImplementedError


class AnnounceView(ConfirmView):
    """Who will be told, what they are told, and what speaks against it."""

    act = "announce"

    def run(self, form: PortalForm) -> None:
        announce_activity(self.activity, by=self.request.user)

    def words(self) -> dict[str, Any]:
        people = list(expected_at(self.activity))
        return {
            "heading": _("Announce this activity?"),
            "text": _("Those expected are told when and where; the lead speakers separately."),
            "button": _("Announce"),
            "people": people,
            "speakers": list(self.activity.lead_speakers.all()),
            "warning": short_notice(self.activity),
            "clashes": self._clashes(people),
        }

    def _clashes(self, people: list[Any]) -> list[Clash]:
        activity = self.activity
        besides = [f"activity:{activity.pk}"]
        return clashes(people, activity.starts_at, activity.ends_at, besides=besides)

    def done(self) -> str:
        title = {"title": self.activity.display_title}
        return _("Announced: “%(title)s”. Those expected have been told.") % title


class MoveView(ConfirmView):
    act = "move"

    def form(self, data: Any = None) -> MoveForm:
        return MoveForm(data, activity=self.activity)

    def run(self, form: PortalForm) -> None:
        starts_at, ends_at = form.times()
        move_activity(
            self.activity,
            starts_at=starts_at,
            ends_at=ends_at,
            place=form.cleaned_data["place"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )

    def words(self) -> dict[str, Any]:
        return {
            "heading": _("Move this activity"),
            "text": _("It stays the same activity. Who has been told of it hears the new time."),
            "button": pgettext("an activity", "Move"),
        }

    def done(self) -> str:
        moment = when(self.activity.starts_at, self.activity.ends_at)
        return _("Moved to %(when)s.") % {"when": moment}


class CancelView(ConfirmView):
    act = "cancel"

    def form(self, data: Any = None) -> ReasonForm:
        return ReasonForm(data)

    def run(self, form: PortalForm) -> None:
        cancel_activity(self.activity, reason=form.cleaned_data["reason"], by=self.request.user)

    def words(self) -> dict[str, Any]:
        return {
            "heading": _("Cancel this activity?"),
            "text": _("It stays in the plan, marked as cancelled, and counts no more."),
            "button": _("Cancel it"),
            "is_danger": True,
        }

    def done(self) -> str:
        return _("Cancelled: “%(title)s”.") % {"title": self.activity.display_title}


class HoldView(ActView):
    act = "hold"

    def run(self) -> str:
        hold_activity(self.activity, by=self.request.user)
        return _("Held: “%(title)s”. Write the minutes while it is fresh.") % {
            "title": self.activity.display_title
        }
