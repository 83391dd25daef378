"""A worker killed while it imports leaves nothing half done; the next one does it once."""

import pytest
from django.conf import settings

from portal import clock
from portal.jobs.run import run_due_jobs
from portal.people.models import ImportRun, ImportTrace, User
from portal.people.roster.apply import confirm_import
from portal.people.roster.tests.sheets import person
from portal.people.roster.undo import ask_undo

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """Passes every handler for errors, as the end of a process does."""


@pytest.fixture
def killed_at(monkeypatch, time_machine):
    """Run the due job with a worker that dies in `function`, then with one that lives."""

    def act(function):
        def die(*_args, **_options):
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(f"portal.people.roster.{function}", die)
            with pytest.raises(Killed):
                run_due_jobs()
        time_machine.move_to(clock.now() + settings.PORTAL_JOB_LEASE * 2)
        run_due_jobs()

    return act


@pytest.mark.parametrize(
    "function",
    [
        "apply.judge_rows",
        "apply.lock_staff",
        "apply.store_if_changed",
        "write._make_groups",
        "write._send",
        "write.keep_history",
        "apply.record_audit_event",
    ],
)
def test_import_ends_exactly_once(read, wu, killed_at, function):
    run = read(person("0001", "陈静"), person("0002", "王芳"))
    confirm_import(run, by=wu, version=run.version)

    killed_at(function)

    assert ImportRun.objects.get(pk=run.pk).state == "done"
    assert User.objects.filter(staff_number__in=["0001", "0002"]).count() == 2
    assert ImportTrace.objects.count() == 2


@pytest.mark.parametrize("function", ["undo._restore", "undo._remove_people", "undo.lock_staff"])
def test_undo_ends_exactly_once(imported, wu, killed_at, function):
    run = imported(person("0001", "陈静"))
    ask_undo(run, by=wu)

    killed_at(function)

    assert ImportRun.objects.get(pk=run.pk).state == "undone"
    assert not User.objects.filter(staff_number="0001").exists()
