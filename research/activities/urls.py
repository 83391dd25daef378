"""Addresses of group activities."""

from django.urls import path

from portal.records.urls import record_urls
from research.activities.records import ACTIVITY
from research.activities.views.acts import AnnounceView, CancelView, HoldView, MoveView
from research.activities.views.agenda import (
    AgendaAddView,
    AgendaItemView,
    AgendaView,
    NominationView,
)
from research.activities.views.bring import BringView
from research.activities.views.decisions import DecisionDoneView, DecisionListView
from research.activities.views.figures import AttendanceListView, MinutesListView
from research.activities.views.imports import (
    ImportConfirmView,
    ImportDetailView,
    ImportRejectedView,
    ImportTakeBackView,
    ImportView,
)
from research.activities.views.minutes import (
    DecisionDropView,
    DecisionNewView,
    MinutesView,
    PhotoRemoveView,
    PhotoView,
)
from research.activities.views.plan import PlanView
from research.activities.views.series import AnnounceManyView, SeriesView
from research.activities.views.settings import SettingView

app_name = "activities"

MEETING = "meetings/<int:pk>"

urlpatterns = [
    *record_urls(ACTIVITY),
    path(f"{MEETING}/announce/", AnnounceView.as_view(), name="announce"),
    path(f"{MEETING}/move/", MoveView.as_view(), name="move"),
    path(f"{MEETING}/cancel/", CancelView.as_view(), name="cancel"),
    path(f"{MEETING}/hold/", HoldView.as_view(), name="hold"),
    path(f"{MEETING}/agenda/", AgendaView.as_view(), name="agenda"),
    path(f"{MEETING}/agenda/add/", AgendaAddView.as_view(), name="agenda_add"),
    path(f"{MEETING}/agenda/<int:item>/", AgendaItemView.as_view(), name="agenda_item"),
    path(f"{MEETING}/offers/<int:nomination>/", NominationView.as_view(), name="nomination"),
    path(f"{MEETING}/minutes/", MinutesView.as_view(), name="minutes"),
    path(f"{MEETING}/photos/", PhotoView.as_view(), name="photos"),
    path(f"{MEETING}/photos/<uuid:uid>/remove/", PhotoRemoveView.as_view(), name="photo_remove"),
    path(f"{MEETING}/decisions/new/", DecisionNewView.as_view(), name="decision_new"),
    path(
        f"{MEETING}/decisions/<int:decision>/drop/",
        DecisionDropView.as_view(),
        name="decision_drop",
    ),
    path("plan/", PlanView.as_view(), name="plan"),
    path("plan/series/", SeriesView.as_view(), name="series_new"),
    path("plan/import/", ImportView.as_view(), name="import"),
    path("plan/import/<uuid:uid>/", ImportDetailView.as_view(), name="import_detail"),
    path("plan/import/<uuid:uid>/confirm/", ImportConfirmView.as_view(), name="import_confirm"),
    path("plan/import/<uuid:uid>/rejected/", ImportRejectedView.as_view(), name="import_rejected"),
    path("plan/import/<uuid:uid>/back/", ImportTakeBackView.as_view(), name="import_back"),
    path("plan/announce/", AnnounceManyView.as_view(), name="announce_many"),
    path("bring/<int:pk>/", BringView.as_view(), name="bring"),
    path("decisions/", DecisionListView.as_view(), name="decision_list"),
    path("decisions/<int:pk>/", DecisionDoneView.as_view(), name="decision_done"),
    path("minutes/", MinutesListView.as_view(), name="minutes_list"),
    path("attendance/", AttendanceListView.as_view(), name="attendance"),
    path("settings/", SettingView.as_view(), name="settings"),
]
