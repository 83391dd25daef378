"""The office imports a ZIP of 姓名-题目.docx: preview, doubts, drafts that wait for their teachers.

Nothing is written before the confirmation; the same ZIP once more makes
nothing twice; a week long it is undone as one while nobody has acted on it.
Rule: docs/rules.md#word-files.
"""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from portal import clock
from portal.jobs.models import Job
from portal.jobs.run import run_due_jobs
from portal.notices.models import Notice
from portal.records.kinds import kinds
from portal.records.models import Attachment, Entry, FormDraft, Record, WordFile, WordImport
from portal.records.prose import pictures_in
from portal.records.submit import submit_record
from portal.records.word.apply import confirm_word_import
from portal.records.word.forget import forget_old_imports
from portal.records.word.preview import answer_doubts, start_word_import, take_answers_back
from portal.records.word.undo import ask_undo
from portal.refusal import Refused
from research.reflections.models import Case, EducationNarrative
from research.reflections.tests.factories import CaseFactory
from tests.factories import UserFactory
from tests.queries import assert_constant_queries
from tests.words import picture_bytes, word_bytes, zip_bytes

LONG = "她把练习册推回来，说老师我不会。" * 120
HOME = "/records/word/"


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def upload(*files, encoding="utf-8"):
    return SimpleUploadedFile("期末材料.zip", zip_bytes(files, encoding=encoding))


@pytest.fixture
def preview(wu, lin, zhou, term, sixth_week):
    def read(*files, kind="case", encoding="utf-8"):
        run = start_word_import(
            upload(*files, encoding=encoding), kind=kinds.get(kind), term=term, by=wu
        )
        run_due_jobs()
        run.refresh_from_db()
        return run

    return read


def apply(run, wu, *, leaves_out=False):
    confirm_word_import(run, by=wu, version=run.version, leaves_out=leaves_out)
    run_due_jobs()
    run.refresh_from_db()
    return run


def outcomes(run):
    return {row.entry: str(row.outcome) for row in run.rows.all()}


def questions(run):
    return [row.question["asked"][0] for row in run.rows.all() if row.question]


# -- The preview ----------------------------------------------------------------------------------


def test_files_are_matched_and_measured_and_nothing_is_written(preview, lin):
    run = preview(
        ("林晓-迟到的孩子.docx", word_bytes("甲乙丙")),
        ("周静_一次家访.docx", word_bytes(LONG)),
        kind="education_narrative",
    )

    rows = {row.title: row for row in run.rows.all()}
    assert run.counts == {"good": 2}
    assert (rows["迟到的孩子"].person, rows["迟到的孩子"].characters) == (lin, 3)
    assert rows["迟到的孩子"].notes[0][0] == "word_short"
    assert rows["一次家访"].notes == []
    assert not Record.objects.exists()
    assert not FormDraft.objects.exists()


def test_names_in_gbk_and_what_macs_and_word_add_are_no_obstacle(preview, lin):
    run = preview(
        ("语文组/林晓-春.docx", word_bytes("甲")),
        ("__MACOSX/语文组/._林晓-春.docx", b"junk"),
        ("语文组/~$林晓-春.docx", b"lock"),
        (".DS_Store", b"x"),
        encoding="gbk",
    )

    assert outcomes(run) == {"语文组/林晓-春.docx": "good"}
    assert run.skipped == 3


def test_each_doubt_is_asked(preview, lin, wu):
    UserFactory(name="王芳", staff_number="0087")
    UserFactory(name="王芳", staff_number="0188")
    CaseFactory(author=lin, title="已有的")

    run = preview(
        ("王芳-春.docx", word_bytes("一")),
        ("陌生人-夏.docx", word_bytes("二")),
        ("林晓-秋.docx", word_bytes("三")),
        ("第二份/林晓-秋.docx", word_bytes("四")),
        ("林晓-已有的.docx", word_bytes("五")),
    )

    assert run.counts == {"asks": 4, "good": 1}
    assert questions(run) == ["word_namesakes", "word_nobody", "word_twice", "word_filed_already"]


def test_what_is_no_word_file_says_why(preview):
    run = preview(
        ("林晓-旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)),
        ("林晓-图.docx", picture_bytes()),
        ("林晓-空.docx", word_bytes("")),
    )

    assert run.counts == {"wrong": 3}
    assert [row.problems[0][0] for row in run.rows.all()] == [
        "word_old",
        "word_other",
        "word_empty",
    ]


def test_the_same_document_twice_in_a_zip_is_taken_once(preview):
    same = word_bytes("甲")

    run = preview(("林晓-春.docx", same), ("备份/林晓-春.docx", same))

    assert sorted(outcomes(run).values()) == ["good", "known"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"nothing", "不是 ZIP 压缩包"), (zip_bytes([("__MACOSX/x", b"")]), "压缩包里没有文件")],
)
def test_a_broken_or_empty_zip_ends_the_job_with_its_sentence(content, code, wu, term, sixth_week):
    start_word_import(
        SimpleUploadedFile("x.zip", content), kind=kinds.get("case"), term=term, by=wu
    )
    run_due_jobs()

    job = Job.objects.get()
    assert job.state == Job.State.FAILED
    assert code in job.message


# -- Answers --------------------------------------------------------------------------------------


def test_an_answer_settles_its_doubt_and_can_be_taken_back(preview, lin):
    chosen = UserFactory(name="王芳", staff_number="0087")
    UserFactory(name="王芳", staff_number="0188")
    run = preview(("王芳-春.docx", word_bytes("一")))
    row = run.rows.get()

    run = answer_doubts(run, {row.pk: str(chosen.pk)}, version=run.version)
    assert run.rows.get().person == chosen
    assert run.counts == {"good": 1}

    run = take_answers_back(run, version=run.version)
    assert run.counts == {"asks": 1}


def test_nobody_but_those_asked_about_can_be_answered(preview, lin):
    UserFactory(name="王芳", staff_number="0087")
    UserFactory(name="王芳", staff_number="0188")
    run = preview(("王芳-春.docx", word_bytes("一")))

    run = answer_doubts(run, {run.rows.get().pk: str(lin.pk)}, version=run.version)

    assert run.counts == {"asks": 1}


def test_an_outdated_preview_is_not_answered(preview):
    run = preview(("无名-春.docx", word_bytes("一")))

    with pytest.raises(Refused) as refusal:
        answer_doubts(run, {}, version=run.version - 1)

    assert refusal.value.code == "preview_outdated"


# -- Confirming -----------------------------------------------------------------------------------


def test_confirmed_they_wait_for_their_teachers_with_text_pictures_and_original(
    preview, lin, zhou, wu
):
    run = preview(
        (
            "林晓-迟到的孩子.docx",
            word_bytes("# 迟到的孩子", "# 背景", "起因", picture_bytes(), "# 反思", "所得"),
        ),
        ("周静-一次家访.docx", word_bytes("经过")),
    )

    run = apply(run, wu)

    case = Case.objects.get(author=lin)
    assert (case.title, case.entered_by, case.group, case.state) == (
        "迟到的孩子",
        wu,
        lin.main_group,
        "draft",
    )
    assert case.analysis == "<p>所得</p>"
    assert pictures_in(case.situation) == [case.attachments.get(is_picture=True).uid]
    assert case.attachments.get(is_picture=False).name == "林晓-迟到的孩子.docx"
    assert Entry.objects.waiting().count() == 2
    assert Notice.objects.filter(type="entered_for_you").count() == 2
    assert (run.state, run.file.name) == ("done", "")
    assert not FormDraft.objects.exists()


def test_confirmed_by_its_teacher_it_is_filed(preview, lin, wu):
    apply(preview(("林晓-春.docx", word_bytes("# 背景", "甲"))), wu)
    case = Case.objects.get()

    submit_record(case, by=lin)

    assert case.is_filed


def test_doubts_left_open_need_a_word_and_stay_out(preview, wu):
    run = preview(("林晓-春.docx", word_bytes("甲")), ("无名-夏.docx", word_bytes("乙")))

    with pytest.raises(Refused) as refusal:
        confirm_word_import(run, by=wu, version=run.version)
    apply(run, wu, leaves_out=True)

    assert refusal.value.code == "rows_held_back"
    assert Case.objects.get().title == "春"


def test_the_same_zip_once_more_makes_nothing_twice(preview, wu):
    files = ("林晓-春.docx", word_bytes("甲"))
    apply(preview(files), wu)

    again = preview(files)

    assert again.counts == {"known": 1}
    with pytest.raises(Refused) as refusal:
        confirm_word_import(again, by=wu, version=again.version)
    assert refusal.value.code == "nothing_to_do"


def test_two_confirmations_of_one_zip_make_its_records_once(preview, wu):
    files = ("林晓-春.docx", word_bytes("甲"))
    first, second = preview(files), preview(files)

    apply(first, wu)
    second = apply(second, wu)

    assert second.is_stale
    assert second.state == "ready"
    assert Case.objects.count() == 1


def test_a_job_that_runs_again_after_a_crash_makes_nothing_twice(
    preview, wu, monkeypatch, time_machine
):
    run = preview(("林晓-春.docx", word_bytes("甲", picture_bytes())))
    monkeypatch.setattr("portal.records.word.apply._lock_imports", _crash_once())
    confirm_word_import(run, by=wu, version=run.version)

    run_due_jobs()
    assert not Case.objects.exists()
    time_machine.move_to(clock.now() + timedelta(minutes=5))
    run_due_jobs()

    assert Attachment.objects.count() == 2
    assert Case.objects.count() == Entry.objects.count() == 1


def _crash_once():
    crashes = iter([True])

    def act():
        if next(crashes, False):
            raise OSError("killed")

    return act


# -- Undoing --------------------------------------------------------------------------------------


def undo(run, wu):
    ask_undo(run, by=wu)
    run_due_jobs()
    run.refresh_from_db()
    return run


def test_undone_nothing_of_it_is_left_and_nobody_is_asked_to_confirm(preview, lin, wu):
    run = apply(preview(("林晓-春.docx", word_bytes("甲", picture_bytes()))), wu)

    run = undo(run, wu)

    assert run.state == "undone"
    assert not Record.objects.exists()
    assert not Attachment.objects.exists()
    assert not Notice.objects.standing().filter(person=lin).exists()


def test_once_a_teacher_has_confirmed_it_is_not_undone_and_they_are_named(preview, lin, zhou, wu):
    run = apply(preview(("林晓-春.docx", word_bytes("甲")), ("周静-夏.docx", word_bytes("乙"))), wu)
    submit_record(Case.objects.get(author=lin), by=lin)

    run = undo(run, wu)

    assert run.state == "done"
    assert "林晓 (1001)" in run.job.message
    assert "周静" not in run.job.message
    assert Case.objects.count() == 2


def test_after_a_week_it_stays(preview, wu, time_machine):
    run = apply(preview(("林晓-春.docx", word_bytes("甲"))), wu)
    time_machine.move_to(clock.now() + timedelta(days=7, minutes=1))

    with pytest.raises(Refused) as refusal:
        ask_undo(run, by=wu)

    assert refusal.value.code == "undo_too_late"


def test_what_nobody_confirmed_for_a_week_is_forgotten(preview, time_machine):
    run = preview(("林晓-春.docx", word_bytes("甲")))
    time_machine.move_to(clock.now() + timedelta(days=8))

    assert forget_old_imports() == 1

    run.refresh_from_db()
    assert (run.file.name, run.rows.count()) == ("", 0)


# -- The pages ------------------------------------------------------------------------------------


def test_the_office_goes_the_whole_way(client, wu, lin, term, sixth_week):
    client.force_login(wu)
    zipped = upload(
        ("林晓-春.docx", word_bytes("甲" * 20)),
        ("某人-夏.docx", word_bytes("乙")),
        ("林晓.jpg", picture_bytes()),
    )

    sent = client.post(HOME, {"kind": "case", "term": term.pk, "file": zipped})
    run_due_jobs()
    run = WordImport.objects.get()
    address = f"{HOME}{run.uid}/"
    doubts = client.get(address).content.decode()
    row = run.rows.get(outcome="asks")
    client.post(
        f"{address}answer/", {"version": run.version, f"who-{row.pk}": "林晓 1001"}, follow=True
    )
    run.refresh_from_db()
    client.post(f"{address}confirm/", {"version": run.version, "leaves_out": "1"})
    run_due_jobs()
    result = client.get(address).content.decode()

    assert sent["Location"].startswith("/jobs/")
    assert "Nobody on the staff is named" in doubts
    assert set(Case.objects.values_list("title", flat=True)) == {"某人-夏", "春"}
    assert "2 records wait for their teachers" in result


def test_files_to_mend_come_as_a_sheet(client, preview, wu):
    run = preview(("无名-夏.docx", word_bytes("乙")), ("林晓.jpg", picture_bytes()))
    client.force_login(wu)

    response = client.get(f"{HOME}{run.uid}/left-out/")

    book = openpyxl.load_workbook(io.BytesIO(b"".join(response)))
    told = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "无名-夏.docx" in told
    assert "“林晓.jpg” is no Word file (.docx)." in told


def test_a_teacher_imports_nothing(client, lin, zhou):
    client.force_login(lin)
    assert client.get(HOME).status_code == 403
    client.force_login(zhou)
    assert client.post(HOME, {}).status_code == 403


def test_the_preview_costs_the_same_for_any_number_of_files(client, preview, wu, lin):
    run = preview(("林晓-0.docx", word_bytes("甲")))
    client.force_login(wu)

    assert_constant_queries(
        lambda: client.get(f"{HOME}{run.uid}/?show=good"),
        grow=lambda: WordFile.objects.create(
            run=run,
            position=run.rows.count(),
            place=0,
            entry="x",
            outcome="good",
            person=lin,
        ),
        at_most=12,
    )


def test_a_long_narrative_is_enough(preview):
    run = preview(("林晓-家访.docx", word_bytes(LONG)), kind="education_narrative")

    assert run.rows.get().notes == []
    assert not EducationNarrative.objects.exists()
