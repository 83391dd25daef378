"""Writing an observation and handing it in: notes, points, and who reads it then."""

from decimal import Decimal

import pytest

from portal.notices.models import Notice
from portal.people.models import Role
from portal.records.models import FormDraft
from portal.records.submit import recall_record, submit_record
from portal.refusal import Refused
from research.lessons.tests.factories import OpenLessonFactory, at
from research.observations.models import Observation, Rubric
from research.observations.tests.factories import begin, hand_in, write
from tests.factories import UserFactory
from tests.forms import fields_of


@pytest.fixture
def guide(db):
    return UserFactory(staff_number="1020", name="何导", role=Role.GUIDANCE)


def edit_url(observation):
    return f"/observations/observations/{observation.pk}/edit/"


@pytest.fixture
def send(client, qian, lin, term):
    """A function that fills in the form of Qian's visit to Lin and sends it."""
    observation = begin(qian, teacher=lin)
    client.force_login(qian)

    def sending(**typed):
        fields = fields_of(client.get(edit_url(observation)), having="minutes")
        usual = {
            "notes": ["3", "出示照片", "说父亲", "", "", "", "", "", "17", "追问", "", "好"],
            "scores": ["14", "18", "23", "18", "9", "9.5"],
            "strengths": "朗读充分",
            "then": "submit",
        }
        return client.post(edit_url(observation), fields | usual | typed)

    return sending


def test_form_hands_in_notes_points_and_total(send):
    response = send()

    observation = Observation.objects.get()
    assert response.status_code == 302
    assert observation.state == "accepted"
    assert [(n.minute, n.teacher) for n in observation.notes.all()] == [
        (3, "出示照片"),
        (17, "追问"),
    ]
    assert (observation.total, observation.band) == (Decimal("91.5"), "优")


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (["15", "20", "25", "20", "10", "0"], "优"),
        (["15", "20", "25", "20", "9.5", "0"], "良"),
        (["15", "20", "25", "20", "0", "0"], "良"),
        (["15", "20", "24.5", "20", "0", "0"], "合格"),
        (["15", "20", "25", "0", "0", "0"], "合格"),
        (["15", "20", "24.5", "0", "0", "0"], "不合格"),
    ],
    ids=["90", "89.5", "80", "79.5", "60", "59.5"],
)
def test_band_begins_at_its_lowest_mark(qian, lin, term, points, band):
    observation = write(begin(qian, teacher=lin), points)

    assert observation.band == band


def test_half_written_is_kept_as_a_draft(send):
    send(scores=["14", "", "", "", "", ""], then="draft")

    observation = Observation.objects.get()
    assert (observation.state, observation.total) == ("draft", None)
    assert [score.points for score in observation.scores.all()] == [Decimal(14)]


def test_points_are_given_in_every_dimension(send):
    response = send(scores=["14", "", "", "", "", ""])

    assert response.status_code == 422
    assert "Give points in every dimension before you hand it in." in response.content.decode()
    assert "出示照片" in response.content.decode()


@pytest.mark.parametrize("typed", ["16", "-1", "14.3", "好", "NaN"])
def test_points_lie_within_the_weight_in_halves(send, typed):
    response = send(scores=[typed, "18", "23", "18", "9", "9.5"])

    assert "教学目标: from 0 to 15 points, in halves." in response.content.decode()


def test_form_comes_back_filled(client, send):
    send(then="draft")
    observation = Observation.objects.get()

    page = client.get(edit_url(observation))

    form = page.context["form"]
    assert form.note_rows[0] == ["3", "出示照片", "说父亲", ""]
    assert [row.value for row in form.score_inputs][-1] == "9.5"


def test_draft_kept_by_the_server_holds_every_row(client, qian, lin, term):
    observation = begin(qian, teacher=lin)
    client.force_login(qian)
    page = client.get(edit_url(observation))
    uid, owner = page.context["form"].draft_uid, page.context["owner"]
    typed = {"notes": ["5", "写到一半", "", ""], "scores": ["12", "", "", "", "", ""]}

    kept = client.post(f"/records/drafts/{uid}/", typed | {"owner": owner, "revision": 0})
    form = client.get(edit_url(observation)).context["form"]

    assert kept.status_code == 200
    assert FormDraft.objects.get().data["notes"] == ["5", "写到一半", "", ""]
    assert form.note_rows[0] == ["5", "写到一半", "", ""]
    assert form.score_inputs[0].value == "12"


def test_nothing_written_is_not_handed_in(qian, lin, term):
    observation = write(begin(qian, teacher=lin))
    observation.notes.all().delete()
    Observation.objects.update(strengths="", suggestions="")

    with pytest.raises(Refused) as refusal:
        submit_record(observation, by=qian)

    assert refusal.value.code == "nothing_written"


def test_lesson_outside_counts_with_proof_alone(qian, term):
    from portal.records.attach import attach_file
    from tests.files import photo

    observation = write(begin(qian, teacher=None, outside_teacher="陈静", period=None))
    Observation.objects.update(occasion="outside")
    with pytest.raises(Refused) as refusal:
        submit_record(observation, by=qian)
    assert refusal.value.code == "proof_missing"

    attach_file(photo(), by=qian, record=observation)

    submit_record(observation, by=qian)


def test_draft_is_the_observers_alone(qian, lin, wu, term):
    observation = write(begin(qian, teacher=lin))

    assert list(Observation.objects.visible_to(qian)) == [observation]
    assert not Observation.objects.visible_to(lin).exists()
    assert not Observation.objects.visible_to(wu).exists()


def test_who_reads_what_was_handed_in(qian, lin, zhou, wu, sun, guide, tang, term):
    observation = hand_in(qian, teacher=lin)
    colleague = UserFactory(staff_number="1010", in_group=lin.main_group)

    for person in (qian, lin, zhou, wu, sun, guide):
        assert list(Observation.objects.visible_to(person)) == [observation]
        assert person.has_perm("observations.observation.view", observation)
    for person in (colleague, tang):
        assert not Observation.objects.visible_to(person).exists()
        assert not person.has_perm("observations.observation.view", observation)


def test_teacher_is_told_when_it_is_handed_in_and_not_before(qian, lin, term):
    observation = write(begin(qian, teacher=lin))
    assert not Notice.objects.filter(type="lesson_observed").exists()

    submit_record(observation, by=qian)

    notice = Notice.objects.get(type="lesson_observed")
    assert (notice.person, notice.params["observer"]) == (lin, "钱进")


def test_observation_taken_back_unread_takes_its_notice_along(qian, lin, term):
    observation = hand_in(qian, teacher=lin)

    recall_record(observation, by=qian)

    assert not Notice.objects.standing().filter(type="lesson_observed").exists()
    assert not Observation.objects.visible_to(lin).exists()


def test_it_stands_in_both_archives_once(client, qian, lin, term):
    from portal.archive.contents import archive_of

    hand_in(qian, teacher=lin)

    for person in (qian, lin):
        assert archive_of(person, term, viewer=person).count == 1


def test_page_shows_process_points_and_grade(client, qian, lin, term):
    observation = hand_in(qian, teacher=lin)
    client.force_login(lin)

    page = client.get(observation.get_absolute_url()).content.decode()

    for words in ("出示老照片", "17 min", "教学目标", "91.5 · 优", "朗读充分"):
        assert words in page


def test_open_lesson_form_asks_nothing_the_lesson_says(client, lin, qian, time_machine):
    lesson = OpenLessonFactory(author=lin, announced=True)
    time_machine.move_to("2026-10-09T10:15:00+08:00", tick=False)
    observation = begin(qian, of=lesson, at=at("10:15"))
    client.force_login(qian)

    form = client.get(edit_url(observation)).context["form"]

    assert not {"lesson_topic", "class_name", "occurred_on", "period"} & set(form.fields)


def test_printed_on_the_schools_form(client, qian, lin, term):
    observation = hand_in(qian, teacher=lin)
    client.force_login(lin)
    url = f"{observation.get_absolute_url()}print/"

    assert client.get(url, {"as": "pdf"}).content.startswith(b"%PDF-")
    assert client.get(url, {"as": "docx"}).content.startswith(b"PK")


def test_old_version_of_the_rubric_stays_with_what_was_scored_by_it(qian, lin, term):
    observation = hand_in(qian, teacher=lin)
    Rubric.objects.create(version=2, name="新标准")

    assert Observation.objects.get(pk=observation.pk).rubric.version == 1
