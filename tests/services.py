"""The real servers some tests need, and processes that are ended whatever happens.

A test that asks for one that is absent is skipped with the reason; with
REQUIRE_ALL=1 that skip is a failure (see conftest.py). Redis: the numbered
database of PORTAL_TEST_REDIS is emptied by tests, so give it one of its own.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis

POSTGRES = os.environ.get("PORTAL_TEST_POSTGRES", "postgres://postgres@127.0.0.1/postgres")
REDIS = os.environ.get("PORTAL_TEST_REDIS", "redis://127.0.0.1:6379/5")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str:
    """Chromium's executable, or a skip with the reason."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return found or pytest.skip("Chromium is not installed")


@contextmanager
def scratch_postgres() -> Iterator[str]:
    """The address of a new database, dropped afterwards; skips without a server."""
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"PostgreSQL does not answer at {POSTGRES}: {error}")
    name = f"portal_scratch_{uuid.uuid4().hex[:12]}"
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def scratch_redis() -> Iterator[redis.Redis]:
    """The test database of Redis, empty before and after; one test at a time has it."""
    client = redis.Redis.from_url(REDIS, socket_connect_timeout=3)
    try:
        client.ping()
    except redis.RedisError as error:
        pytest.skip(f"Redis does not answer at {REDIS}: {error}")
    # The lock lies in another numbered database: the tests empty this one.
    keeper = redis.Redis.from_url(urlunsplit(urlsplit(REDIS)._replace(path="/0")))
    lock = keeper.lock(f"portal-tests:{urlsplit(REDIS).path}", timeout=600)
    with lock:
        client.flushdb()
        try:
            yield client
        finally:
            client.flushdb()
