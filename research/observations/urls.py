"""Addresses of observations: the machine's pages, beginning one, the answer, the rubric."""

from django.urls import path

from portal.records.urls import record_urls
from research.observations.records import OBSERVATION
from research.observations.views.answer import AnswerView
from research.observations.views.counts import CountsView
from research.observations.views.rubric import (
    ObservationSettingView,
    RubricEditView,
    RubricListView,
)
from research.observations.views.start import StartView

app_name = "observations"

urlpatterns = [
    path("observations/new/", StartView.as_view(), name="observation_new"),
    path("observations/counts/", CountsView.as_view(), name="counts"),
    path("observations/settings/", ObservationSettingView.as_view(), name="setting"),
    path("rubrics/", RubricListView.as_view(), name="rubric_list"),
    path("rubrics/<int:pk>/edit/", RubricEditView.as_view(), name="rubric_edit"),
    *(page for page in record_urls(OBSERVATION) if page.name != "observation_new"),
    path("observations/<int:pk>/answer/", AnswerView.as_view(), name="observation_answer"),
]
