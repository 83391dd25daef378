"""What pages about one announcement begin with: it is there for who may see it, else 404."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.views import View

from portal import clock
from portal.access import PermissionMixin
from portal.announcements.keep_file import add_file, drop_file
from portal.announcements.models import Announcement
from portal.refusal import Refused


class AnnouncementPage(PermissionMixin, View):
    """`act` names the row of the table."""

    act = "view"

    def get_permission(self) -> str:
        return f"announcements.announcement.{self.act}"

    def get_permission_object(self) -> Announcement:
        return self.announcement

    @cached_property
    def announcement(self) -> Announcement:
        seen = Announcement.objects.visible_to(self.request.user, clock.today())
        return get_object_or_404(seen.for_detail(), pk=self.kwargs["pk"])


class ActView(AnnouncementPage):
    """One button: the verb runs, and the page says what came of it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            messages.success(request, self.run())
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(self.next_address())

    def run(self) -> str:
        """Does it, and says so."""
        raise NotImplementedError

    def next_address(self) -> str:
        return self.announcement.get_absolute_url()


class FormPage(PermissionMixin, View):
    """A form whose verb may refuse; what was typed stays."""

    template_name = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, 422)
        try:
            return redirect(self.save(form))
        except Refused as refusal:
            form.refuse(refusal)
            return self.page(form, 409)

    def form(self, *data: Any) -> Any:
        raise NotImplementedError

    def save(self, form: Any) -> str:
        """Calls the verb; answers where to go on."""
        raise NotImplementedError

    def words(self) -> dict[str, Any]:
        """The page's context beside the form."""
        return {}

    def page(self, form: Any, status: int = 200) -> HttpResponse:
        context = self.words() | {"form": form}
        return render(self.request, self.template_name, context, status=status)


def settle_files(request: HttpRequest, announcement: Announcement, form: Any) -> bool:
    """Drop and keep files as the form says; a file that is refused is named, the rest is kept."""
    for file in announcement.files.filter(pk__in=form.cleaned_data.get("drop_files", [])):
        drop_file(file)
    is_whole = True
    for upload in form.cleaned_data["files"]:
        try:
            add_file(announcement, upload, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            is_whole = False
    return is_whole
