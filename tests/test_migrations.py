"""Migrations form one line per app, and each says in its name what it does."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

OURS = [
    config.label
    for config in apps.get_app_configs()
    if config.path.startswith(str(settings.BASE_DIR)) and ".venv" not in config.path
]


@pytest.fixture(scope="module")
def loader():
    return MigrationLoader(None)


@pytest.mark.parametrize("app", OURS)
def test_migrations_of_an_app_form_one_line(loader, app):
    leaves = [name for label, name in loader.graph.leaf_nodes() if label == app]

    assert len(leaves) <= 1


@pytest.mark.parametrize("app", OURS)
def test_names_say_what_a_migration_does(loader, app):
    names = [name for label, name in loader.disk_migrations if label == app]

    assert [name for name in names if re.search(r"_auto_|_and_more$", name)] == []
