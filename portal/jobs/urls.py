"""Addresses of long work; identifiers cannot be guessed."""

from django.urls import path

from portal.jobs import views

app_name = "jobs"

urlpatterns = [
    path("", views.JobListView.as_view(), name="job_list"),
    path("<uuid:uid>/", views.JobDetailView.as_view(), name="job_detail"),
    path("<uuid:uid>/cancel/", views.JobCancelView.as_view(), name="job_cancel"),
    path("<uuid:uid>/result/", views.JobResultView.as_view(), name="job_result"),
]
