"""Templates that the office words, and a form that begins with one."""

import pytest
from django.urls import reverse

from research.reflections.models import WritingTemplate
from tests.forms import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def template():
    return WritingTemplate.objects.create(
        kind="lesson_reflection", name="新授课", texts={"worked": "<p>导入：</p><p>探究：</p>"}
    )


def test_the_office_makes_one(client, wu, term):
    client.force_login(wu)
    page = f"{reverse('research:template_new')}?kind=case"

    client.post(
        page, {"name": "三段式", "is_active": "on", "position": 0, "text_situation": "背景："}
    )

    made = WritingTemplate.objects.get()
    assert (made.kind, made.texts) == ("case", {"situation": "<p>背景：</p>"})


def test_an_empty_one_is_refused_in_words(client, wu, term):
    client.force_login(wu)

    answer = client.post(reverse("research:template_new"), {"name": "空", "position": 0})

    assert answer.status_code == 422
    assert not WritingTemplate.objects.exists()


def test_an_unknown_kind_is_not_found(client, wu, term):
    client.force_login(wu)

    assert client.get(reverse("research:template_new"), {"kind": "nothing"}).status_code == 404


def test_a_form_begins_with_it(client, lin, term, template, sixth_week):
    client.force_login(lin)
    form = reverse("research:lesson_reflection_new")
    assert f"?template={template.pk}" in client.get(form).content.decode()

    filled = fields_of(client.get(form, {"template": template.pk}), having="worked")

    assert filled["worked"] == "导入：\n\n探究："


@pytest.mark.parametrize("asked", ["999", "x", ""])
def test_an_unknown_template_leaves_the_form_empty(client, lin, term, asked, sixth_week):
    client.force_login(lin)
    page = client.get(reverse("research:lesson_reflection_new"), {"template": asked})

    assert fields_of(page, having="worked")["worked"] == ""


def test_one_that_is_no_longer_offered_is_not_shown(client, lin, term, template, sixth_week):
    WritingTemplate.objects.update(is_active=False)
    client.force_login(lin)

    page = client.get(reverse("research:lesson_reflection_new")).content.decode()

    assert "新授课" not in page


def test_teachers_do_not_edit_them(client, lin, term, template):
    client.force_login(lin)

    assert client.get(reverse("research:template_list")).status_code == 403
    url = reverse("research:template_remove", kwargs={"pk": template.pk})
    assert client.post(url).status_code == 403


def test_the_office_takes_one_away(client, wu, term, template):
    client.force_login(wu)

    client.post(reverse("research:template_remove", kwargs={"pk": template.pk}))

    assert not WritingTemplate.objects.exists()
