"""The sections of a teacher's archive (教师校本研修档案), in their order.

Rule: docs/rules.md#archive-sections. A kind of record names its section by code
(`archive_section="C1"`); section A is made from the roster's facts.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Section:
    """`parts` are (code, label) of its subdivisions; kinds name either level."""

    code: str
    label: str | Promise
    parts: tuple[tuple[str, str | Promise], ...] = ()


SECTIONS = (
    Section("A", _("Basic facts"), (("A1", _("Cover")), ("A2", _("Facts over time")))),
    Section(
        "B",
        _("Planning and study"),
        (
            ("B1", _("Growth plan and self-review")),
            ("B2", pgettext_lazy("archive", "Reading")),
            ("B3", _("Training and hours")),
        ),
    ),
    Section(
        "C",
        _("Teaching and research"),
        (
            ("C1", _("Reflections and puzzles")),
            ("C2", _("Narratives, summaries and cases")),
            ("C3", _("Group activities")),
            ("C4", _("Lessons given and observed")),
        ),
    ),
    Section("D", _("Research projects")),
    Section("E", _("Pairing and guidance")),
    Section("F", _("Results and honours")),
    Section("G", _("Assessment and summary")),
)
