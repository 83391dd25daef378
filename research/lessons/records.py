"""The kind of record that an open lesson is; docs/rules.md#open-lessons has its numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import clock
from portal.records.kinds import RecordKind, Reviewer, kinds
from portal.records.models import Record, Visibility
from portal.refusal import Refused
from research.lessons.actions import lesson_actions
from research.lessons.filters import OpenLessonFilter
from research.lessons.forms import OpenLessonForm
from research.lessons.models import OpenLesson
from research.lessons.needs import require_needs
from research.lessons.standing import standing_of
from research.lessons.tables import OpenLessonTable
from research.lessons.views.detail import OpenLessonDetailView
from research.lessons.views.form import OpenLessonFormView
from research.lessons.views.list import OpenLessonExportView, OpenLessonListView
from research.reflections.about import ReflectedKind, reflected_kinds


def require_ready(record: Record) -> None:
    """Completed is what was taught and has brought what the school asks.

    Refused: `not_taught`, `needs_missing`.
    """
    assert isinstance(record, OpenLesson)  # noqa: S101 - the kind's own model
    if not record.was_taught(clock.now()):
        raise Refused("not_taught", _("It is completed after it has been taught."))
    require_needs(record)


OPEN_LESSON = kinds.register(
    RecordKind(
        slug="open_lesson",
        model=OpenLesson,
        form=OpenLessonForm,
        table=OpenLessonTable,
        filters=OpenLessonFilter,
        list_template="lessons/open_lesson_list.html",
        detail_template="lessons/open_lesson_detail.html",
        form_template="lessons/open_lesson_form.html",
        label=gettext_lazy("Open lesson"),
        plural=gettext_lazy("Open lessons"),
        icon="presentation",
        reviewer=Reviewer.LEADER,
        archive_section="C4",
        visibility=Visibility.SCHOOL,
        visibilities=(Visibility.SCHOOL,),
        body_fields=("focus",),
        fact_fields=("lesson_kind", "class_name", "subject", "room", "level"),
        max_pictures=20,
        standing=standing_of,
        actions=lesson_actions,
        require_ready=require_ready,
        pages={
            "list": OpenLessonListView,
            "export": OpenLessonExportView,
            "detail": OpenLessonDetailView,
            "form": OpenLessonFormView,
        },
    )
)
reflected_kinds.register(ReflectedKind(OPEN_LESSON.slug))
