"""Addresses of daily practice; the machine makes the pages of every kind."""

from django.urls import path

from portal.records.urls import record_urls
from research.reflections.records import (
    CASE,
    EDUCATION_NARRATIVE,
    EXPERIENCE_SUMMARY,
    HOMEWORK_REFLECTION,
    LESSON_REFLECTION,
    PUZZLE,
)
from research.reflections.views.reading import (
    FeatureView,
    MarkUsefulView,
    ReadingView,
    UnfeatureView,
    UnmarkUsefulView,
)
from research.reflections.views.template import (
    TemplateEditView,
    TemplateListView,
    TemplateRemoveView,
)

app_name = "research"

urlpatterns = [
    path("reading/", ReadingView.as_view(), name="reading"),
    path("reading/add/<int:pk>/", FeatureView.as_view(), name="reading_feature"),
    path("reading/<int:pk>/remove/", UnfeatureView.as_view(), name="reading_unfeature"),
    path("reading/<int:pk>/useful/", MarkUsefulView.as_view(), name="reading_mark"),
    path("reading/<int:pk>/not-useful/", UnmarkUsefulView.as_view(), name="reading_unmark"),
    path("templates/", TemplateListView.as_view(), name="template_list"),
    path("templates/new/", TemplateEditView.as_view(), name="template_new"),
    path("templates/<int:pk>/", TemplateEditView.as_view(), name="template_edit"),
    path("templates/<int:pk>/remove/", TemplateRemoveView.as_view(), name="template_remove"),
    *record_urls(LESSON_REFLECTION),
    *record_urls(HOMEWORK_REFLECTION),
    *record_urls(EDUCATION_NARRATIVE),
    *record_urls(EXPERIENCE_SUMMARY),
    *record_urls(CASE),
    *record_urls(PUZZLE),
]
