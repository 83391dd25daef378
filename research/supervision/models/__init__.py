"""Supervision (监督小组) and guidance (业务指导小组)."""

from research.supervision.models.inspection import Finding, Grade, Inspection, Stage
from research.supervision.models.setting import SupervisionSetting
from research.supervision.models.visit import GuidanceVisit

__all__ = [
    "Finding",
    "Grade",
    "GuidanceVisit",
    "Inspection",
    "Stage",
    "SupervisionSetting",
]
