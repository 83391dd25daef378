"""Addresses of the calendar."""

from django.urls import path

from portal.agenda.views import CalendarView

app_name = "agenda"

urlpatterns = [
    path("", CalendarView.as_view(), name="calendar"),
]
