"""Training hours (继续教育学时): trainings, claims, the ledger, and the rules they meet."""

from research.training.models.choices import Category, HourState, Level, Source
from research.training.models.claim import TrainingClaim
from research.training.models.decision import HourDecision, Verdict
from research.training.models.entry import HourEntry
from research.training.models.hour_import import HourImport, HourImportRow
from research.training.models.rules import HourCycle, HourRules
from research.training.models.training import Training, TrainingSession

__all__ = [
    "Category",
    "HourCycle",
    "HourDecision",
    "HourEntry",
    "HourImport",
    "HourImportRow",
    "HourRules",
    "HourState",
    "Level",
    "Source",
    "Training",
    "TrainingClaim",
    "TrainingSession",
    "Verdict",
]
