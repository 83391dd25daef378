"""For machines that watch: does the process answer, and can it do its work?

`/healthz` says that this process answers; a load balancer and the container
ask it. `/readyz` looks at the database, the broker and the beat, whose own
row must be younger than 15 minutes; a monitor asks it, and 503 wakes somebody.
A balancer must not: a beat that stands still is no reason to stop serving.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from celery import current_app
from celery.exceptions import CeleryError
from django.db import DatabaseError, connection
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse
from django_celery_beat.models import PeriodicTask
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from portal import clock
from portal.access import PUBLIC, requires

logger = logging.getLogger(__name__)

BEAT_AT_MOST = timedelta(minutes=15)


@requires(PUBLIC)
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@requires(PUBLIC)
def readyz(request: HttpRequest) -> JsonResponse:
    """Each part's word: ok or down; 503 when one is down. Three queries at most."""
    parts = {name: "ok" if _answers(check) else "down" for name, check in CHECKS.items()}
    is_ready = set(parts.values()) == {"ok"}
    answer = JsonResponse(parts, status=200 if is_ready else 503)
    answer["Cache-Control"] = "no-store"
    return answer


def _answers(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (CeleryError, DatabaseError, KombuError, RedisError, OSError):
        logger.warning("not_ready", extra={"check": check.__name__}, exc_info=True)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _broker() -> bool:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=3)
    return True


def _beat() -> bool:
    last = PeriodicTask.objects.aggregate(last=Max("last_run_at"))["last"]
    return last is not None and clock.now() - last < BEAT_AT_MOST


CHECKS = {"database": _database, "broker": _broker, "beat": _beat}
