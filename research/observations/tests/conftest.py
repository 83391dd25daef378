"""These tests read sentences, so they read them in English. It is Wednesday of week 6."""

from datetime import date

import pytest
from django.utils import translation

from tests.factories import TermFactory


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def wednesday(sixth_week):
    return sixth_week


@pytest.fixture
def next_term(term):
    return TermFactory(
        number=2, starts_on=date(2027, 2, 22), ends_on=date(2027, 7, 2), is_current=False
    )
