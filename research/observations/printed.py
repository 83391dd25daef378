"""听课记录表: the observation on the school's own form."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.documents.form import Block, Column, Field, Form, Prose, Table
from portal.records.models import Record
from portal.ui.dates import school_date
from research.observations.models import Observation
from research.observations.points import in_words, plain


def observation_sheet(record: Record) -> Form:
    """Facts, process by the minute, points by dimension, evaluation, suggestions."""
    assert isinstance(record, Observation)  # noqa: S101 - the kind's own model
    blocks: tuple[Block, ...] = (
        *_facts(record),
        *_process(record),
        *_scores(record),
        Prose(_("Strengths"), record.strengths),
        Prose(_("Suggestions"), record.suggestions),
        Field(_("Overall evaluation"), in_words(record.total, record.band), wide=True),
    )
    if record.answer:
        blocks = (*blocks, Prose(_("Answer of the teacher"), _paragraph(record.answer)))
    return Form(_("Observation record"), blocks=blocks, author=record.author.name)


def _facts(observation: Observation) -> tuple[Block, ...]:
    subject = observation.subject.name if observation.subject else ""
    return (
        Field(_("Date"), school_date(observation.occurred_on)),
        Field(_("Class"), observation.class_name),
        Field(_("Period"), observation.period or ""),
        Field(pgettext("of a lesson", "Subject"), subject),
        Field(_("Teacher of the lesson"), observation.teacher_name),
        Field(_("Observer"), observation.author.name),
        Field(pgettext("of a lesson", "Lesson topic"), observation.lesson_topic, wide=True),
        Field(pgettext("new material, revision …", "Type of lesson"), observation.lesson_type),
        Field(_("Minutes heard"), observation.minutes),
    )


def _process(observation: Observation) -> tuple[Block, ...]:
    notes = list(observation.notes.all())
    if not notes:
        return ()
    columns = (
        Column(_("Minute"), 0.5, "center"),
        Column(pgettext("what the teacher does", "Teacher"), 2),
        Column(pgettext("what the pupils do", "Pupils"), 2),
        Column(pgettext("the observer's", "Comment"), 2),
    )
    rows = [
        ("" if note.minute is None else note.minute, note.teacher, note.pupils, note.comment)
        for note in notes
    ]
    return (Table(columns, rows, heading=_("Process")),)


def _scores(observation: Observation) -> tuple[Block, ...]:
    scores = list(observation.scores.select_related("dimension").order_by("dimension__position"))
    if not scores:
        return ()
    columns = (
        Column(_("Dimension"), 3),
        Column(_("Full marks"), 1, "center"),
        Column(_("Points"), 1, "center"),
    )
    rows = [(s.dimension.name, s.dimension.weight, plain(s.points)) for s in scores]
    return (Table(columns, rows, heading=_("Points")),)


def _paragraph(text: str) -> SafeString:
    return SafeString(f"<p>{escape(text)}</p>")
