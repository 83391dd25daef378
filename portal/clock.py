"""The one place that decides what time it is.

Every rule that depends on the clock takes `at` or `on` as an argument and
falls back on these two, so that tests travel in time with time-machine.
"""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The current day at school (Asia/Shanghai)."""
    return timezone.localdate()
