"""These tests read sentences, so they read them in English; and a busy machine is no failure."""

import hypothesis
import pytest
from django.utils import translation

hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
