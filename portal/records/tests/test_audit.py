"""Every change of a record, a decision or a stand-in can be traced; long texts are not copied."""

import pytest
from auditlog.models import LogEntry

from portal.people.models import AuditEvent
from portal.records.open import mark_opened
from portal.records.submit import submit_record
from research.reflections.tests.factories import LessonReflectionFactory

pytestmark = pytest.mark.django_db


def test_a_transition_is_logged_with_its_states(lin, zhou):
    record = LessonReflectionFactory(author=lin)

    submit_record(record, by=lin)

    changes = LogEntry.objects.filter(content_type__model="record").latest("pk").changes
    assert changes["state"] == ["draft", "submitted"]


def test_long_texts_stay_out_of_the_log(lin):
    record = LessonReflectionFactory(author=lin)
    record.worked = "只有我自己看的话。"
    record.version = 2
    record.save()

    logged = LogEntry.objects.filter(content_type__model="lessonreflection").latest("pk").changes
    assert list(logged) == ["version"]


def test_the_first_opening_by_its_reviewer_is_in_the_audit_once(lin, zhou):
    record = LessonReflectionFactory(author=lin, submitted=True)

    assert mark_opened(record, by=zhou)
    assert not mark_opened(record, by=zhou)

    event = AuditEvent.objects.get()
    assert (event.actor, event.act, event.extra) == (zhou, "viewed", {"record": record.pk})
