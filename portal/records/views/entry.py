"""What the office entered for teachers: the list of what waits, reminding, sending back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views import View

from portal.access import PermissionMixin
from portal.records.enter_for import decline_entry, remind_authors
from portal.records.entries import ENTRY_ORDERS, EntryTable
from portal.records.kinds import kind_of, kinds
from portal.records.models import Entry, Record
from portal.records.review_forms import SendBackForm
from portal.refusal import Refused
from portal.ui.paging import KeysetPage, capped_count

#: As many as are reminded in one go.
MOST_TOGETHER = 200


class EntryListView(PermissionMixin, View):
    """What waits for teachers, or with `?show=sent_back` what they sent back."""

    permission = "records.enter_for"

    def get(self, request: HttpRequest) -> HttpResponse:
        shown = "sent_back" if request.GET.get("show") == "sent_back" else "waiting"
        entries = getattr(Entry.objects.for_list(), shown)()
        page = KeysetPage(entries, request.GET, orders=ENTRY_ORDERS, default="asked_at")
        tabs = (("waiting", pgettext("what was entered", "Waiting")), ("sent_back", _("Sent back")))
        context = {
            "page": page,
            "table": EntryTable(page.rows, keyset=page, user=request.user, shown=shown),
            "count": capped_count(entries),
            "shown": shown,
            "tabs": [(name, label, name == shown) for name, label in tabs],
        }
        return render(request, "records/entry_list.html", context)


class RemindEntriesView(PermissionMixin, View):
    permission = "records.enter_for"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        pks = [int(value) for value in request.POST.getlist("chosen") if value.isdigit()]
        people = remind_authors(Entry.objects.filter(pk__in=pks[:MOST_TOGETHER]))
        if not pks:
            messages.warning(request, _("Tick those of whom to remind the teacher."))
        elif not people:
            messages.info(request, _("They have been reminded today already."))
        else:
            said = ngettext(
                "%(count)d teacher has been reminded.",
                "%(count)d teachers have been reminded.",
                people,
            )
            messages.success(request, said % {"count": people})
        return redirect("records:entries")


class DeclineEntryView(PermissionMixin, View):
    """Its author sends it back with words; strangers to the record get 404."""

    permission = "records.answer_entry"
    kwargs: dict[str, Any]
    texts = {
        "heading": gettext_lazy("Send it back?"),
        "text": gettext_lazy(
            "It leaves your drafts and goes back to whoever entered it. Say what is wrong."
        ),
        "button": gettext_lazy("Send back"),
        "asks_words": True,
        "tone": "primary",
    }

    @cached_property
    def record(self) -> Record:
        records = Record.objects.for_detail().filter(kind__in=[kind.slug for kind in kinds])
        record = get_object_or_404(records, pk=self.kwargs["pk"])
        if not self.request.user.has_perm("records.view", record):
            raise Http404
        return record

    def get_permission_object(self) -> Record:
        return self.record

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(SendBackForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = SendBackForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            decline_entry(self.record, by=request.user, words=form.cleaned_data["words"])
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            return self._page(form, status=409)
        messages.success(request, _("Sent back: “%(title)s”.") % {"title": self.record})
        return redirect("dashboard:home")

    def _page(self, form: SendBackForm, status: int = 200) -> HttpResponse:
        context = {
            "kind": kind_of(self.record),
            "record": self.record,
            "transition": self.texts,
            "form": form,
        }
        return render(self.request, "records/record_transition.html", context, status=status)
