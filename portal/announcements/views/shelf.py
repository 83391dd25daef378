"""The shelf: everybody on the staff downloads, the office keeps it in order."""

from __future__ import annotations

import uuid
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from portal import clock
from portal.access import PermissionMixin
from portal.announcements.forms import DocumentForm, NewDocumentForm, VersionForm
from portal.announcements.models import ShelfDocument, ShelfVersion
from portal.announcements.shelve import take_down
from portal.announcements.views.base import FormPage
from portal.records.views.attachment import send_private


class ShelfView(PermissionMixin, TemplateView):
    """By category, each document with its newest version; `?q=` searches the titles."""

    permission = "announcements.shelf.list"
    template_name = "announcements/shelf.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()
        documents = ShelfDocument.objects.on_shelf()
        if words:
            documents = documents.filter(title__icontains=words)
        return super().get_context_data(
            q=words,
            categories=[
                (name, [_line(document) for document in inside])
                for name, inside in groupby(documents, key=lambda d: d.category)
            ],
            may_edit=self.request.user.has_perm("announcements.shelf.edit"),
            **kwargs,
        )


def _line(document: ShelfDocument) -> dict[str, Any]:
    newest, *older = document.versions.all()
    return {"document": document, "newest": newest, "older": older}


class ShelfFileView(PermissionMixin, View):
    permission = "announcements.shelf.list"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        seen = ShelfVersion.objects.filter(document__is_taken_down=False)
        file = get_object_or_404(seen, uid=uid)
        return send_private(request, file.file.path, name=file.name, content_type=file.content_type)


class ShelfFormPage(FormPage):
    permission = "announcements.shelf.edit"
    template_name = "announcements/shelf_form.html"
    form_class: Any = None

    @cached_property
    def document(self) -> ShelfDocument | None:
        if "pk" not in self.kwargs:
            return None
        return get_object_or_404(ShelfDocument.objects.on_shelf(), pk=self.kwargs["pk"])

    def initial(self) -> dict[str, Any]:
        return {"version_on": clock.today()}

    def form(self, *data: Any) -> Any:
        self.document  # noqa: B018 - an unknown one answers 404 also to a form
        return self.form_class(*data, initial=self.initial())

    def save(self, form: Any) -> str:
        saved = form.save(self.document, by=self.request.user)
        messages.success(self.request, _("“%(title)s” is on the shelf.") % {"title": saved.title})
        return reverse("announcements:shelf")

    def words(self) -> dict[str, Any]:
        known = ShelfDocument.objects.on_shelf().values_list("category", flat=True)
        return {
            "document": self.document,
            "categories": sorted(set(known)),
            "heading": self.title_of_page(),
        }

    def title_of_page(self) -> str:
        raise NotImplementedError


class ShelfNewView(ShelfFormPage):
    form_class = NewDocumentForm

    def title_of_page(self) -> str:
        return _("Put something on the shelf")


class ShelfEditView(ShelfFormPage):
    form_class = DocumentForm

    def initial(self) -> dict[str, Any]:
        return {"category": self.document.category, "title": self.document.title}

    def title_of_page(self) -> str:
        return _("Rename: %(title)s") % {"title": self.document.title}


class ShelfVersionView(ShelfFormPage):
    form_class = VersionForm

    def title_of_page(self) -> str:
        return _("New version: %(title)s") % {"title": self.document.title}


class TakeDownView(PermissionMixin, View):
    permission = "announcements.shelf.edit"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = get_object_or_404(ShelfDocument.objects.on_shelf(), pk=pk)
        take_down(document)
        messages.success(
            request, _("“%(title)s” is no longer on the shelf.") % {"title": document.title}
        )
        return redirect("announcements:shelf")
