"""The pages of one's own jobs: found again, cancelled, fetched; nobody else's exist."""

import pytest
from django.urls import reverse

from portal.jobs.kinds import JobKind, job_kinds
from portal.jobs.models import Job
from portal.jobs.queue import enqueue_job
from portal.jobs.run import run_due_jobs, take_job
from portal.jobs.running import RunningJob
from tests.queries import assert_constant_queries


@pytest.fixture
def job(chore, lin):
    return enqueue_job(chore, owner=lin)


@pytest.fixture
def finished(kind_running, lin):
    def run(job):
        job.finish(b"a,b", "成绩.csv", {"rows": 2})

    slug = kind_running(
        run,
        describe=lambda job: f"{job.outcome['rows']} rows were written",
        next_url=lambda job: "/somewhere/",
    )
    job = enqueue_job(slug, owner=lin)
    run_due_jobs()
    job.refresh_from_db()
    return job


def address(job, act="detail"):
    return reverse(f"jobs:job_{act}", kwargs={"uid": job.uid})


def text_of(response):
    return response.content.decode()


def test_list_shows_my_jobs_and_not_those_of_others(client, job, lin, qian, kind_running):
    client.force_login(qian)

    assert address(job) not in text_of(client.get(reverse("jobs:job_list")))
    client.force_login(lin)
    assert address(job) in text_of(client.get(reverse("jobs:job_list")))


@pytest.mark.parametrize("act", ["detail", "result"])
def test_strangers_find_no_such_page(client, finished, qian, act):
    client.force_login(qian)

    assert client.get(address(finished, act)).status_code == 404


def test_strangers_cannot_cancel(client, job, qian):
    client.force_login(qian)

    response = client.post(address(job, "cancel"))

    job.refresh_from_db()
    assert (response.status_code, job.state) == (404, "queued")


def test_anonymous_people_are_asked_to_sign_in(client, job):
    response = client.get(address(job))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_open_job_shows_its_progress_and_asks_again(client, job, lin):
    RunningJob(take_job()).progress(40, 100, "Reading rows")
    client.force_login(lin)

    page = text_of(client.get(address(job)))

    assert 'value="40" max="100"' in page
    assert "Reading rows" in page
    assert 'hx-trigger="every 1s"' in page
    assert 'http-equiv="refresh"' in page


def test_progress_is_a_small_fragment_for_htmx(client, job, lin):
    client.force_login(lin)

    fragment = text_of(client.get(address(job), headers={"HX-Request": "true"}))

    assert 'id="job-status"' in fragment
    assert "<html" not in fragment


def test_ended_job_is_not_asked_for_again(client, finished, lin):
    client.force_login(lin)

    page = text_of(client.get(address(finished)))

    assert "hx-trigger" not in page
    assert 'http-equiv="refresh"' not in page
    assert "2 rows were written" in page
    assert 'href="/somewhere/"' in page


def test_who_watches_the_job_end_goes_on_to_what_it_made(client, finished, lin):
    client.force_login(lin)

    assert client.get(address(finished), headers={"hx-request": "true"})["HX-Redirect"] == (
        "/somewhere/"
    )
    assert "HX-Redirect" not in client.get(address(finished))


def test_result_is_a_private_download_under_its_name(client, finished, lin):
    client.force_login(lin)

    response = client.get(address(finished, "result"))

    assert b"".join(response) == b"a,b"
    assert response["Content-Disposition"].startswith("attachment")
    assert "%E6%88%90%E7%BB%A9.csv" in response["Content-Disposition"]


def test_job_without_a_result_has_none_to_fetch(client, job, lin):
    client.force_login(lin)

    assert client.get(address(job, "result")).status_code == 404


def test_result_is_refused_to_who_lost_the_right(client, lin):
    job_kinds.register(JobKind("import", "Import", lambda job: None, "people.staff.import"))
    job = Job.objects.create(kind="import", owner=lin, state="done", result="x", result_name="x")
    client.force_login(lin)

    response = client.get(address(job, "result"))

    job_kinds.unregister("import")
    assert response.status_code == 403


def test_waiting_job_is_called_off(client, job, lin):
    client.force_login(lin)

    response = client.post(address(job, "cancel"))

    job.refresh_from_db()
    assert (response.url, job.state) == (address(job), "cancelled")


def test_calling_off_what_has_ended_explains_itself(client, finished, lin):
    client.force_login(lin)

    response = client.post(address(finished, "cancel"), follow=True)

    finished.refresh_from_db()
    assert finished.state == "done"
    assert [str(message.level_tag) for message in response.context["messages"]] == ["info"]


def test_cancelling_needs_a_post(client, job, lin):
    client.force_login(lin)

    assert client.get(address(job, "cancel")).status_code == 405


def test_job_of_a_kind_that_is_gone_is_still_shown(client, finished, lin):
    job_kinds.unregister("chore")
    client.force_login(lin)

    assert client.get(address(finished)).status_code == 200


def test_list_costs_the_same_for_any_length(client, chore, lin):
    client.force_login(lin)

    assert_constant_queries(
        lambda: client.get(reverse("jobs:job_list")),
        grow=lambda: enqueue_job(chore, owner=lin),
        at_most=8,
    )


def test_page_of_a_job_costs_few_queries(client, finished, lin, django_assert_max_num_queries):
    client.force_login(lin)
    client.get(address(finished))

    with django_assert_max_num_queries(8):
        client.get(address(finished))
