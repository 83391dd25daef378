"""Rows that hold from one day to another."""

from datetime import date

from django.db import models


class Dated(models.Model):
    """Ending a row keeps it; one that would end before it begins never was."""

    class Meta:
        abstract = True

    def end(self, last_day: date) -> None:
        """Make `last_day` its last; a row that begins later is removed."""
        if last_day < self.starts_on:  # type: ignore[attr-defined]
            self.delete()
        else:
            self.ends_on: date | None = last_day
            self.save(update_fields=["ends_on"])  # type: ignore[misc]
