"""Addresses of signing in: short ones for phones, those of one gathering for its chair."""

from django.urls import URLPattern, path

from research.attendance.views.chair import (
    AddPersonView,
    CloseView,
    CorrectView,
    OpenView,
    RecordersListView,
    RemoveGuestView,
    RollExportView,
    ScreenView,
)
from research.attendance.views.own import LeaveView
from research.attendance.views.phone import CodeView, GuestDoneView, GuestView, PassView, ScanView
from research.attendance.views.setting import SettingView

app_name = "attendance"

urlpatterns: list[URLPattern] = [
    path("", CodeView.as_view(), name="code"),
    path("settings/", SettingView.as_view(), name="setting"),
    path("pass/<str:held>/", PassView.as_view(), name="pass"),
    path("pass/<str:held>/guest/", GuestView.as_view(), name="guest"),
    path("guest/<str:told>/", GuestDoneView.as_view(), name="guest_done"),
    path("records/<int:pk>/", ScreenView.as_view(), name="screen"),
    path("records/<int:pk>/open/", OpenView.as_view(), name="open"),
    path("records/<int:pk>/close/", CloseView.as_view(), name="close"),
    path("records/<int:pk>/list/", RecordersListView.as_view(), name="list"),
    path("records/<int:pk>/list/add/", AddPersonView.as_view(), name="add_person"),
    path("records/<int:pk>/export/", RollExportView.as_view(), name="export"),
    path("records/<int:pk>/leave/", LeaveView.as_view(), name="leave"),
    path(
        "records/<int:pk>/guests/<int:guest>/remove/",
        RemoveGuestView.as_view(),
        name="remove_guest",
    ),
    path("attendances/<int:pk>/correct/", CorrectView.as_view(), name="correct"),
    path("<str:code>/", ScanView.as_view(), name="scan"),
]
