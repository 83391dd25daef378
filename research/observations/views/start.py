"""Beginning an observation: one tap for an announced lesson, a few fields for another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.refusal import Refused
from research.lessons.models import OpenLesson, Seat
from research.lessons.when import lesson_time
from research.observations.forms import StartForm
from research.observations.models import Observation
from research.observations.start_observation import Heard, start_observation

#: A lesson heard longer ago is found on its own page.
RECENT = timedelta(days=7)


class StartView(PermissionMixin, View):
    """`?lesson=7` begins with that one's button; what was begun goes on where it stands."""

    permission = "observations.observation.new"

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lesson", "")
        known = Observation.objects.begun_by(request.user, asked) if asked.isdigit() else None
        return redirect(known) if known else self._page(StartForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        asked = request.POST.get("lesson", "")
        if asked.isdigit():
            visible = OpenLesson.objects.visible_to(request.user).for_detail()
            lesson = get_object_or_404(visible.select_related("subject"), pk=asked)
            return self._start(Heard.at(lesson), StartForm())
        form = StartForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        return self._start(form.heard, form)

    def _start(self, heard: Heard, form: StartForm) -> HttpResponse:
        try:
            observation = start_observation(heard, by=self.request.user)
        except Refused as refusal:
            messages.error(self.request, str(refusal.message))
            return self._page(form, status=409)
        if not observation.is_open_for_editing:
            messages.info(self.request, _("You have handed this one in already."))
            return redirect(observation)
        return redirect("observations:observation_edit", pk=observation.pk)

    def _page(self, form: StartForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "lessons": self._offered()}
        return render(self.request, "observations/start.html", context, status=status)

    def _offered(self) -> list[dict[str, Any]]:
        """Today's open lessons and those booked this week, without what was begun already."""
        user, today = self.request.user, clock.today()
        begun = Observation.objects.filter(observer=user, lesson__isnull=False)
        booked = Seat.objects.held().of(user).values("lesson_id")
        lessons = (
            OpenLesson.objects.standing()
            .visible_to(user)
            .filter(occurred_on__range=(today - RECENT, today))
            .filter(Q(pk__in=booked) | Q(occurred_on=today) | Q(pk=self._asked()))
            .exclude(author=user)
            .exclude(pk__in=begun.values("lesson_id"))
        )
        rows = lessons.select_related("author").defer("text", "focus").order_by("-starts_at")
        return [{"lesson": lesson, "when": lesson_time(lesson)} for lesson in rows]

    def _asked(self) -> int:
        asked = self.request.GET.get("lesson", "")
        return int(asked) if asked.isdigit() else 0
