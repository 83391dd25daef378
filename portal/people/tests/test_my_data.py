"""My data: seen, exported, changed where it is one's own, corrected by the office else."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from portal.notices.models import Notice
from portal.people.corrections import answer_correction, ask_for_correction
from portal.people.models import Act, AuditEvent, CorrectionRequest, User
from portal.refusal import Refused
from tests.factories import GroupFactory
from tests.queries import assert_constant_queries


@pytest.fixture
def me(client, lin):
    lin.birth_month = date(1990, 5, 1)
    lin.save()
    client.force_login(lin)
    return lin


def test_page_shows_facts_and_groups(client, me):
    page = client.get(reverse("people:my_data")).content.decode()

    assert "1990-05" in page
    assert "语文教研组" in page


def test_json_export_holds_everything_but_the_password(client, me):
    data = json.loads(client.get(reverse("people:my_data_json")).content)

    assert data["person"]["staff_number"] == "1001"
    assert data["person"]["birth_month"] == "1990-05"
    assert len(data["held"]["memberships"]) == 1
    assert me.password not in json.dumps(data)
    assert AuditEvent.objects.get().act == Act.EXPORTED


def test_sheet_export_opens_and_runs_no_formula(client, me):
    User.objects.filter(pk=me.pk).update(grade_classes="=1+1")

    response = client.get(reverse("people:my_data_xlsx"))

    cells = [row[2] for row in load_workbook(BytesIO(response.content)).active.values]
    assert "1001" in cells
    assert "'=1+1" in cells


@pytest.mark.parametrize(
    "typed", ["13912345678", "139 1234 5678", "１３９１２３４５６７８", "+8613912345678"]
)
def test_phone_is_changed_however_it_is_typed(client, me, typed):
    client.post(reverse("people:change_contact"), {"phone": typed, "email": ""})

    me.refresh_from_db()
    assert (me.phone, me.email) == ("13912345678", "")


def test_phone_of_somebody_else_is_refused_and_what_was_typed_stays(client, me, zhou):
    User.objects.filter(pk=zhou.pk).update(phone="13912345678")

    response = client.post(
        reverse("people:change_contact"), {"phone": "13912345678", "email": "new@school.example"}
    )

    assert response.status_code == 422
    assert "phone" in response.context["contact"].errors
    assert "new@school.example" in response.content.decode()


def test_nothing_else_can_be_changed(client, me):
    client.post(reverse("people:change_contact"), {"name": "别人", "email": "", "phone": ""})

    me.refresh_from_db()
    assert me.name == "林晓"


def test_request_for_correction_reaches_the_office(client, me, wu):
    client.post(reverse("people:request_correction"), {"words": "职称应为高级教师"})

    assert CorrectionRequest.objects.get().words == "职称应为高级教师"
    assert Notice.objects.get().person == wu
    client.force_login(wu)
    page = client.get(reverse("people:staff_detail", args=[me.pk])).content.decode()
    assert "职称应为高级教师" in page


def test_empty_request_is_refused(client, me):
    assert client.post(reverse("people:request_correction"), {"words": " "}).status_code == 422
    with pytest.raises(Refused):
        ask_for_correction(me, "  ")


def test_answer_reaches_the_one_who_asked_once(client, me, wu):
    request = ask_for_correction(me, "出生年月有误")
    client.force_login(wu)

    client.post(reverse("people:correction_answer", args=[request.pk]), {"answer": "已更正"})
    answer_correction(request, "again", by=wu)

    request.refresh_from_db()
    assert (request.answer, request.answered_by) == ("已更正", wu)
    assert Notice.objects.filter(person=me).count() == 1


def test_my_data_costs_the_same_for_any_history(client, me):
    assert_constant_queries(
        lambda: client.get(reverse("people:my_data")),
        grow=lambda: me.memberships.create(group=GroupFactory(), starts_on=date(2020, 1, 1)),
        at_most=12,
    )
