"""Addresses of this part of daily practice."""

from django.urls import URLPattern

app_name = "attendance"

urlpatterns: list[URLPattern] = []
