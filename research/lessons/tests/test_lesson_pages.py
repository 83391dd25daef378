"""The pages of open lessons: the form that announces, list, record, month, settings."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from portal.deadlines.dues import dues_between
from portal.people.models import Subject
from research.lessons.book_seat import book_seat
from research.lessons.cancel_lesson import cancel_lesson
from research.lessons.models import LessonSetting, OpenLesson
from research.lessons.tests.factories import OpenLessonFactory, at, plan_file
from tests.forms import fields_of
from tests.queries import assert_constant_queries

LIST = "/lessons/open-lessons/"
NEW = f"{LIST}new/"
MONTH = f"{LIST}month/"
TYPED = {
    "lesson_topic": "背影",
    "class_name": "八(3)",
    "occurred_on": "2026-10-09",
    "period": "3",
    "room": "录播教室",
    "then": "submit",
}


@pytest.fixture
def form(client, term):
    """A function that fills in the new form as a person and sends it."""

    def send(person, **typed):
        client.force_login(person)
        fields = fields_of(client.get(NEW), having="lesson_topic")
        return client.post(NEW, fields | TYPED | typed)

    return send


def test_form_announces_at_once(form, lin):
    response = form(lin)

    lesson = OpenLesson.objects.get()
    assert response.status_code == 302
    assert (lesson.stage, lesson.author, lesson.visibility) == ("announced", lin, "school")
    assert (lesson.starts_at, lesson.ends_at) == (at("10:10"), at("10:55"))
    assert lesson.seats == 20


def test_draft_may_be_as_unfinished_as_it_is(form, lin):
    form(lin, then="draft", room="", class_name="", period="")

    lesson = OpenLesson.objects.get()
    assert (lesson.stage, lesson.starts_at) == ("draft", None)


def test_first_document_is_taken_for_the_plan(form, lin):
    form(lin, files=plan_file("《背影》教案.pdf"))

    assert OpenLesson.objects.get().plan.name == "《背影》教案.pdf"


def test_announcing_asks_for_a_time_to_come(form, lin):
    past = form(lin, occurred_on="2026-10-06")
    without = form(lin, period="")

    assert "Its time has passed. Choose a time to come." in past.content.decode()
    assert "Choose the period, or say from when to when." in without.content.decode()
    assert not OpenLesson.objects.exists()


def test_hours_typed_win_over_the_periods(form, lin):
    form(lin, starts="10:20", ends="11:00")

    assert OpenLesson.objects.get().starts_at == at("10:20")


def test_leader_sets_a_lesson_for_a_member_of_the_group(form, zhou, lin):
    form(zhou, teacher="林晓 1001")

    lesson = OpenLesson.objects.get()
    assert (lesson.author, lesson.entered_by, lesson.group) == (lin, zhou, lin.main_group)


def test_leader_sets_none_for_another_group(form, zhou, qian):
    response = form(zhou, teacher="钱进 1004")

    assert response.status_code == 422
    assert not OpenLesson.objects.exists()


def test_announcing_warns_when_the_teacher_is_busy(form, lin):
    OpenLessonFactory(author=lin, title="春", announced=True)

    asked = form(lin, class_name="八(4)", room="阶梯教室")

    assert "林晓 is at the open lesson “春”" in asked.content.decode()
    keep = asked.context["form"]
    ticked = {keep.keep_field: keep.fields[keep.keep_field].widget.token}
    assert form(lin, class_name="八(4)", room="阶梯教室", **ticked).status_code == 302


def test_announced_lesson_keeps_its_time_in_the_edit_form(client, lin):
    lesson = OpenLessonFactory(author=lin, announced=True)
    client.force_login(lin)
    url = f"{LIST}{lesson.pk}/edit/"
    fields = fields_of(client.get(url), having="lesson_topic")
    assert "occurred_on" not in fields

    client.post(url, fields | {"lesson_topic": "背影（第二课时）", "then": "draft"})

    lesson.refresh_from_db()
    assert (lesson.title, lesson.starts_at) == ("背影（第二课时）", at("10:10"))
    assert lesson.stage == "announced"


def test_seats_are_never_fewer_than_are_booked(client, lin, qian, zhou):
    lesson = OpenLessonFactory(author=lin, announced=True)
    book_seat(lesson, by=qian)
    book_seat(lesson, by=zhou)
    client.force_login(lin)
    url = f"{LIST}{lesson.pk}/edit/"
    fields = fields_of(client.get(url), having="lesson_topic")

    response = client.post(url, fields | {"seats": "1", "then": "draft"})

    assert "2 seats are booked already: give no fewer." in response.content.decode()


def test_list_shows_the_schools_lessons_and_hides_drafts(client, lin, qian):
    OpenLessonFactory(author=lin, title="背影", announced=True)
    OpenLessonFactory(author=lin, title="还没想好")
    client.force_login(qian)

    page = client.get(LIST).content.decode()

    assert "背影" in page
    assert "20 of 20" in page
    assert "还没想好" not in page


@pytest.mark.parametrize(
    ("stage", "shown"),
    [("coming", ["春"]), ("given", ["背影"]), ("cancelled", ["秋"]), ("completed", [])],
)
def test_list_is_narrowed_by_stage(client, lin, qian, stage, shown):
    OpenLessonFactory(author=lin, title="背影", announced=True, taught=True)
    OpenLessonFactory(author=lin, title="春", announced=True)
    cancel_lesson(OpenLessonFactory(author=lin, title="秋", announced=True), by=lin, reason="病")
    client.force_login(qian)

    table = client.get(LIST, {"stage": stage}).context["table"]

    assert [row.title for row in table.data] == shown


def test_record_shows_what_is_missing_to_those_concerned_alone(client, lin, qian):
    lesson = OpenLessonFactory(author=lin, announced=True)
    url = lesson.get_absolute_url()
    client.force_login(lin)
    own = client.get(url).content.decode()
    client.force_login(qian)
    others = client.get(url).content.decode()

    assert "Before it is complete" in own
    assert "Before it is complete" not in others
    assert "9 October 2026 period 3 10:10–10:55" in others


def test_reflection_form_comes_filled_from_the_lesson(client, lin):
    lesson = OpenLessonFactory(author=lin, announced=True, taught=True)
    client.force_login(lin)

    page = client.get(lesson.get_absolute_url())
    link = next(n.url for n in page.context["needs"] if "reflection" in n.label)
    fields = fields_of(client.get(link), having="worked")

    assert (fields["lesson_topic"], fields["about"]) == ("背影", str(lesson.pk))


def test_month_shows_what_is_announced_in_it(client, lin, qian):
    OpenLessonFactory(author=lin, title="背影", announced=True)
    OpenLessonFactory(author=lin, title="还没想好")
    client.force_login(qian)

    october = client.get(MONTH, {"month": "2026-10"}).content.decode()
    november = client.get(MONTH, {"month": "2026-11"}).content.decode()

    assert "背影" in october
    assert "还没想好" not in october
    assert "No open lesson is announced for this month" in november


def test_month_is_handed_out_as_a_sheet_and_on_paper(client, lin, qian):
    OpenLessonFactory(author=lin, announced=True)
    client.force_login(qian)

    sheet = client.get(MONTH, {"month": "2026-10", "as": "xlsx"}).content
    rows = list(load_workbook(io.BytesIO(sheet)).active.iter_rows(values_only=True))
    pdf = client.get(MONTH, {"month": "2026-10", "as": "pdf"}).content
    word = client.get(MONTH, {"month": "2026-10", "as": "docx"}).content

    assert rows[-1][2:7] == ("录播教室", "林晓", "八(3)", None, "背影")
    assert pdf.startswith(b"%PDF-")
    assert word.startswith(b"PK")
    assert client.get(MONTH, {"as": "exe"}).status_code == 404


def test_office_sets_the_schools_numbers(client, wu, lin):
    url = reverse("lessons:setting")
    client.force_login(lin)
    assert client.get(url).status_code == 403
    client.force_login(wu)

    client.post(url, {"default_seats": 30, "min_observations": 5, "complete_within_days": 7})

    row = LessonSetting.current()
    assert (row.default_seats, row.min_observations, row.needs_reflection) == (30, 5, False)


def test_teacher_owes_the_plan_before_and_the_completion_after(lin, time_machine):
    lesson = OpenLessonFactory(author=lin, announced=True)

    before = dues_between(at("00:00"), at("23:59"), [lin])
    time_machine.move_to("2026-10-10T09:00:00+08:00", tick=False)
    after = dues_between(at("23:00"), at("23:59", lesson.occurred_on.replace(day=23)), [lin])

    assert [(due.key, due.is_met) for due in before] == [(f"lesson_plan:{lesson.pk}", False)]
    assert [due.key for due in after] == [f"lesson_completion:{lesson.pk}"]


def another(author):
    subject, _new = Subject.objects.get_or_create(name="语文")
    return OpenLessonFactory(author=author, subject=subject, announced=True)


def test_list_costs_the_same_for_any_length(client, lin, qian):
    client.force_login(qian)

    assert_constant_queries(lambda: client.get(LIST), grow=lambda: another(lin), at_most=12)


def test_month_costs_the_same_for_any_length(client, lin, qian):
    client.force_login(qian)

    assert_constant_queries(
        lambda: client.get(MONTH, {"month": "2026-10"}), grow=lambda: another(lin), at_most=12
    )


def test_record_costs_the_same_for_any_number_of_seats(client, lin, qian):
    from tests.factories import UserFactory

    lesson = OpenLessonFactory(author=lin, seats=50, announced=True)
    client.force_login(lin)

    assert_constant_queries(
        lambda: client.get(lesson.get_absolute_url()),
        grow=lambda: book_seat(lesson, by=UserFactory()),
        at_most=20,
    )
