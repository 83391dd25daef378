"""Lists of the timetable: changes, lessons and reflections by teacher, cells of a sheet."""

from __future__ import annotations

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.ui.markup import link
from portal.ui.parts import tag
from portal.ui.tables import NumberColumn, PortalTable, row_url
from research.timetable.models import Substitution, TimetableImport
from research.timetable.ratio import RatioLine
from research.timetable.sheet.judge import Outcome, Verdict
from research.timetable.words import lesson_words, period_words, slot_words, weekday_words

STATE_TONES = {
    "asked": ("warning", "clock"),
    "confirmed": ("success", "check"),
    "declined": ("danger", "x"),
    "withdrawn": ("quiet", "undo-2"),
}
OUTCOME_TONES = {
    Outcome.ASKS: ("warning", "circle-question-mark"),
    Outcome.WRONG: ("danger", "circle-x"),
    Outcome.CHANGED: ("info", "pencil"),
    Outcome.NEW: ("success", "plus"),
    Outcome.GONE: ("warning", "minus"),
    Outcome.UNCHANGED: ("quiet", "equal"),
    Outcome.PASSED: ("quiet", "minus"),
}


class ChangeTable(PortalTable):
    lesson = django_tables2.Column(
        verbose_name=pgettext_lazy("of a school", "Lesson"), accessor="pk", orderable=False
    )
    teacher = django_tables2.Column(
        verbose_name=gettext_lazy("Teacher"), accessor="pk", orderable=False
    )
    what = django_tables2.Column(
        verbose_name=gettext_lazy("What changes"), accessor="pk", orderable=False
    )
    reason = django_tables2.Column(verbose_name=gettext_lazy("Reason"), orderable=False)
    state = django_tables2.Column(verbose_name=gettext_lazy("State"), orderable=False)

    heading_column = "lesson"
    caption = gettext_lazy("Changes of the timetable")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.url_of = row_url("timetable:change_detail")

    def render_lesson(self, record: Substitution) -> str:
        words = f"{slot_words(record.date, record.period)} {lesson_words(record)}"
        return link(self.url_of(record.pk), words)

    def render_teacher(self, record: Substitution) -> str:
        return record.person.name

    def render_what(self, record: Substitution) -> str:
        if record.to_date and record.to_period:
            return _("To %(slot)s") % {"slot": slot_words(record.to_date, record.to_period)}
        if record.substitute:
            return _("%(name)s takes it over") % {"name": record.substitute.name}
        return _("Does not take place")

    def render_state(self, record: Substitution) -> SafeString:
        return tag(record.get_state_display(), *STATE_TONES[record.state])


class RatioTable(PortalTable):
    teacher = django_tables2.Column(
        verbose_name=gettext_lazy("Teacher"), accessor="person", orderable=False
    )
    group = django_tables2.Column(
        verbose_name=gettext_lazy("Group"), accessor="person", orderable=False
    )
    lessons = NumberColumn(verbose_name=gettext_lazy("Lessons taught"), orderable=False)
    reflections = NumberColumn(verbose_name=gettext_lazy("Reflections"), orderable=False)
    percent = NumberColumn(
        verbose_name=gettext_lazy("Reflections ÷ lessons"), accessor="person", orderable=False
    )

    heading_column = "teacher"
    caption = gettext_lazy("Reflections and lessons by teacher")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = reverse("timetable:everyone")

    def render_teacher(self, record: RatioLine) -> str:
        person = record.person
        return format_html(
            "{} <small>{}</small>",
            link(f"{self.address}?person={person.staff_number}", person.name),
            person.staff_number,
        )

    def render_group(self, record: RatioLine) -> str:
        return record.person.main_group.name if record.person.main_group else "–"

    def render_percent(self, record: RatioLine) -> str:
        return "–" if record.percent is None else f"{record.percent} %"


class ImportTable(PortalTable):
    file = django_tables2.Column(verbose_name=gettext_lazy("File"), accessor="pk", orderable=False)
    owner = django_tables2.Column(verbose_name=gettext_lazy("By"), accessor="pk", orderable=False)
    created_at = django_tables2.Column(verbose_name=gettext_lazy("Uploaded"), orderable=False)
    state = django_tables2.Column(
        verbose_name=gettext_lazy("State"), accessor="pk", orderable=False
    )

    heading_column = "file"
    caption = gettext_lazy("Earlier imports")

    def render_file(self, record: TimetableImport) -> str:
        return link(reverse("timetable:import_detail", args=[record.uid]), record.file_name)

    def render_owner(self, record: TimetableImport) -> str:
        return record.owner.name

    def render_state(self, record: TimetableImport) -> str:
        if record.undone_at:
            return tag(_("Undone"), "quiet", "undo-2")
        if record.applied_at:
            return tag(_("Imported"), "success", "check")
        return tag(_("Waiting for confirmation"), "warning", "clock")


class CellTable(PortalTable):
    """The preview: where, what it says, what happens."""

    where = django_tables2.Column(
        verbose_name=pgettext_lazy("in a sheet", "Where"), accessor="cell", orderable=False
    )
    said = django_tables2.Column(
        verbose_name=gettext_lazy("The sheet says"), accessor="cell", orderable=False
    )
    outcome = django_tables2.Column(
        verbose_name=gettext_lazy("Outcome"), accessor="cell", orderable=False
    )
    meaning = django_tables2.Column(
        verbose_name=gettext_lazy("What happens"), accessor="cell", orderable=False
    )

    heading_column = "where"
    caption = gettext_lazy("Cells of the sheet")

    def render_where(self, record: Verdict) -> str:
        return str(record.cell["at"])

    def render_said(self, record: Verdict) -> str:
        cell = record.cell
        head = cell.get("teacher") or cell.get("class_name") or cell.get("number") or ""
        text = cell.get("text") or " ".join(
            str(cell.get(name, "")) for name in ("weekday", "period", "class_name", "subject")
        )
        return format_html("{} <small>{}</small>", head, text)

    def render_outcome(self, record: Verdict) -> SafeString:
        return tag(record.outcome.label, *OUTCOME_TONES[record.outcome])

    def render_meaning(self, record: Verdict) -> str:
        parts = [format_html("<p>{}</p>", str(problem)) for problem in record.problems]
        wanted = record.wanted
        if wanted is not None:
            said = {
                "teacher": wanted.person.name,
                "slot": f"{weekday_words(wanted.weekday)} {period_words(wanted.period)}",
                "lesson": f"{wanted.class_name} {wanted.subject.name}",
            }
            parts.append(format_html("<p>{}</p>", _("%(teacher)s, %(slot)s: %(lesson)s") % said))
        for entry in record.before:
            words = _("until now: %(lesson)s") % {"lesson": lesson_words(entry)}  # type: ignore[arg-type]
            parts.append(format_html('<p class="says-note">{}</p>', words))
        return SafeString('<div class="says">' + "".join(parts) + "</div>")
