"""Inspections in each stage, reached through the verbs."""

from datetime import date

from research.supervision.inspect_group import (
    note_findings,
    open_inspection,
    reply_to_inspection,
    report_inspection,
)


def an_inspection(group, by, *, month=date(2026, 10, 1), kinds=("lesson_reflection",)):
    return open_inspection(group, month, kinds, by=by)


def graded(inspection, by, *, problem=""):
    """Every finding good, the first a problem where words are given."""
    findings = list(inspection.findings.all())
    grades = {finding.pk: ("good", "") for finding in findings}
    if problem:
        grades[findings[0].pk] = ("problem", problem)
    note_findings(inspection, grades, "请组内讨论。", by=by)
    return inspection


def reported(group, by, *, problem="缺少课堂实例"):
    return report_inspection(graded(an_inspection(group, by), by, problem=problem), by=by)


def replied(group, by, leader):
    return reply_to_inspection(reported(group, by), "已补写。", by=leader)
