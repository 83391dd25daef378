"""Addresses of announcements and of the shelf."""

from django.urls import path

from portal.announcements.views.read import (
    AnnouncementFileView,
    AnnouncementListView,
    AnnouncementView,
    ConfirmView,
)
from portal.announcements.views.readers import ReadersSheetView, ReadersView, RemindView
from portal.announcements.views.shelf import (
    ShelfEditView,
    ShelfFileView,
    ShelfNewView,
    ShelfVersionView,
    ShelfView,
    TakeDownView,
)
from portal.announcements.views.write import (
    CorrectView,
    DiscardView,
    EditView,
    NewView,
    SendView,
    WithdrawView,
    WrittenListView,
)

app_name = "announcements"

urlpatterns = [
    path("", AnnouncementListView.as_view(), name="list"),
    path("written/", WrittenListView.as_view(), name="written"),
    path("new/", NewView.as_view(), name="new"),
    path("files/<uuid:uid>/", AnnouncementFileView.as_view(), name="file"),
    path("shelf/", ShelfView.as_view(), name="shelf"),
    path("shelf/new/", ShelfNewView.as_view(), name="shelf_new"),
    path("shelf/files/<uuid:uid>/", ShelfFileView.as_view(), name="shelf_file"),
    path("shelf/<int:pk>/edit/", ShelfEditView.as_view(), name="shelf_edit"),
    path("shelf/<int:pk>/version/", ShelfVersionView.as_view(), name="shelf_version"),
    path("shelf/<int:pk>/take-down/", TakeDownView.as_view(), name="shelf_take_down"),
    path("<int:pk>/", AnnouncementView.as_view(), name="announcement"),
    path("<int:pk>/edit/", EditView.as_view(), name="edit"),
    path("<int:pk>/send/", SendView.as_view(), name="send"),
    path("<int:pk>/discard/", DiscardView.as_view(), name="discard"),
    path("<int:pk>/confirm/", ConfirmView.as_view(), name="confirm"),
    path("<int:pk>/correct/", CorrectView.as_view(), name="correct"),
    path("<int:pk>/withdraw/", WithdrawView.as_view(), name="withdraw"),
    path("<int:pk>/readers/", ReadersView.as_view(), name="readers"),
    path("<int:pk>/readers/export/", ReadersSheetView.as_view(), name="readers_export"),
    path("<int:pk>/remind/", RemindView.as_view(), name="remind"),
]
