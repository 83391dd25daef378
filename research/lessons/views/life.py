"""Announce, move, cancel, taught, the plan, and seats: one page or button for each act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from portal.access import PermissionMixin
from portal.refusal import Refused
from research.lessons.announce_lesson import announce_lesson
from research.lessons.attach_plan import attach_plan
from research.lessons.book_seat import book_seat, give_back_seat
from research.lessons.cancel_lesson import cancel_lesson
from research.lessons.clashes import busy_at
from research.lessons.forms import CancelForm, MoveForm, PlanForm
from research.lessons.mark_taught import mark_taught
from research.lessons.models import OpenLesson
from research.lessons.move_lesson import move_lesson
from research.lessons.when import lesson_time


class LessonView(PermissionMixin, View):
    """An act on one lesson; strangers to it get 404."""

    def get_permission_object(self) -> OpenLesson:
        visible = OpenLesson.objects.visible_to(self.request.user).for_detail()
        self.lesson: OpenLesson = get_object_or_404(visible, pk=self.kwargs["pk"])
        return self.lesson


class LessonButton(LessonView):
    """A button: the act, what is said, and back to the lesson."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            said = self.act()
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, said)
        return redirect(self.lesson)

    def act(self) -> str:
        raise NotImplementedError


class AnnounceView(LessonButton):
    permission = "lessons.open_lesson.announce"

    def act(self) -> str:
        announce_lesson(self.lesson, by=self.request.user)
        return _("Announced: the whole school sees it and can book a seat.")


class MarkTaughtView(LessonButton):
    permission = "lessons.open_lesson.mark_taught"

    def act(self) -> str:
        mark_taught(self.lesson, by=self.request.user)
        return _("Noted. What is missing before it is complete stands below.")


class BookSeatView(LessonButton):
    permission = "lessons.open_lesson.book"

    def act(self) -> str:
        seat = book_seat(self.lesson, by=self.request.user)
        for sentence in busy_at(self.request.user, self.lesson):
            messages.warning(self.request, sentence)
        if seat.is_waiting:
            return _("All seats are taken: you are on the waiting list and will be told.")
        return _("You have a seat: %(when)s.") % {"when": lesson_time(self.lesson)}


class GiveBackSeatView(LessonButton):
    permission = "lessons.open_lesson.book"

    def act(self) -> str:
        give_back_seat(self.lesson, by=self.request.user)
        return _("You gave your seat back.")


class LessonFormView(LessonView):
    """A page with a form, which comes back with everything typed when the act is refused."""

    heading: str | Promise = ""
    text: str | Promise = ""
    button: str | Promise = ""
    tone = "primary"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            said = self.act(form)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            return self._page(form, status=409)
        messages.success(request, said)
        return redirect(self.lesson)

    def form(self, *data: Any) -> Form:
        raise NotImplementedError

    def act(self, form: Any) -> str:
        raise NotImplementedError

    def _page(self, form: Form, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "lesson": self.lesson,
            "when": lesson_time(self.lesson),
            "heading": self.heading,
            "text": self.text,
            "button": self.button,
            "tone": self.tone,
            "is_upload": form.is_multipart(),
        }
        return render(self.request, "lessons/lesson_act.html", context, status=status)


class MoveView(LessonFormView):
    permission = "lessons.open_lesson.move"
    heading = gettext_lazy("Move the lesson")
    text = gettext_lazy("Seats stay booked. Those who booked one are told the new time.")
    button = gettext_lazy("Move")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.lesson.starts_at is None:
            return redirect(self.lesson)
        return super().get(request, pk)

    def form(self, *data: Any) -> Form:
        return MoveForm(*data, lesson=self.lesson)

    def act(self, form: MoveForm) -> str:
        assert form.starts_at is not None  # noqa: S101 - the form is valid
        assert form.ends_at is not None  # noqa: S101
        move_lesson(
            self.lesson,
            by=self.request.user,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            period=form.cleaned_data["period"],
            room=form.cleaned_data["room"],
            reason=form.cleaned_data["reason"],
        )
        return _("It is now %(when)s.") % {"when": lesson_time(self.lesson)}


class CancelView(LessonFormView):
    permission = "lessons.open_lesson.cancel"
    heading = gettext_lazy("Cancel the lesson")
    text = gettext_lazy("It stays in the calendar, marked as cancelled. There is no way back.")
    button = gettext_lazy("Cancel the lesson")
    tone = "danger"

    def form(self, *data: Any) -> Form:
        return CancelForm(*data)

    def act(self, form: CancelForm) -> str:
        cancel_lesson(self.lesson, by=self.request.user, reason=form.cleaned_data["reason"])
        return _("Cancelled. Those who booked a seat have been told.")


class PlanView(LessonFormView):
    permission = "lessons.open_lesson.plan"
    heading = gettext_lazy("The lesson plan")
    text = gettext_lazy("It is needed before the lesson is taught.")
    button = gettext_lazy("Save")

    def form(self, *data: Any) -> Form:
        return PlanForm(*data)

    def act(self, form: PlanForm) -> str:
        attach_plan(self.lesson, form.cleaned_data["plan"], by=self.request.user)
        return _("The lesson plan is there: observers can read it.")
