"""Addresses of supervision and guidance."""

from django.urls import path

from portal.records.urls import record_urls
from research.supervision.records import GUIDANCE_VISIT, INSPECTION
from research.supervision.views.inspection import AskAgainView, CloseView, FindingsView, ReplyView
from research.supervision.views.numbers import NumbersView
from research.supervision.views.overview import SupervisionView

app_name = "supervision"

urlpatterns = [
    path("", SupervisionView.as_view(), name="overview"),
    path("numbers/", NumbersView.as_view(), name="numbers"),
    *record_urls(INSPECTION),
    *record_urls(GUIDANCE_VISIT),
    path("inspections/<int:pk>/findings/", FindingsView.as_view(), name="inspection_findings"),
    path("inspections/<int:pk>/reply/", ReplyView.as_view(), name="inspection_reply"),
    path("inspections/<int:pk>/again/", AskAgainView.as_view(), name="inspection_ask_again"),
    path("inspections/<int:pk>/close/", CloseView.as_view(), name="inspection_close"),
]
