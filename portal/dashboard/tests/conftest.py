"""Pages are read in English, the language of the message ids."""

from datetime import date

import pytest
from django.utils import translation

from portal.deadlines.models import Requirement
from tests.filing import file_record


@pytest.fixture(autouse=True)
def _in_english(settings):
    """Sentences are compared in the language of their ids, whatever catalogues are compiled."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def file(term):
    """File a record: `file(lin, on=day)`."""

    def do(author, *, on=date(2026, 9, 10), **fields):
        return file_record(author, term, occurred_on=on, **fields)

    return do


@pytest.fixture
def one_a_week(term):
    return Requirement.objects.create(term=term, kind="lesson_reflection", count=1, every_weeks=1)
