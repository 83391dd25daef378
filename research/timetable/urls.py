"""Addresses of this part of daily practice."""

from django.urls import URLPattern

app_name = "timetable"

urlpatterns: list[URLPattern] = []
