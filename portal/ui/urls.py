"""Addresses of this app."""

from django.urls import path

from portal.ui import views

app_name = "ui"

urlpatterns = [
    path("language/", views.set_language, name="set_language"),
    path("theme/", views.set_theme, name="set_theme"),
    path("choices/<slug:slug>/", views.choices, name="choices"),
]
