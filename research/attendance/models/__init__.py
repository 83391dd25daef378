"""Meetings that people sign in to, and who was there."""

from research.attendance.models.gathering import Gathering, Mode, Stage

__all__ = ["Gathering", "Mode", "Stage"]
