"""Addresses of this app."""

from django.urls import path

from portal.archive import views

app_name = "archive"

urlpatterns = [
    path("", views.MyArchiveView.as_view(), name="mine"),
    path("people/", views.PeopleView.as_view(), name="people"),
    path("people/export/", views.PeopleExportView.as_view(), name="people_export"),
    path("<int:pk>/", views.ArchiveView.as_view(), name="archive"),
    path("<int:pk>/export/", views.ArchiveExportView.as_view(), name="archive_export"),
]
