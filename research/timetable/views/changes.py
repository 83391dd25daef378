"""Changes of single lessons: asked for, confirmed, declined, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.people.models import User
from portal.refusal import Refused
from portal.ui.paging import KeysetPage
from research.timetable.change_lesson import (
    Slot,
    confirm_change,
    decline_change,
    withdraw_change,
)
from research.timetable.forms import ChangeForm, DeclineForm, day_asked
from research.timetable.lessons import Lesson, read_timetable
from research.timetable.models import Substitution
from research.timetable.querysets import SubstitutionQuerySet
from research.timetable.rules import keeps_timetable
from research.timetable.tables import ChangeTable
from research.timetable.views.base import TimetablePage
from research.timetable.words import change_words, lesson_words, slot_words

SHOWS = {
    "mine": gettext_lazy("Mine"),
    "asked": gettext_lazy("Waiting for an answer"),
    "all": gettext_lazy("All"),
}


def readable_by(user: User) -> SubstitutionQuerySet:
    """What holds everybody reads; what is only asked for, the two teachers and the office."""
    rows = Substitution.objects.select_related("person", "substitute", "subject", "asked_by")
    if keeps_timetable(user):
        return rows
    return rows.confirmed() | rows.of([user.pk])


class ChangeListView(TimetablePage):
    permission = "timetable.change.list"

    def get(self, request: HttpRequest) -> HttpResponse:
        keeps = keeps_timetable(request.user)
        shown = request.GET.get("show", "asked" if keeps else "mine")
        rows = readable_by(request.user)
        if shown == "mine":
            rows = rows.of([request.user.pk])
        elif shown == "asked":
            rows = rows.filter(state="asked")
        page = KeysetPage(
            rows, request.GET, orders={"date": ("date", "period", "pk")}, default="-date"
        )
        context = {
            "shows": list(SHOWS.items()),
            "shown": shown,
            "page": page,
            "table": ChangeTable(page.rows),
        }
        return render(request, "timetable/change_list.html", context)


class ChangePage(TimetablePage):
    @cached_property
    def change(self) -> Substitution:
        return get_object_or_404(readable_by(self.request.user), pk=self.kwargs["pk"])


class ChangeDetailView(ChangePage):
    permission = "timetable.change.list"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(DeclineForm())

    def page(self, form: DeclineForm, status: int = 200) -> HttpResponse:
        user, change = self.request.user, self.change
        keeps = keeps_timetable(user)
        own = user.pk in {change.person_id, change.asked_by_id}
        context = {
            "change": change,
            "words": change_words(change),
            "form": form,
            "may_decide": keeps and change.state == "asked",
            "may_withdraw": change.is_live and (keeps or (own and change.state == "asked")),
        }
        return render(self.request, "timetable/change_detail.html", context, status=status)


class ChangeActView(ChangePage):
    """A button: POST does it, and the page of the change says what happened."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("timetable:change_detail", pk=self.change.pk)

    def act(self) -> str:
        raise NotImplementedError


class ConfirmView(ChangeActView):
    permission = "timetable.change.decide"

    def act(self) -> str:
        confirm_change(self.change, by=self.request.user)
        return _("Confirmed; the teachers have been told.")


class WithdrawView(ChangeActView):
    permission = "timetable.change.withdraw"

    def act(self) -> str:
        withdraw_change(self.change, by=self.request.user)
        return _("Taken back; the timetable holds again.")


class DeclineView(ChangeDetailView):
    """The reason is asked for on the page of the change."""

    permission = "timetable.change.decide"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            decline_change(self.change, by=request.user, answer=form.cleaned_data["answer"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Declined; the teacher has been told."))
        return redirect("timetable:change_detail", pk=pk)


class ChangeNewView(TimetablePage):
    """`?person=1001&day=2026-10-14&period=2` names the lesson."""

    permission = "timetable.change.new"

    @cached_property
    def lesson(self) -> Lesson:
        asked, user = self.request.GET, self.request.user
        number = asked.get("person", user.staff_number)
        if number != user.staff_number and not keeps_timetable(user):
            raise Http404
        person = get_object_or_404(User, staff_number=number)
        table = read_timetable(self.day, self.day, people=[person])
        for lesson in table.lessons(self.day, self.day):
            if lesson.entry is not None and str(lesson.period) == asked.get("period"):
                return lesson
        raise Http404

    def get(self, request: HttpRequest) -> HttpResponse:
        if "period" not in request.GET:
            return redirect("timetable:mine")
        return self.page(self.form(None))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        change = form.save() if form.is_valid() else None
        if change is None:
            return self.page(form, status=422)
        if change.state == "confirmed":
            messages.success(request, _("Entered; the teachers have been told."))
        else:
            messages.success(request, _("Asked for. It holds once the office confirms it."))
        return redirect(reverse("timetable:change_detail", args=[change.pk]))

    def form(self, data: Any) -> ChangeForm:
        lesson = self.lesson
        slot = Slot(lesson.person, lesson.day, lesson.period)
        initial = {"to_date": day_asked(self.request.GET.get("to", ""), lesson.day)}
        return ChangeForm(data, slot=slot, user=self.request.user, initial=initial)

    def page(self, form: ChangeForm, status: int = 200) -> HttpResponse:
        lesson = self.lesson
        context = {
            "form": form,
            "lesson": lesson,
            "slot": slot_words(lesson.day, lesson.period),
            "words": lesson_words(lesson),
            "keeps": keeps_timetable(self.request.user),
        }
        return render(self.request, "timetable/change_form.html", context, status=status)
