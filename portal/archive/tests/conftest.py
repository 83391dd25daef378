"""Records and requirements for the archives of the cast."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from portal.deadlines.models import Requirement
from portal.records.models import Participation
from tests.filing import file_record

SCHOOL = ZoneInfo("Asia/Shanghai")


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
def two_a_week(term):
    return Requirement.objects.create(term=term, kind="lesson_reflection", count=2, every_weeks=1)


@pytest.fixture
def one_narrative(term):
    return Requirement.objects.create(
        term=term,
        kind="education_narrative",
        count=1,
        due_at=datetime(2027, 1, 8, 23, 59, tzinfo=SCHOOL),
    )


@pytest.fixture
def attended(file):
    """Somebody else's record in which a person took part."""

    def do(author, person, part, **fields):
        record = file(author, **fields)
        Participation.objects.create(record=record, person=person, part=part)
        return record

    return do
