"""The agenda of an activity: points in words, records found in the group's work, their order."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.records.models import Record
from portal.refusal import Refused
from research.activities.agenda_forms import AgendaWordsForm, FindForm
from research.activities.agenda_view import agenda_of, pool_of
from research.activities.find_records import records_to_discuss
from research.activities.models import Nomination
from research.activities.set_agenda import (
    accept_nomination,
    add_item,
    decline_nomination,
    drop_item,
    shift_item,
)
from research.activities.views.base import ActivityView, ActView
from research.activities.when import when


class AgendaView(ActivityView):
    """Finding records and adding points in words."""

    act = "agenda"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(AgendaWordsForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = AgendaWordsForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            add_item(self.activity, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.page(form, status=409)
        return redirect(agenda_url(self.activity.pk))

    def page(self, form: AgendaWordsForm, status: int = 200) -> HttpResponse:
        find = FindForm(self.request.GET)
        words = find.cleaned_data["words"] if find.is_valid() else ""
        kind = find.cleaned_data["kind"] if find.is_valid() else ""
        context = {
            "activity": self.activity,
            "when": when(self.activity.starts_at, self.activity.ends_at),
            "agenda": agenda_of(self.activity, self.request.user),
            "pool": pool_of(self.activity),
            "form": form,
            "find": find,
            "found": records_to_discuss(self.activity, self.request.user, words=words, kind=kind),
            "asked": bool(words or kind),
        }
        return render(self.request, "activities/agenda.html", context, status=status)


def agenda_url(pk: int) -> str:
    return reverse("activities:agenda", kwargs={"pk": pk})


class AgendaActView(ActView):
    act = "agenda"

    def back(self) -> str:
        return agenda_url(self.activity.pk)


class AgendaAddView(AgendaActView):
    """Put a record on the agenda; 404 where the person may not read it."""

    def run(self) -> str:
        rows = Record.objects.visible_to(self.request.user)
        record = get_object_or_404(rows, pk=self.request.POST.get("record") or 0)
        add_item(self.activity, by=self.request.user, record=record)
        return _("On the agenda: “%(title)s”.") % {"title": record.display_title}


class AgendaItemView(AgendaActView):
    """Up, down or out: `act` of the POST."""

    def run(self) -> str:
        rows = self.activity.agenda.select_related("activity")
        item = get_object_or_404(rows, pk=self.kwargs["item"])
        wanted = self.request.POST.get("then")
        if wanted == "drop":
            drop_item(item, by=self.request.user)
            return _("Taken off the agenda.")
        shift_item(item, up=wanted == "up", by=self.request.user)
        return ""


class NominationView(AgendaActView):
    """Take what a colleague brought, or not this time."""

    def run(self) -> str:
        rows = Nomination.objects.filter(group_id=self.activity.group_id)
        rows = rows.select_related("record", "nominated_by", "group")
        offer = get_object_or_404(rows, pk=self.kwargs["nomination"])
        if self.request.POST.get("then") == "decline":
            decline_nomination(offer, by=self.request.user)
            return _("Left for another time; its author may bring it again.")
        accept_nomination(offer, self.activity, by=self.request.user)
        return _("On the agenda: “%(title)s”. Its author has been told.") % {
            "title": offer.record.display_title
        }
