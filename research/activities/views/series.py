"""Planning a series in two steps, and announcing several activities at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.refusal import Refused
from portal.terms.models import Term
from portal.ui.dates import week_label
from research.activities.announce_activity import announce_all
from research.activities.forms import groups_planned_by
from research.activities.models import Activity, ActivitySetting
from research.activities.plan_series import SeriesDay, plan_series
from research.activities.series_form import DaysForm, SeriesForm, day_words
from research.activities.views.form import USUAL_BEGIN, next_wednesday, plus_minutes
from research.activities.views.plan import plan_url
from research.activities.when import when

#: Clashes beyond these are only counted.
CLASHES_SHOWN = 12
FORTNIGHT = timedelta(days=14)


class SeriesView(PermissionMixin, View):
    """GET the form; POST shows the days; POST with `then=plan` makes the ticked ones."""

    permission = "activities.activity.plan"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(SeriesForm(initial=self.usual_answers(), user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SeriesForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.page(form, status=422)
        then = request.POST.get("then")
        if then == "change":
            return self.page(SeriesForm(initial=form.cleaned_data, user=request.user))
        offered = form.days
        days = DaysForm(
            request.POST if then == "plan" else None, offered=offered, label_of=_label_of_days()
        )
        if then != "plan" or not days.is_valid():
            return self.preview(form, days, offered)
        try:
            made = plan_series(
                form.pattern, days.chosen, by=request.user, series=form.cleaned_data["series"]
            )
        except Refused as refusal:
            days.add_error("days", str(refusal))
            return self.preview(form, days, offered, status=409)
        self.say(made, len(set(days.chosen)))
        return redirect(plan_url(form.cleaned_data["group"].pk))

    def say(self, made: list[Activity], wanted: int) -> None:
        messages.success(
            self.request,
            ngettext(
                "%(n)d activity is in the plan. Each can still be changed and moved.",
                "%(n)d activities are in the plan. Each can still be changed and moved.",
                len(made),
            )
            % {"n": len(made)},
        )
        left_out = wanted - len(made)
        if left_out > 0:
            messages.info(
                self.request,
                ngettext(
                    "%(n)d day was left out: the group already meets then.",
                    "%(n)d days were left out: the group already meets then.",
                    left_out,
                )
                % {"n": left_out},
            )

    def page(self, form: SeriesForm, status: int = 200) -> HttpResponse:
        return render(self.request, "activities/series.html", {"form": form}, status=status)

    def preview(
        self, form: SeriesForm, days: DaysForm, offered: list[SeriesDay], status: int = 200
    ) -> HttpResponse:
        found = form.clashes_on(offer.day for offer in offered if offer.is_usual)
        context = {
            "form": form,
            "days": days,
            "pattern": form.pattern,
            "series": form.cleaned_data["series"],
            "clashes": found[:CLASHES_SHOWN],
            "more_clashes": max(0, len(found) - CLASHES_SHOWN),
            "skipped": sum(not offer.is_usual for offer in offered),
        }
        return render(self.request, "activities/series_preview.html", context, status=status)

    def usual_answers(self) -> dict[str, Any]:
        minutes = ActivitySetting.current().usual_minutes
        term = Term.objects.current()
        first = next_wednesday()
        if term is not None and first < term.starts_on:
            first = term.starts_on + timedelta(days=(2 - term.starts_on.weekday()) % 7)
        return {
            "first": first,
            "last": term.ends_on if term is not None else first + timedelta(weeks=16),
            "begins": USUAL_BEGIN,
            "ends": plus_minutes(USUAL_BEGIN, minutes),
            "group": groups_planned_by(self.request.user).first(),
            "chair": self.request.user.pk if self.request.user.led_group_ids else None,
        }


def _label_of_days() -> Any:
    term = Term.objects.current()

    def words(offer: SeriesDay) -> str:
        inside = term is not None and term.contains(offer.day)
        return day_words(offer, week_label(term.week_of(offer.day)) if inside else "")

    return words


class AnnounceManyView(PermissionMixin, View):
    """Announce all that I plan of the next fortnight: looked at first, ticked, then told."""

    permission = "activities.activity.plan"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = [
            {
                "activity": activity,
                "when": when(activity.starts_at, activity.ends_at),
                "speakers": activity.lead_speakers.all(),
            }
            for activity in self.coming()
        ]
        return render(request, "activities/announce_many.html", {"rows": rows})

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = [pk for pk in request.POST.getlist("chosen") if pk.isdigit()]
        done, refused = announce_all(self.coming().filter(pk__in=chosen), by=request.user)
        if done:
            messages.success(
                request,
                ngettext("%(n)d activity announced.", "%(n)d activities announced.", len(done))
                % {"n": len(done)},
            )
        for activity, refusal in refused:
            messages.warning(
                request, _("%(title)s: %(why)s") % {"title": activity, "why": refusal.message}
            )
        return redirect(reverse("activities:announce_many" if refused else "activities:plan"))

    def coming(self) -> QuerySet[Activity]:
        now = clock.now()
        rows = Activity.objects.filter(
            group__in=groups_planned_by(self.request.user), stage="planned", state="draft"
        )
        rows = rows.starting_between(now, now + FORTNIGHT).select_related("group", "author")
        return rows.prefetch_related("lead_speakers").order_by("starts_at")
