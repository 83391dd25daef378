"""Addresses of signing in."""

from django.urls import path
from django.views.generic import View

app_name = "attendance"
urlpatterns = [path("<str:code>/", View.as_view(), name="scan")]
