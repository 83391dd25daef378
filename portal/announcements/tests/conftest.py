"""These tests read sentences, so they read them in English; today is Wednesday of week 6."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _today(sixth_week):
    """Wednesday of week 6, ten in the morning."""
