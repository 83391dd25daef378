"""Saving a record from its form: a draft may be unfinished, what is handed in may not.

A new form comes with today, the teacher's subject and the class last written
about; every failure leaves what was typed on the page.
"""

import pytest

from portal.people.models import Subject
from portal.records.models import FormDraft, RecordKindSetting
from portal.records.submit import submit_record
from portal.refusal import Refused
from portal.terms.models import Term
from research.reflections.models import EducationNarrative, LessonReflection
from research.reflections.tests.factories import (
    LONG_DOCUMENT,
    LONG_ENOUGH,
    EducationNarrativeFactory,
    LessonReflectionFactory,
)
from tests.forms import fields_of

NEW = "/research/lesson-reflections/new/"


@pytest.fixture
def writing(client, lin, zhou, sixth_week):
    """The new form as Lin's browser holds it."""
    client.force_login(lin)
    return fields_of(client.get(NEW), having="lesson_topic")


def test_form_begins_with_today_my_subject_and_my_first_class(client, lin, zhou, sixth_week):
    lin.subject = Subject.objects.create(name="语文")
    lin.grade_classes = "八(3)、八(4)"
    lin.save()
    client.force_login(lin)

    fields = fields_of(client.get(NEW), having="lesson_topic")

    assert fields["occurred_on"] == "2026-10-07"
    assert fields["subject"] == str(lin.subject_id)
    assert fields["class_name"] == "八(3)"
    assert fields["visibility"] == "group"


def test_form_begins_with_the_class_i_last_wrote_about(client, lin, zhou, sixth_week):
    lin.grade_classes = "八(3)、八(4)"
    lin.save()
    LessonReflectionFactory(author=lin, class_name="八(4)")
    client.force_login(lin)

    assert fields_of(client.get(NEW), having="lesson_topic")["class_name"] == "八(4)"


def test_facts_are_copied_from_my_last_one_and_texts_are_not(client, lin, zhou, sixth_week):
    LessonReflectionFactory(author=lin, lesson_topic="春", class_name="七(1)", period=3)
    client.force_login(lin)

    fields = fields_of(client.get(f"{NEW}?copy=last"), having="lesson_topic")

    assert (fields["lesson_topic"], fields["class_name"], fields["period"]) == ("春", "七(1)", "3")
    assert fields["worked"] == ""


def test_a_draft_may_lack_everything_but_its_day(client, lin, writing):
    response = client.post(NEW, writing | {"worked": "一句话", "then": "draft"})

    record = LessonReflection.objects.get()
    assert response["Location"] == f"/research/lesson-reflections/{record.pk}/"
    assert (record.state, record.author, record.group) == ("draft", lin, lin.main_group)
    assert record.worked == "<p>一句话</p>"
    assert record.term == Term.objects.get()


def test_title_and_text_for_search_come_from_what_was_typed(client, writing):
    client.post(NEW, writing | {"lesson_topic": "背影", "class_name": "八(3)", "worked": "朗读"})

    record = LessonReflection.objects.get()
    assert record.title == "背影"
    assert record.text == "背影\n朗读\n八(3)"


def test_submitting_hands_it_to_the_group_leader(client, writing):
    client.post(NEW, writing | {"lesson_topic": "背影", "worked": LONG_ENOUGH, "then": "submit"})

    record = LessonReflection.objects.get()
    assert (record.state, record.review_level) == ("submitted", "leader")


def test_too_short_a_text_is_refused_with_the_missing_number_and_stays_typed(client, writing):
    response = client.post(
        NEW, writing | {"lesson_topic": "背影", "worked": "好" * 60, "then": "submit"}
    )

    assert response.status_code == 422
    assert not LessonReflection.objects.exists()
    assert response.context["form"].errors["worked"].as_data()[0].code == "too_short"
    assert "40" in str(response.context["form"].errors["worked"])
    assert fields_of(response, having="lesson_topic")["worked"] == "好" * 60


def test_the_school_sets_how_long_a_text_must_be(client, writing):
    RecordKindSetting.objects.create(kind="lesson_reflection", min_characters=5)

    client.post(NEW, writing | {"lesson_topic": "背影", "worked": "五个字够了", "then": "submit"})

    assert LessonReflection.objects.get().state == "submitted"


def test_a_topic_is_needed_only_when_it_is_handed_in(client, writing):
    response = client.post(NEW, writing | {"worked": LONG_ENOUGH, "then": "submit"})

    assert response.status_code == 422
    assert "lesson_topic" in response.context["form"].errors


def test_a_day_that_has_not_come_is_refused(client, writing):
    response = client.post(NEW, writing | {"occurred_on": "2026-10-08"})

    assert response.status_code == 422
    assert response.context["form"].errors["occurred_on"].as_data()[0].code == "future"


def test_recognisable_pupils_bar_the_whole_school_in_words(client, writing):
    response = client.post(NEW, writing | {"visibility": "school", "shows_pupils": "on"})

    assert response.status_code == 422
    assert response.context["form"].errors["visibility"].as_data()[0].code == "pupils"
    assert list(response.context["form"].errors) == ["visibility"]


def test_without_a_term_the_form_says_so_and_loses_nothing(client, writing):
    Term.objects.all().delete()

    response = client.post(NEW, writing | {"lesson_topic": "背影"})

    assert response.status_code == 422
    assert fields_of(response, having="lesson_topic")["lesson_topic"] == "背影"


def test_the_same_form_sent_twice_makes_one_record(client, writing):
    sent = writing | {"lesson_topic": "背影", "worked": LONG_ENOUGH, "then": "submit"}

    first = client.post(NEW, sent)
    second = client.post(NEW, sent)

    assert first["Location"] == second["Location"]
    assert LessonReflection.objects.count() == 1
    assert LessonReflection.objects.get().reviews.count() == 1


def test_a_second_tab_of_a_saved_form_gets_both_versions(client, writing):
    client.post(NEW, writing | {"lesson_topic": "背影", "worked": "第一页"})

    response = client.post(NEW, writing | {"lesson_topic": "背影", "worked": "第二页"})

    assert response.status_code == 409
    assert "第一页" in response.content.decode()
    assert fields_of(response, having="lesson_topic")["worked"] == "第二页"
    assert LessonReflection.objects.get().worked == "<p>第一页</p>"


def test_saving_closes_the_draft_and_the_next_form_is_empty(client, writing):
    client.post(NEW, writing | {"lesson_topic": "背影"})

    assert fields_of(client.get(NEW), having="lesson_topic")["lesson_topic"] == ""
    assert FormDraft.objects.get().saved_as is not None


def test_every_long_text_says_who_reads_it(client, lin, zhou, sixth_week):
    client.force_login(lin)

    opened = client.get(NEW)
    refused = client.post(NEW, fields_of(opened, having="lesson_topic") | {"then": "submit"})

    assert [r.content.decode().count("周静") for r in (opened, refused)] == [3, 3]


def test_a_leaders_own_text_is_read_by_the_office(client, zhou, wu, sixth_week):
    client.force_login(zhou)
    client.cookies["django_language"] = "en"

    form = client.get(NEW, headers={"accept-language": "en"}).context["form"]

    assert form.readers.startswith("Read by: the research office")


def test_a_guest_writes_nothing(client, guest, sixth_week):
    client.force_login(guest)

    assert client.get(NEW).status_code == 403
    assert client.post(NEW, {}).status_code == 403


def test_an_education_narrative_of_some_length_is_one_field(client, lin, zhou, sixth_week):
    client.force_login(lin)
    url = "/research/education-narratives/new/"
    fields = fields_of(client.get(url), having="body")

    client.post(url, fields | {"title": "窗边的孩子", "body": "他来了。\n\n我问他。"})

    record = EducationNarrative.objects.get()
    assert record.body == "<p>他来了。</p><p>我问他。</p>"
    assert (record.title, record.visibility) == ("窗边的孩子", "school")


def test_a_narrative_is_handed_in_with_a_title(client, lin, zhou, sixth_week):
    client.force_login(lin)
    url = "/research/education-narratives/new/"
    fields = fields_of(client.get(url), having="body")

    response = client.post(url, fields | {"body": LONG_DOCUMENT, "then": "submit"})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["title"]


def test_nor_does_the_submit_button_elsewhere_take_one_without_a_title(
    client, lin, zhou, sixth_week
):
    record = EducationNarrativeFactory(author=lin, title="")

    with pytest.raises(Refused) as refused:
        submit_record(record, by=lin)

    assert refused.value.code == "incomplete"
