"""The pages of an import, from the upload to the undo; who may open them, and what they cost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.jobs.run import run_due_jobs
from portal.people.models import ImportRow, ImportRun, User
from portal.people.roster.tests.sheets import person, roster
from tests.queries import assert_constant_queries


@pytest.fixture
def office(client, wu):
    wu.language = "en"
    wu.save()
    client.force_login(wu)
    client.cookies["django_language"] = "en"
    return client


def page_of(run, name="people:import_detail", **params):
    return reverse(name, args=[run.uid]) + ("?" + "&".join(f"{k}={v}" for k, v in params.items()))


def test_from_the_upload_to_the_result_without_scripts(office):
    file = SimpleUploadedFile("花名册.xlsx", roster(person("0001", "陈静"), person("0002", "")))
    sent = office.post(reverse("people:import_list"), {"file": file})
    run = ImportRun.objects.get()
    assert sent.url == reverse("jobs:job_detail", args=[run.job.uid])
    run_due_jobs()
    preview = office.get(page_of(run))
    assert "2 filled rows found" in preview.content.decode()
    run.refresh_from_db()

    refused = office.post(page_of(run, "people:import_confirm"), {"version": run.version})
    assert refused.url == reverse("people:import_detail", args=[run.uid])
    confirmed = office.post(
        page_of(run, "people:import_confirm"), {"version": run.version, "leaves_out": "1"}
    )
    run_due_jobs()

    assert confirmed.url.startswith("/jobs/")
    assert User.objects.filter(staff_number="0001").exists()
    assert "1 new people, 0 changed" in office.get(page_of(run)).content.decode()


def test_upload_without_a_file_says_so(office):
    response = office.post(reverse("people:import_list"), {})

    assert response.status_code == 422
    assert "Choose: Roster." in response.content.decode()


def test_preview_shows_old_and_new_and_escapes_what_the_sheet_says(office, imported, read):
    imported(person("0001", "陈静"))
    run = read(person("0001", "陈静", phone="19911112222"), person("0002", "<script>x</script>"))

    changed = office.get(page_of(run, show="changed")).content.decode()
    wrong = office.get(page_of(run, show="wrong")).content.decode()

    assert "<del>19900000001</del> → <ins>19911112222</ins>" in changed
    assert "<script>x" not in wrong
    assert "&lt;script&gt;x" in wrong


def test_question_is_answered_on_the_page(office, imported, read):
    imported(person("0001", "陈静"))
    run = read(person("0001", "陈敬"))
    row = run.rows.get()
    assert f'name="answer-{row.pk}"' in office.get(page_of(run)).content.decode()

    office.post(
        page_of(run, "people:import_answer"), {"version": run.version, f"answer-{row.pk}": "same"}
    )

    run.refresh_from_db()
    assert run.counts == {"changed": 1}
    office.post(page_of(run, "people:import_answer"), {"version": run.version, "take_back": "1"})
    run.refresh_from_db()
    assert run.counts == {"asks": 1}


def test_absent_people_have_a_list(office, imported, read):
    imported(person("0001", "陈静"), person("0002", "王芳"))
    run = read(person("0001", "陈静"))

    assert "王芳" in office.get(page_of(run, show="absent")).content.decode()


def test_undo_on_the_page(office, imported):
    run = imported(person("0001", "陈静"))

    office.post(page_of(run, "people:import_undo"))
    run_due_jobs()

    assert "Undone by" in office.get(page_of(run)).content.decode()
    assert not User.objects.filter(staff_number="0001").exists()


@pytest.mark.parametrize("stranger", ["lin", "zhou", "sun", "guest"])
@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("get", "import_list"),
        ("post", "import_list"),
        ("get", "import_template"),
        ("get", "first_passwords"),
        ("post", "first_passwords"),
        ("get", "import_detail"),
        ("post", "import_answer"),
        ("post", "import_confirm"),
        ("post", "import_undo"),
        ("get", "import_rejected"),
        ("post", "import_slips"),
        ("get", "slips"),
    ],
)
def test_strangers_are_refused(client, read, request, stranger, method, name):
    run = read(person("0001", "陈静"))
    has_no_address = {"import_list", "import_template", "first_passwords"}
    args = [] if name in has_no_address else [run.uid]
    client.force_login(request.getfixturevalue(stranger))

    response = getattr(client, method)(reverse(f"people:{name}", args=args))

    assert response.status_code == 403


def test_preview_costs_the_same_for_any_length(office, read):
    run = read(person("0001", "陈静"))
    row = run.rows.get()

    def grow():
        row.pk, row.position = None, row.position + 1
        row.save(force_insert=True)

    assert_constant_queries(lambda: office.get(page_of(run, show="new")), grow=grow, at_most=12)
    assert ImportRow.objects.count() == 31


def test_history_costs_the_same_for_any_length(office, wu):
    assert_constant_queries(
        lambda: office.get(reverse("people:import_list")),
        grow=lambda: ImportRun.objects.create(owner=wu, file_name="花名册.xlsx", counts={"new": 3}),
        at_most=12,
    )


def test_list_of_people_without_a_password_costs_the_same_for_any_length(office):
    numbers = iter(range(1, 1000))

    def grow():
        User.objects.create(staff_number=f"n{next(numbers)}", name="新人")

    assert_constant_queries(
        lambda: office.get(reverse("people:first_passwords")), grow=grow, at_most=12
    )
