"""Commenting on a record and taking a comment away; both come back to the record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from portal.access import PermissionMixin
from portal.records.comment import add_comment, remove_comment
from portal.records.models import Comment, Record
from portal.records.review_forms import CommentForm
from portal.refusal import Refused


class CommentView(PermissionMixin, View):
    """A refused comment comes back on a page of its own with what was typed."""

    permission = "records.comment"

    def get_permission_object(self) -> Record:
        visible = Record.objects.visible_to(self.request.user).for_detail()
        self.record: Record = get_object_or_404(visible, pk=self.kwargs["pk"])
        return self.record

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(CommentForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = CommentForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            comment = add_comment(self.record, by=request.user, body=form.cleaned_data["body"])
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            return self._page(form, status=409)
        return redirect(f"{self.record.get_absolute_url()}#comment-{comment.pk}")

    def _page(self, form: CommentForm, status: int = 200) -> HttpResponse:
        context = {"record": self.record, "form": form, "readable": True}
        return render(self.request, "records/comment_form.html", context, status=status)


class RemoveCommentView(PermissionMixin, View):
    permission = "records.comment.remove"
    http_method_names = ["post"]

    def get_permission_object(self) -> Comment:
        records = Record.objects.visible_to(self.request.user)
        comments = Comment.objects.select_related("record").filter(record__in=records)
        self.comment: Comment = get_object_or_404(comments, pk=self.kwargs["pk"])
        return self.comment

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        remove_comment(self.comment, by=request.user)
        messages.success(request, _("The comment was removed."))
        return redirect(f"{self.comment.record.get_absolute_url()}#comments")
