"""Addresses of clubs: all made by the machine."""

from portal.records.urls import record_urls
from tests.toy.records import CLUB_MEETING, CLUB_SESSION

app_name = "toy"

urlpatterns = record_urls(CLUB_SESSION) + record_urls(CLUB_MEETING)
