"""Addresses of notices: mine, and the office's pages about mails."""

from django.urls import path

from portal.notices.views import (
    NoticeListView,
    NoticeOpenView,
    NoticeReadAllView,
    OutboxView,
    SendAgainView,
    UnreachableView,
)

app_name = "notices"

urlpatterns = [
    path("", NoticeListView.as_view(), name="notice_list"),
    path("read/", NoticeReadAllView.as_view(), name="notice_read_all"),
    path("<int:pk>/open/", NoticeOpenView.as_view(), name="notice_open"),
    path("outbox/", OutboxView.as_view(), name="outbox"),
    path("outbox/send-again/", SendAgainView.as_view(), name="send_again"),
    path("unreachable/", UnreachableView.as_view(), name="unreachable"),
]
