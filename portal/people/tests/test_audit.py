"""The audit: append-only, kept for its time, readable by the office."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from portal import clock
from portal.people.models import Act, AuditEvent, record_audit_event
from portal.people.models.audit import AppendOnly
from portal.people.retention import forget_expired_traces
from portal.people.tables import ChangeTable
from tests.factories import UserFactory
from tests.queries import assert_constant_queries


def test_event_is_never_changed_nor_deleted(lin):
    event = record_audit_event(None, Act.VIEWED, lin, actor=lin)

    for attempt in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(AppendOnly):
            attempt()
    with pytest.raises(AppendOnly):
        AuditEvent.objects.update(act=Act.EXPORTED)
    assert AuditEvent.objects.get().act == Act.VIEWED


def test_refusal_is_written_down_with_the_address(client, lin):
    client.force_login(lin)

    response = client.get(reverse("people:audit_list"), REMOTE_ADDR="10.1.2.3")

    assert response.status_code == 403
    event = AuditEvent.objects.get(act=Act.REFUSED)
    assert (event.actor, event.path, event.ip) == (lin, "/staff/audit/", "10.1.2.3")


def test_change_of_a_person_keeps_who_and_what(client, wu, lin):
    lin.phone = "13900000001"
    lin.set_password("something-else")
    lin.save()

    changes = LogEntry.objects.filter(object_pk=str(lin.pk)).latest("id").changes
    assert changes == {"phone": ["None", "13900000001"]}


def test_expired_traces_are_forgotten_and_the_others_kept(lin, settings):
    record_audit_event(None, Act.VIEWED, "old", actor=lin)
    old = clock.now() - timedelta(days=settings.PORTAL_AUDIT_DAYS + 1)
    AuditEvent.objects.bulk_create([AuditEvent(act=Act.VIEWED, object_repr="ancient", at=old)])

    forget_expired_traces()

    assert list(AuditEvent.objects.values_list("object_repr", flat=True)) == ["old"]


def test_retention_is_six_months_at_least(settings):
    assert settings.PORTAL_AUDIT_DAYS >= 183


def test_office_reads_the_audit_and_narrows_it(client, wu, lin):
    record_audit_event(None, Act.EXPORTED, "the staff list", actor=lin)
    record_audit_event(None, Act.VIEWED, "another page", actor=wu)
    client.force_login(wu)

    page = client.get(reverse("people:audit_list"), {"act": Act.EXPORTED, "who": "1001"})

    assert [event.object_repr for event in page.context["page"].rows] == ["the staff list"]
    assert "another page" not in page.content.decode()


def test_office_reads_what_changed(client, wu, lin):
    lin.grade_classes = "八(3)"
    lin.save()
    client.force_login(wu)

    page = client.get(reverse("people:change_list"), headers={"Accept-Language": "en"})

    assert "八(3)" in page.content.decode()


def test_change_is_told_in_words():
    entry = LogEntry(changes={"phone": ["None", "139"], "name": ["林小", "林晓"]})
    entry.content_type = _content_type_of_user()

    told = ChangeTable([]).render_changes(entry.changes, entry)

    assert told.endswith("林小 → 林晓")
    assert "None" not in told


def _content_type_of_user():
    from django.contrib.contenttypes.models import ContentType

    return ContentType(app_label="people", model="user")


def test_audit_costs_the_same_for_any_length(client, wu):
    client.force_login(wu)

    assert_constant_queries(
        lambda: client.get(reverse("people:audit_list")),
        grow=lambda: record_audit_event(None, Act.VIEWED, "x", actor=UserFactory()),
        at_most=8,
    )


def test_changes_cost_the_same_for_any_length(client, wu):
    client.force_login(wu)

    assert_constant_queries(
        lambda: client.get(reverse("people:change_list")), grow=UserFactory, at_most=8
    )
