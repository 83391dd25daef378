"""The pages of an import: one run, an act on it, and the rows of its preview.

A domain's views name the model, the permission and the addresses; the acts
themselves are its verbs.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet, TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views import View

from portal.access import PermissionMixin
from portal.imports.models import Upload
from portal.refusal import Refused
from portal.ui.paging import KeysetPage
from portal.ui.tables import PortalTable

ROWS_SHOWN = 50


class Addresses(NamedTuple):
    """Names of an import's addresses; all but `list` take its uid."""

    list: str
    detail: str
    left_out: str
    answer: str
    confirm: str
    undo: str


class RunPage(PermissionMixin, View):
    """One import; whoever has the permission may see, confirm and undo anybody's.

    `addresses` and `run` are what `imports/run_detail.html` needs to know.
    """

    model: type[Upload]
    addresses: Addresses
    kwargs: dict[str, Any]

    def runs(self) -> QuerySet[Any]:
        return self.model.objects.select_related(  # type: ignore[attr-defined]
            "owner", "job__owner", "undone_by"
        )

    @cached_property
    def run(self) -> Any:
        return get_object_or_404(self.runs(), uid=self.kwargs["uid"])

    def back(self) -> HttpResponse:
        return redirect(self.addresses.detail, uid=self.run.uid)

    def waits_for_job(self) -> bool:
        """Whether its owner is to watch the work instead of the page."""
        run = self.run
        return bool(run.job and run.job.is_open and run.job.owner_id == self.request.user.pk)


class RunActPage(RunPage):
    """An act on an import: a refusal is said on its page, and nothing else happens."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        try:
            run = self.act(request)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            return self.back()
        job = getattr(run, "job", None)  # what is small is written at once, without one
        if job and job.is_open:
            return redirect("jobs:job_detail", uid=job.uid)
        return self.back()

    def act(self, request: HttpRequest) -> Any:
        raise NotImplementedError


def version_said(request: HttpRequest) -> int:
    """Which preview the person has read; -1 where the form says none."""
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() else -1


def answers_said(request: HttpRequest, prefix: str = "answer-") -> dict[int, str]:
    """The answers to what the preview asks: key of the row → choice."""
    return {
        int(name.removeprefix(prefix)): str(value)
        for name, value in request.POST.items()
        if name.startswith(prefix) and name.removeprefix(prefix).isdecimal()
    }


def columns_by_use(report: dict[str, Any]) -> dict[str, str]:
    """Headers that were not read, by why: unknown, named twice, or never to be kept."""
    columns = report.get("columns", [])
    return {
        use: "、".join(c["label"] for c in columns if c["use"] == use)
        for use in ("unknown", "again", "private")
    }


def rows_of(
    run: Any,
    request: HttpRequest,
    *,
    outcomes: type[TextChoices],
    table: type[PortalTable],
    related: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The rows of one outcome, the most urgent first unless the address names another."""
    filters = [(value, label, run.count(value)) for value, label in outcomes.choices]
    first = next((value for value, _label, count in filters if count), "")
    shown = request.GET.get("show", first)
    rows = run.rows.filter(outcome=shown)
    page = KeysetPage(
        rows.select_related(*related) if related else rows,
        request.GET,
        orders={"position": ("position",)},
        default="position",
        size=ROWS_SHOWN,
    )
    return {"filters": filters, "shown": shown, "page": page, "table": table(page.rows)}
