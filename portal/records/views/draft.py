"""What the form's scripts ask of its draft: keep the text, take a photo, throw it away.

Scripts get JSON; without scripts the same addresses answer with a redirect to
the form. Signed out, text and photos are still kept for the form's owner.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views import View

from portal.access import PermissionMixin
from portal.records.attach import attach_file
from portal.records.draft import discard_draft, keep_draft, typed_fields
from portal.records.kinds import kinds
from portal.records.models import FormDraft
from portal.records.owner import FormOwner, owner_token, read_owner_token
from portal.records.views.held import hold_unless_theirs
from portal.refusal import Refused


class DraftPartView(PermissionMixin, View):
    """A POST about one draft, by the owner of the form's token."""

    permission = "records.draft"
    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = hold_unless_theirs(request)
        if kept is not None:
            return kept
        return super().dispatch(request, *args, **kwargs)

    def owner(self) -> FormOwner:
        """Whose form this is; 404 unless it is this person's and about this draft."""
        owner = read_owner_token(self.request.POST.get("owner", ""))
        if (
            owner is None
            or owner.person_id != self.request.user.pk
            or owner.draft_uid != self.kwargs["uid"]
            or owner.kind not in kinds
        ):
            raise Http404
        return owner

    def keep(self, revision: int | None = None) -> FormDraft:
        owner = self.owner()
        return keep_draft(
            owner.draft_uid,
            by=self.request.user,
            kind=owner.kind,
            record_id=owner.record_id,
            typed=typed_fields(self.request.POST),
            revision=revision,
        )


class DraftView(DraftPartView):
    """Autosave: 200 with the moment; 409 when another tab saved, with a draft of one's own."""

    def post(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        revision = request.POST.get("revision", "")
        try:
            draft = self.keep(int(revision) if revision.isdigit() else None)
        except Refused as refusal:
            return self._refused(refusal)
        moment = timezone.localtime(draft.updated_at).strftime("%H:%M")
        return JsonResponse({"saved_at": moment, "revision": draft.revision})

    def _refused(self, refusal: Refused) -> JsonResponse:
        answer: dict[str, Any] = {"code": refusal.code, "message": str(refusal)}
        if refusal.code == "draft_moved_on":
            owner, fresh = self.owner(), uuid.uuid4()
            kind = kinds.get(owner.kind)
            answer |= {
                "draft": str(fresh),
                "url": reverse("records:draft", args=[fresh]),
                "files_url": reverse("records:draft_files", args=[fresh]),
                "owner": owner_token(self.request.user, kind, fresh, owner.path, owner.record_id),
            }
        return JsonResponse(answer, status=409)


class DraftFilesView(DraftPartView):
    """One photo or more, sent as soon as chosen; answers with their list entries."""

    def post(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        try:
            draft = self._draft()
            attachments = [
                attach_file(upload, by=request.user, draft=draft)
                for upload in request.FILES.getlist("files")
            ]
        except Refused as refusal:
            answer = {"code": refusal.code, "message": str(refusal)}
            return JsonResponse(answer, status=422)
        entries = [
            render_to_string("records/_form_file.html", {"attachment": a}, request)
            for a in attachments
        ]
        addresses = [a.get_absolute_url() for a in attachments if a.is_picture]
        answer = {"entries": entries, "addresses": addresses, "revision": draft.revision}
        return JsonResponse(answer)

    def _draft(self) -> FormDraft:
        owner = self.owner()
        known = FormDraft.objects.of(self.request.user).unfinished().filter(uid=owner.draft_uid)
        return known.first() or self.keep()


class DraftDiscardView(PermissionMixin, View):
    """Throw away what was typed, and begin anew."""

    permission = "records.draft"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        drafts = FormDraft.objects.of(request.user).unfinished()
        draft = get_object_or_404(drafts, uid=uid)
        kind, record_id = kinds.get(draft.kind), draft.record_id
        discard_draft(draft)
        return redirect(kind.url("edit", pk=record_id) if record_id else kind.url("new"))
