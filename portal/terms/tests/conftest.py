"""Pages are read in English, the language of the message ids."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english(settings):
    """Sentences are compared in the language of their ids, whatever catalogues are compiled."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
