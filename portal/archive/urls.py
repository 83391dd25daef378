"""Addresses of this app."""

from django.urls import URLPattern

app_name = "archive"

urlpatterns: list[URLPattern] = []
