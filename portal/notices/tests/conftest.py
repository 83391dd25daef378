"""These tests read sentences, so they read them in English."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
