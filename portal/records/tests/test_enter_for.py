"""Entered for a teacher (代录): it counts once its author has confirmed it.

The office writes it and nobody else may; the teacher is told, confirms,
corrects first or sends it back with words. Rule: docs/rules.md#entered-for-a-teacher.
"""

import pytest
from django.utils.translation import override

from portal.notices.models import Notice
from portal.records.enter_for import ask_author, decline_entry, enter_for, remind_authors
from portal.records.history import history_of
from portal.records.models import Entry, Record
from portal.records.submit import recall_record, submit_record, withdraw_record
from portal.refusal import Refused
from research.reflections.models import LessonReflection
from research.reflections.tests.factories import LONG_ENOUGH, LessonReflectionFactory
from tests.forms import fields_of
from tests.queries import assert_constant_queries

NEW = "/research/lesson-reflections/new/"


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def entered(wu, author, **facts):
    record = LessonReflectionFactory(author=author, entered_by=wu, **facts)
    ask_author([record], by=wu)
    return record


@pytest.fixture
def record(lin, zhou, wu, sixth_week):
    return entered(wu, lin)


def noticed(person):
    return list(Notice.objects.standing().filter(person=person).values_list("type", flat=True))


# -- It happens -----------------------------------------------------------------------------------


def test_the_author_is_told_once_and_nothing_counts_yet(record, lin, zhou, wu):
    ask_author([record], by=wu)

    assert Entry.objects.get().is_waiting
    assert not Record.objects.filed().exists()
    assert noticed(lin) == ["entered_for_you"]
    assert noticed(zhou) == []


def test_submitting_it_confirms_it_in_the_authors_name(record, lin, zhou):
    submit_record(record, by=lin)

    assert record.is_submitted
    assert Entry.objects.get().state == Entry.State.CONFIRMED
    assert noticed(lin) == []
    assert noticed(zhou) == ["review_wanted"]
    assert [line.sentence for line in history_of(record)] == [
        "吴敏 entered it for its author.",
        "林晓 confirmed and submitted it.",
    ]


def test_sent_back_it_is_withdrawn_and_the_writer_hears_why(record, lin, wu):
    decline_entry(record, by=lin, words="不是我写的")
    decline_entry(record, by=lin, words="不是我写的")

    assert record.state == "withdrawn"
    assert (Entry.objects.get().state, Entry.objects.get().words) == ("declined", "不是我写的")
    assert noticed(wu) == ["entry_declined"]
    assert history_of(record)[-1].words == "不是我写的"


def test_put_back_by_the_office_it_waits_again_and_the_author_is_told_anew(record, lin, wu):
    decline_entry(record, by=lin, words="题目错了")

    recall_record(record, by=wu)

    assert Entry.objects.get().is_waiting
    assert noticed(lin) == ["entered_for_you"]


def test_several_for_one_teacher_are_one_notice(lin, qian, wu, zhou, sixth_week):
    records = [LessonReflectionFactory(author=p, entered_by=wu) for p in (lin, qian, lin, lin)]

    ask_author(records, by=wu)

    assert noticed(lin) == ["several_entered_for_you"]
    assert noticed(qian) == ["entered_for_you"]


def test_entering_for_oneself_changes_nothing(lin, wu, sixth_week):
    record = LessonReflectionFactory(author=lin)

    enter_for(record, lin, by=wu)

    assert record.entered_by is None


# -- It is refused --------------------------------------------------------------------------------


def test_whoever_entered_it_does_not_submit_it(record, wu):
    with pytest.raises(Refused) as refusal:
        submit_record(record, by=wu)

    assert refusal.value.code == "awaits_author"
    assert Entry.objects.get().is_waiting


def test_confirmed_once_the_office_still_does_not_submit_it_anew(record, lin, wu):
    submit_record(record, by=lin)
    recall_record(record, by=lin)

    with pytest.raises(Refused) as refusal:
        submit_record(record, by=wu)

    assert refusal.value.code == "awaits_author"


@pytest.mark.parametrize("words", ["", "  "])
def test_sending_back_needs_words(record, lin, words):
    with pytest.raises(Refused) as refusal:
        decline_entry(record, by=lin, words=words)

    assert refusal.value.code == "words_required"


def test_only_its_author_sends_it_back(record, wu):
    with pytest.raises(Refused) as refusal:
        decline_entry(record, by=wu, words="x")

    assert refusal.value.code == "not_author"


def test_what_is_confirmed_is_not_sent_back(record, lin):
    submit_record(record, by=lin)

    with pytest.raises(Refused) as refusal:
        decline_entry(record, by=lin, words="x")

    assert refusal.value.code == "not_waiting"


# -- Reminding ------------------------------------------------------------------------------------


def test_an_author_is_reminded_once_a_day_of_all_that_waits(record, lin, wu):
    entered(wu, lin)

    assert remind_authors(Entry.objects.all()) == 1
    assert remind_authors(Entry.objects.all()) == 0
    assert noticed(lin).count("entries_wait") == 1


def test_nobody_is_reminded_of_what_was_withdrawn(record, wu):
    withdraw_record(record, by=wu)

    assert remind_authors(Entry.objects.all()) == 0


# -- The pages ------------------------------------------------------------------------------------


def test_the_office_enters_for_a_teacher_on_any_form(client, lin, zhou, wu, sixth_week):
    client.force_login(wu)
    writing = fields_of(client.get(NEW), having="for_whom")

    response = client.post(
        NEW,
        writing
        | {
            "for_whom": "林晓 1001",
            "lesson_topic": "背影",
            "class_name": "八(3)",
            "worked": LONG_ENOUGH,
            "then": "submit",
        },
        follow=True,
    )

    record = LessonReflection.objects.get()
    assert (record.author, record.entered_by, record.group) == (lin, wu, lin.main_group)
    assert record.state == "draft"
    assert Entry.objects.get().is_waiting
    page = response.content.decode()
    assert "Entered for 林晓, who is told and confirms it." in page
    assert "waits for the confirmation of 林晓" in page
    assert f"/research/lesson-reflections/{record.pk}/submit/" not in page


def test_the_form_sent_twice_enters_once(client, lin, wu, sixth_week):
    client.force_login(wu)
    writing = fields_of(client.get(NEW), having="for_whom") | {"for_whom": "1001", "then": "draft"}

    client.post(NEW, writing)
    client.post(NEW, writing)

    assert Entry.objects.count() == Record.objects.count() == 1


def test_nobody_else_is_asked_for_whom(client, lin, zhou, sixth_week):
    client.force_login(zhou)
    page = client.get(NEW)
    writing = fields_of(page, having="lesson_topic")

    client.post(NEW, writing | {"for_whom": "林晓 1001", "then": "draft"})

    assert "for_whom" not in writing
    assert LessonReflection.objects.get().author == zhou


def test_the_office_may_also_write_its_own(client, wu, sixth_week):
    client.force_login(wu)
    writing = fields_of(client.get(NEW), having="for_whom")

    client.post(NEW, writing | {"for_whom": "吴敏 1003", "then": "draft"})

    assert (LessonReflection.objects.get().author, Entry.objects.count()) == (wu, 0)


def test_its_author_finds_who_entered_it_and_what_to_do(client, record, lin):
    client.force_login(lin)

    page = client.get(record.get_absolute_url()).content.decode()

    assert "吴敏 entered this for you." in page
    for button in ("Confirm and submit", "Correct it first", "Send back"):
        assert button in page


def test_it_stands_among_the_unfinished_on_the_home_page(client, record, lin):
    LessonReflectionFactory(author=lin, title="自己的草稿")
    client.force_login(lin)

    page = client.get("/").content.decode()

    assert page.count("Entered by 吴敏, please confirm") == 1
    assert f'href="/research/lesson-reflections/{record.pk}/"' in page


def test_sending_back_by_its_page(client, record, lin):
    client.force_login(lin)
    address = f"/records/{record.pk}/send-back/"

    assert client.post(address, {"words": ""}).status_code == 422
    assert client.post(address, {"words": "重写"})["Location"] == "/"
    assert client.post(address, {"words": "再来"}).status_code == 409


def test_whoever_entered_it_cannot_answer_in_its_authors_name(client, record, wu, qian):
    client.force_login(wu)
    assert client.get(f"/records/{record.pk}/send-back/").status_code == 403
    client.force_login(qian)
    assert client.get(f"/records/{record.pk}/send-back/").status_code == 404


def test_the_office_sees_what_waits_and_reminds(client, record, wu, lin):
    client.force_login(wu)

    page = client.get("/records/entered/").content.decode()
    client.post("/records/entered/remind/", {"chosen": [Entry.objects.get().pk]})

    assert "林晓" in page
    assert "entries_wait" in noticed(lin)


def test_what_was_sent_back_stands_apart_with_the_words(client, record, wu, lin):
    decline_entry(record, by=lin, words="题目错了")
    client.force_login(wu)

    assert record.title not in client.get("/records/entered/").content.decode()
    assert "题目错了" in client.get("/records/entered/?show=sent_back").content.decode()


def test_a_teacher_has_no_such_list(client, record, lin):
    client.force_login(lin)

    assert client.get("/records/entered/").status_code == 403


def test_the_list_costs_the_same_for_any_length(client, record, wu, lin):
    client.force_login(wu)

    assert_constant_queries(
        lambda: client.get("/records/entered/"), grow=lambda: entered(wu, lin), at_most=12
    )
