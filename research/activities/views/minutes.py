"""Writing the minutes, several people at once, with photos and what was decided.

Scripts save as one types and get back what stands now, with what others
wrote; without scripts the button does the same for the whole page.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import clock
from portal.records.attach import remove_attachment
from portal.records.complete import characters_missing, min_characters_of
from portal.records.kinds import kind_of
from portal.refusal import Refused
from research.activities.agenda_view import agenda_of
from research.activities.decide_in_group import drop_decision, note_decision
from research.activities.decision_forms import DecisionForm
from research.activities.models import Activity, Decision
from research.activities.submit_minutes import photos_missing
from research.activities.views.base import ActivityView, ActView
from research.activities.views.detail import decisions_of
from research.activities.when import when
from research.activities.write_minutes import Minutes, add_photo, minutes_of, write_minutes


class MinutesView(ActivityView):
    act = "minutes"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(Minutes(minutes_of(self.activity)))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        is_script = "application/json" in request.headers.get("Accept", "")
        try:
            minutes = self.write()
        except Refused as refusal:
            if is_script:
                answer = {"code": refusal.code, "message": str(refusal)}
                return JsonResponse(answer, status=409)
            messages.error(request, str(refusal))
            return redirect(self.activity.get_absolute_url())
        if is_script:
            return JsonResponse(self.answer(minutes))
        if minutes.both:
            return self.page(minutes, status=409)
        messages.success(request, _("Saved."))
        return redirect(reverse("activities:minutes", kwargs={"pk": self.activity.pk}))

    def write(self) -> Minutes:
        """The parts that were sent: `process`, and `base_process` for what it began from."""
        posted = self.request.POST
        mine = {name: posted[name] for name in Activity.MINUTES if name in posted}
        base = {name: posted.get(f"base_{name}", "") for name in mine}
        return write_minutes(self.activity, base=base, mine=mine, by=self.request.user)

    def answer(self, minutes: Minutes) -> dict[str, Any]:
        return {
            "texts": minutes.texts,
            "both": {name: list(passages) for name, passages in minutes.both.items()},
            "saved_at": f"{timezone.localtime(clock.now()):%H:%M}",
            "missing": self.missing(),
        }

    def missing(self) -> int:
        """Characters that the minutes still lack."""
        kind = kind_of(self.activity)
        texts = [getattr(self.activity, name) for name in kind.body_fields]
        return characters_missing(kind, texts)

    def page(self, minutes: Minutes, status: int = 200) -> HttpResponse:
        activity = self.activity
        files = list(activity.attachments.all())
        context = {
            "activity": activity,
            "when": when(activity.starts_at, activity.ends_at),
            "parts": [self._part(name, minutes) for name in Activity.MINUTES],
            "needed": min_characters_of(kind_of(activity)),
            "agenda": agenda_of(activity, self.request.user),
            "photos": [file for file in files if file.is_picture],
            "files": [file for file in files if not file.is_picture],
            "photos_missing": photos_missing(activity),
            "limit_mb": settings.PORTAL_UPLOAD_MAX_MB,
            "decisions": decisions_of(activity),
            "decision_form": DecisionForm(activity=activity),
        }
        return render(self.request, "activities/minutes.html", context, status=status)

    def _part(self, name: str, minutes: Minutes) -> dict[str, Any]:
        return {
            "name": name,
            "label": Activity._meta.get_field(name).verbose_name,
            "help": HELP[name](),
            "text": minutes.texts[name],
            "both": minutes.both.get(name, ()),
        }


HELP = {
    "process": lambda: _("Who said and did what, in order; keywords are enough at first."),
    "points": lambda: _("The questions that were argued about, and the arguments."),
    "consensus": lambda: _("What the group agrees on and will try."),
}


class PartView(ActView):
    """A button on the page of the minutes, back to which it leads."""

    act = "minutes"
    anchor = ""

    def back(self) -> str:
        return reverse("activities:minutes", kwargs={"pk": self.activity.pk}) + self.anchor


class PhotoView(PartView):
    """Photos and materials, several at once."""

    anchor = "#photos"

    def run(self) -> str:
        uploads = self.request.FILES.getlist("files")
        if not uploads:
            raise Refused("none", _("Choose a photo or a file first."))
        for upload in uploads:
            add_photo(self.activity, upload, by=self.request.user)
        return _("Added.")


class PhotoRemoveView(PartView):
    anchor = "#photos"

    def run(self) -> str:
        file = get_object_or_404(self.activity.attachments, uid=self.kwargs["uid"])
        remove_attachment(file)
        return _("Removed: %(name)s") % {"name": file.name}


class DecisionNewView(ActivityView):
    """What was decided; a slip comes back on a page of its own with what was typed."""

    act = "minutes"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = DecisionForm(request.POST, activity=self.activity)
        if form.is_valid():
            try:
                decision = note_decision(self.activity, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, self._said(decision))
                url = reverse("activities:minutes", kwargs={"pk": self.activity.pk})
                return redirect(f"{url}#decisions")
        context = {"activity": self.activity, "form": form}
        return render(request, "activities/decision_form.html", context, status=422)

    def _said(self, decision: Decision) -> str:
        return _("Noted. %(name)s has been told.") % {"name": decision.owner.name}


class DecisionDropView(PartView):
    anchor = "#decisions"

    def run(self) -> str:
        rows = self.activity.decisions.select_related("activity")
        drop_decision(get_object_or_404(rows, pk=self.kwargs["decision"]), by=self.request.user)
        return _("Taken out.")
