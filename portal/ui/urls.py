"""Addresses of this app."""

from django.urls import URLPattern

app_name = "ui"

urlpatterns: list[URLPattern] = []
