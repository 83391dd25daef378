"""Addresses of daily practice; the machine makes the pages of every kind."""

from portal.records.urls import record_urls
from research.reflections.records import (
    CASE,
    EDUCATION_NARRATIVE,
    EXPERIENCE_SUMMARY,
    HOMEWORK_REFLECTION,
    LESSON_REFLECTION,
    PUZZLE,
)

app_name = "research"

urlpatterns = [
    *record_urls(LESSON_REFLECTION),
    *record_urls(HOMEWORK_REFLECTION),
    *record_urls(EDUCATION_NARRATIVE),
    *record_urls(EXPERIENCE_SUMMARY),
    *record_urls(CASE),
    *record_urls(PUZZLE),
]
