"""Serving a private file to whoever may read its record, and removing one.

Behind nginx the bytes go out by X-Accel-Redirect; the permission is always
checked here. Only pictures and PDF open in the page; everything else is
handed over as a download, and nothing is ever sniffed.
"""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View
from django_sendfile import sendfile

from portal.access import PermissionMixin
from portal.records.attach import remove_attachment
from portal.records.draft import keep_draft, typed_fields
from portal.records.kinds import kind_of, kinds
from portal.records.models import Attachment, Record
from portal.records.owner import read_owner_token
from portal.refusal import Refused

INLINE = {"application/pdf", "image/jpeg", "image/png", "image/webp"}


class AttachmentView(PermissionMixin, View):
    """The file, or with `is_small` the small variant of a picture."""

    permission = "records.attachment"
    is_small = False

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        attachment = get_object_or_404(
            Attachment.objects.select_related("record", "draft"), uid=uid
        )
        if not may_open(request, attachment):
            return HttpResponse(status=404)
        stored = attachment.small if self.is_small and attachment.small else attachment.file
        return send_private(
            request, stored.path, name=attachment.name, content_type=attachment.content_type
        )


def send_private(request: HttpRequest, path: str, *, name: str, content_type: str) -> HttpResponse:
    """A private file for somebody whose right has been checked."""
    response = sendfile(
        request,
        path,
        attachment=content_type not in INLINE,
        attachment_filename=name,
        mimetype=content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


class AttachmentRemoveView(PermissionMixin, View):
    """Remove a file from a form; what is typed in the form meanwhile is kept as its draft."""

    permission = "records.draft"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        attachment = get_object_or_404(
            Attachment.objects.select_related("record", "draft"), uid=uid
        )
        if not may_remove(request, attachment):
            return HttpResponse(status=404)
        back = self._page_of(attachment)
        self._keep_what_is_typed()
        remove_attachment(attachment)
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"removed": str(uid)})
        return redirect(back)

    def _page_of(self, attachment: Attachment) -> str:
        holder = attachment.record or attachment.draft
        kind = kinds.get(holder.kind)
        record_id = attachment.record_id or attachment.draft.record_id
        return kind.url("edit", pk=record_id) if record_id else kind.url("new")

    def _keep_what_is_typed(self) -> None:
        owner = read_owner_token(self.request.POST.get("owner", ""))
        if owner is None or owner.person_id != self.request.user.pk:
            return
        try:
            keep_draft(
                owner.draft_uid,
                by=self.request.user,
                kind=owner.kind,
                record_id=owner.record_id,
                typed=typed_fields(self.request.POST),
            )
        except Refused:
            return


def may_open(request: HttpRequest, attachment: Attachment) -> bool:
    """Whoever may read the record; of a draft only the person typing it."""
    if attachment.draft_id is not None:
        return attachment.draft.person_id == request.user.pk
    return request.user.has_perm("records.view", attachment.record)


def may_remove(request: HttpRequest, attachment: Attachment) -> bool:
    if attachment.draft_id is not None:
        return attachment.draft.person_id == request.user.pk
    record: Record = attachment.record
    return request.user.has_perm(kind_of(record).permission("edit"), record)
