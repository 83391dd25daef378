"""Keeping the timetable: the bell, single lessons, copying, the whole as a sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.people.models import Act, User, record_audit_event
from portal.refusal import Refused
from portal.sheets.write import workbook_response
from portal.terms.models import CalendarDay
from portal.terms.switch import term_chosen
from portal.ui.paging import KeysetPage
from research.timetable.copy_term import copy_timetable, term_before
from research.timetable.forms import BellForm, EntryForm, SheetForm
from research.timetable.models import Entry, TimetableImport
from research.timetable.sheet.export import columns, rows_of
from research.timetable.tables import ImportTable
from research.timetable.views.base import TimetablePage


class OfficeView(TimetablePage):
    """What the office does here, with the sheet to import first."""

    permission = "timetable.edit"

    def get(self, request: HttpRequest) -> HttpResponse:
        return office_page(self, SheetForm())


def office_page(view: TimetablePage, form: SheetForm, status: int = 200) -> HttpResponse:
    term = view.term
    entries = Entry.objects.filter(term=term)
    runs = TimetableImport.objects.select_related("owner").defer("cells", "was", "became")
    page = KeysetPage(runs, view.request.GET, orders={"id": ("id",)}, default="-id", size=10)
    has_entries = entries.exists()
    context = {
        "form": form,
        "term": term,
        "lessons": entries.count(),
        "teachers": entries.values("person").distinct().count(),
        "classes": entries.values("class_name").distinct().count(),
        "copies_from": None if has_entries or term is None else term_before(term),
        "unnamed": _make_up_days_without_weekday(term),
        "page": page,
        "table": ImportTable(page.rows),
    }
    return render(view.request, "timetable/office.html", context, status=status)


def _make_up_days_without_weekday(term: Any) -> list[CalendarDay]:
    """Make-up days whose lessons nobody knows yet."""
    if term is None:
        return []
    days = CalendarDay.objects.between(term.starts_on, term.ends_on)
    return list(days.filter(kind=CalendarDay.Kind.MAKE_UP, follows_weekday=None).order_by("date"))


class CopyView(TimetablePage):
    permission = "timetable.copy"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.term is None:
            return redirect("timetable:office")
        try:
            copied = copy_timetable(self.term, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            words = ngettext("%(n)d lesson copied.", "%(n)d lessons copied.", copied)
            messages.success(request, words % {"n": copied})
        return redirect("timetable:office")


class ExportView(TimetablePage):
    """`?term=` the whole timetable of a term, a row for each lesson."""

    permission = "timetable.export"

    def get(self, request: HttpRequest) -> HttpResponse:
        term = term_chosen(request).term
        entries = Entry.objects.filter(term=term).select_related("person", "subject")
        title = _("Timetable of %(term)s") % {"term": term} if term else _("Timetable")
        record_audit_event(request, Act.EXPORTED, title)
        rows = rows_of(entries.order_by("person__pinyin", "person_id", "weekday", "period"))
        return workbook_response(title, title, columns(), rows)


class BellView(TimetablePage):
    permission = "timetable.bell"

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "timetable/bell.html", {"form": BellForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BellForm(request.POST)
        if not form.is_valid():
            return render(request, "timetable/bell.html", {"form": form}, status=422)
        form.save()
        messages.success(request, _("Saved."))
        return redirect("timetable:bell")


class EntryFormView(TimetablePage):
    """A lesson of the week: new (`?person=1001`), or the one that the address names."""

    permission = "timetable.edit"

    @cached_property
    def entry(self) -> Entry | None:
        pk = self.kwargs.get("pk")
        rows = Entry.objects.select_related("person", "term__school_year")
        return get_object_or_404(rows, pk=pk) if pk else None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.form(None))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        entry = form.save()
        record_audit_event(request, Act.CHANGED, entry)
        messages.success(request, _("Saved."))
        return redirect(_timetable_of(entry.person))

    def form(self, data: Any) -> EntryForm:
        term = self.entry.term if self.entry else self.term
        if term is None:
            raise Refused("no_term", _("No term has been opened yet."))
        initial: dict[str, Any] = {}
        if self.entry is None:
            number = self.request.GET.get("person", "")
            person = User.objects.select_related("subject").filter(staff_number=number).first()
            initial = {"person": person, "subject": person.subject if person else None}
        return EntryForm(data, instance=self.entry, term=term, initial=initial)

    def page(self, form: EntryForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "entry": self.entry}
        return render(self.request, "timetable/entry_form.html", context, status=status)


class EntryRemoveView(TimetablePage):
    permission = "timetable.edit"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = get_object_or_404(Entry.objects.select_related("person"), pk=pk)
        record_audit_event(request, Act.CHANGED, entry, removed=True)
        entry.delete()
        messages.success(request, _("Taken out of the timetable."))
        return redirect(_timetable_of(entry.person))


def _timetable_of(person: User) -> str:
    return f"{reverse('timetable:everyone')}?person={person.staff_number}"
