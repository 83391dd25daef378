"""Sheets as schools really send them: reading dirty ones, writing safe ones."""
