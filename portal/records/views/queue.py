"""The one review queue of everybody who reviews, and what they decided lately.

Leaders, their stand-ins, the office and the principal each find here what is
theirs to decide now, oldest first. Several can be accepted together after a
look at the list, and that can be undone as one.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from portal.access import PermissionMixin
from portal.people.models import Group, record_audit_event
from portal.people.rules import sees_whole_school
from portal.records.decide import accept_in_bulk, undo_batch
from portal.records.decided import batch_of, recent_batches, recent_decisions
from portal.records.kinds import kind_of
from portal.records.lateness import ReviewClock
from portal.records.models import Record
from portal.records.querysets import RecordQuerySet, groups_reviewed_by
from portal.records.queue import (
    ORDERS,
    QueueTable,
    reads_one_group,
    waiting_for,
    waiting_in_school,
)
from portal.records.queue_filter import QueueFilter
from portal.records.review_times import WAITING
from portal.refusal import Refused
from portal.sheets.write import Column, workbook_response
from portal.terms.models import Term
from portal.terms.switch import term_chosen
from portal.ui.paging import CappedCount, KeysetPage, capped_count

#: As many as are accepted in one go.
MOST_TOGETHER = 200
#: As many rows as one sheet holds.
MOST_EXPORTED = 5000


class QueueMixin(PermissionMixin):
    """`?scope=school&term=` shows what waits for anybody, to read, to those who see the school."""

    permission = "records.queue"
    request: HttpRequest

    @cached_property
    def clock(self) -> ReviewClock:
        return ReviewClock.of(self.request.user)

    @cached_property
    def waiting(self) -> RecordQuerySet:
        return waiting_for(self.request.user, self.clock)

    @cached_property
    def school_term(self) -> Term | None:
        """The term whose waiting records are read school-wide; None: the person's own queue."""
        if self.request.GET.get("scope") != "school" or not sees_whole_school(self.request.user):
            return None
        return term_chosen(self.request).term

    @cached_property
    def listed(self) -> RecordQuerySet:
        if self.school_term is None:
            return self.waiting
        return waiting_in_school(self.request.user, self.school_term)

    @cached_property
    def filterset(self) -> QueueFilter:
        return QueueFilter(
            self.request.GET, queryset=self.listed, clock=self.clock, groups=self._groups()
        )

    def _groups(self) -> QuerySet[Group] | None:
        user = self.request.user
        if reads_one_group(user):
            return None
        if sees_whole_school(user):
            return Group.objects.research_groups().active()
        return Group.objects.filter(pk__in=groups_reviewed_by(user))

    def table_of(self, records: list[Record], **kwargs: Any) -> QueueTable:
        return QueueTable(
            records,
            clock=self.clock,
            user=self.request.user,
            of_school=self.school_term is not None,
            **kwargs,
        )

    def chosen(self, values: list[str]) -> list[Record]:
        """The waiting records that were ticked; what is not this person's is not among them."""
        pks = [int(value) for value in values if value.isdigit()][:MOST_TOGETHER]
        return list(self.waiting.filter(pk__in=pks).for_list().oldest_first())


class ReviewQueueView(QueueMixin, View):
    """At most twelve queries for any length."""

    def get(self, request: HttpRequest) -> HttpResponse:
        narrowed = self.filterset.qs
        page = KeysetPage(
            QueueTable.rows_of(narrowed), request.GET, orders=ORDERS, default="submitted_at"
        )
        context = {
            "filter": self.filterset,
            "is_narrowed": self.filterset.is_narrowed,
            "page": page,
            "table": self.table_of(page.rows, keyset=page),
            "count": self._counted,
            "allowed": self.clock.allowed,
            "school_term": self.school_term,
            "listing": {"unseen": self._unseen()},
            "export_query": request.GET.urlencode(),
            "may_name_stand_in": request.user.has_perm("records.stand_in"),
        }
        return render(request, "records/review_queue.html", context)

    @cached_property
    def _counted(self) -> CappedCount:
        """What waits; of the whole school also what this reader may not read, as the figure."""
        if self.school_term is None:
            return capped_count(self.filterset.qs)
        waiting = Record.objects.in_term(self.school_term).filter(WAITING)
        counted = QueueFilter(
            self.request.GET, queryset=waiting, clock=self.clock, groups=self._groups()
        )
        return capped_count(counted.qs)

    def _unseen(self) -> int:
        if self.school_term is None:
            return 0
        return self._counted.number - capped_count(self.filterset.qs).number


class QueueExportView(QueueMixin, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        records = self.filterset.qs.for_list().oldest_first()[:MOST_EXPORTED]
        columns = [
            Column(_("Title"), width=40),
            _("Kind"),
            _("Author"),
            _("Staff number"),
            _("Group"),
            _("Submitted at"),
            _("Working days waiting"),
            _("Answer due by"),
            _("Overdue"),
        ]
        record_audit_event(request, "exported", _("Review queue"))
        name = _("Review queue")
        rows = (self._row(record) for record in records)
        return workbook_response(f"{name} {self.clock.today}", name, columns, rows)

    def _row(self, record: Record) -> list[Any]:
        return [
            record.display_title,
            kind_of(record).label,
            record.author.name,
            record.author.staff_number,
            record.group,
            record.submitted_at,
            self.clock.age(record.submitted_at),
            self.clock.due_on(record.submitted_at),
            self.clock.is_overdue(record.submitted_at),
        ]


class BulkAcceptView(QueueMixin, View):
    """GET shows what was ticked and asks; POST accepts it under one batch."""

    def get(self, request: HttpRequest) -> HttpResponse:
        records = self.chosen(request.GET.getlist("pk"))
        if not records:
            messages.warning(request, _("Tick the records that you want to accept first."))
            return redirect("records:queue")
        context = {
            "records": records,
            "table": self.table_of(records, can_pick=False),
            "days": settings.PORTAL_REVIEW_UNDO_DAYS,
        }
        return render(request, "records/bulk_accept.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            batch = accept_in_bulk(self.chosen(request.POST.getlist("pk")), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("records:queue")
        accepted = batch_of(batch, request.user).count()
        said = ngettext("%(count)d record accepted.", "%(count)d records accepted.", accepted)
        undo = reverse("records:undo_batch", args=[batch])
        link = format_html('<a href="{}">{}</a>', undo, _("Undo"))
        messages.success(request, format_html("{} {}", said % {"count": accepted}, link))
        left = len(request.POST.getlist("pk")) - accepted
        if left > 0:
            messages.warning(request, _left_sentence(left))
        return redirect("records:queue")


class UndoBatchView(QueueMixin, View):
    """GET says what would wait again; POST undoes a bulk acceptance as one."""

    def get(self, request: HttpRequest, batch: UUID) -> HttpResponse:
        reviews = list(batch_of(batch, request.user))
        if not reviews:
            return redirect("records:recent_decisions")
        return render(request, "records/undo_batch.html", {"reviews": reviews, "batch": batch})

    def post(self, request: HttpRequest, batch: UUID) -> HttpResponse:
        try:
            result = undo_batch(batch, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("records:recent_decisions")
        count = len(result.undone)
        said = ngettext("%(count)d record waits again.", "%(count)d records wait again.", count)
        messages.success(request, said % {"count": count})
        if result.left:
            titles = _("; ").join(record.display_title for record in result.left)
            messages.warning(
                request, _("Left as they are, changed meanwhile: %(titles)s") % {"titles": titles}
            )
        return redirect("records:queue")


class RecentDecisionsView(QueueMixin, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "reviews": recent_decisions(request.user),
            "batches": recent_batches(request.user),
        }
        return render(request, "records/recent_decisions.html", context)


def _left_sentence(count: int) -> str:
    return ngettext(
        "%(count)d record was recalled or decided meanwhile and was left as it is.",
        "%(count)d records were recalled or decided meanwhile and were left as they are.",
        count,
    ) % {"count": count}
