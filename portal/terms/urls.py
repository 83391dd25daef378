"""Addresses of this app."""

from django.urls import path

from portal.terms import views

app_name = "terms"

urlpatterns = [
    path("", views.TermListView.as_view(), name="term_list"),
    path("new/", views.TermOpenView.as_view(), name="term_open"),
    path("<int:pk>/edit/", views.TermEditView.as_view(), name="term_edit"),
    path("<int:pk>/make-current/", views.TermMakeCurrentView.as_view(), name="term_make_current"),
    path("<int:pk>/prefill/", views.CalendarPrefillView.as_view(), name="calendar_prefill"),
    path("calendar/", views.CalendarView.as_view(), name="calendar"),
    path("calendar/days/", views.DaysView.as_view(), name="days"),
    path("calendar/days/remove/", views.DaysRemoveView.as_view(), name="days_remove"),
]
