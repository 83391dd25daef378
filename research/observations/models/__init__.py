"""Observation: the rubric the school scores by, what was heard, noted and said of it."""

from research.observations.models.observation import (
    Observation,
    Occasion,
    ProcessNote,
    Score,
)
from research.observations.models.rubric import Band, Dimension, Rubric
from research.observations.models.setting import ObservationSetting

__all__ = [
    "Band",
    "Dimension",
    "Observation",
    "ObservationSetting",
    "Occasion",
    "ProcessNote",
    "Rubric",
    "Score",
]
