"""Addresses of open lessons: the machine's pages, and the acts of a lesson's own life."""

from django.urls import path

from portal.records.urls import record_urls
from research.lessons.records import OPEN_LESSON
from research.lessons.views.life import (
    AnnounceView,
    BookSeatView,
    CancelView,
    GiveBackSeatView,
    MarkTaughtView,
    MoveView,
    PlanView,
)
from research.lessons.views.month import LessonMonthView
from research.lessons.views.setting import LessonSettingView

app_name = "lessons"

_ACTS = {
    "announce": AnnounceView,
    "move": MoveView,
    "cancel": CancelView,
    "taught": MarkTaughtView,
    "plan": PlanView,
    "book": BookSeatView,
    "unbook": GiveBackSeatView,
}

urlpatterns = [
    path("open-lessons/month/", LessonMonthView.as_view(), name="month"),
    path("open-lessons/settings/", LessonSettingView.as_view(), name="setting"),
    *record_urls(OPEN_LESSON),
    *(
        path(
            f"open-lessons/<int:pk>/{act}/",
            view.as_view(),
            name=f"open_lesson_{act}",
        )
        for act, view in _ACTS.items()
    ),
]
