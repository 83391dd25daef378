"""Pages of those who write: their list, the draft, sending, correcting, withdrawing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from portal.access import PermissionMixin
from portal.announcements.filters import WrittenFilter
from portal.announcements.forms import AnnouncementForm, CorrectionForm, WithdrawForm
from portal.announcements.models import Announcement
from portal.announcements.send import send_announcement, withdraw_announcement
from portal.announcements.tables import WrittenTable
from portal.announcements.views.base import ActView, AnnouncementPage, FormPage, settle_files
from portal.announcements.write import discard_draft
from portal.ui.paging import KeysetPage


class WrittenListView(PermissionMixin, TemplateView):
    """The office sees all that anybody wrote, who leads a group their own."""

    permission = "announcements.announcement.written"
    template_name = "announcements/written_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Announcement.objects.managed_by(self.request.user).for_list().with_counts()
        filters = WrittenFilter(self.request.GET, rows, request=self.request)
        page = KeysetPage(
            filters.qs, self.request.GET, orders={"newest": ("created_at", "id")}, default="-newest"
        )
        return super().get_context_data(
            filter=filters, page=page, table=WrittenTable(page.rows), **kwargs
        )


class NewView(FormPage):
    permission = "announcements.announcement.new"
    template_name = "announcements/announcement_form.html"

    def form(self, *data: Any) -> AnnouncementForm:
        return AnnouncementForm(*data, user=self.request.user, announcement=None)

    def save(self, form: AnnouncementForm) -> str:
        announcement = form.save()
        if not settle_files(self.request, announcement, form):
            return reverse("announcements:edit", args=[announcement.pk])
        return announcement.get_absolute_url()

    def words(self) -> dict[str, Any]:
        return {
            "heading": _("Write an announcement"),
            "submit": _("Save and look at it"),
            "back": reverse("announcements:written"),
        }


class EditView(NewView, AnnouncementPage):
    act = "edit"

    def form(self, *data: Any) -> AnnouncementForm:
        return AnnouncementForm(*data, user=self.request.user, announcement=self.announcement)

    def get_permission(self) -> str:
        return AnnouncementPage.get_permission(self)

    def words(self) -> dict[str, Any]:
        address = self.announcement.get_absolute_url()
        return super().words() | {"heading": _("Change the draft"), "back": address}


class CorrectView(EditView):
    act = "correct"

    def form(self, *data: Any) -> Any:
        return CorrectionForm(*data, user=self.request.user, announcement=self.announcement)

    def save(self, form: Any) -> str:
        announcement = form.save()
        settle_files(self.request, announcement, form)
        messages.success(self.request, _("It is corrected, and says so."))
        return announcement.get_absolute_url()

    def words(self) -> dict[str, Any]:
        return super().words() | {
            "heading": _("Correct the announcement"),
            "submit": _("Correct it"),
        }


class SendView(ActView):
    act = "send"

    def run(self) -> str:
        told = send_announcement(self.announcement, by=self.request.user)
        words = ngettext("It is sent to %(n)d person.", "It is sent to %(n)d people.", told)
        return words % {"n": told}


class DiscardView(ActView):
    act = "edit"

    def run(self) -> str:
        discard_draft(self.announcement, by=self.request.user)
        return _("The draft is discarded.")

    def next_address(self) -> str:
        return reverse("announcements:written")


class WithdrawView(FormPage, AnnouncementPage):
    act = "withdraw"
    template_name = "announcements/withdraw.html"

    def form(self, *data: Any) -> WithdrawForm:
        return WithdrawForm(*data)

    def save(self, form: WithdrawForm) -> str:
        reason = form.cleaned_data["reason"]
        withdraw_announcement(self.announcement, by=self.request.user, reason=reason)
        messages.success(self.request, _("It is withdrawn."))
        return self.announcement.get_absolute_url()

    def words(self) -> dict[str, Any]:
        return {"announcement": self.announcement}
