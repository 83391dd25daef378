import io

import pytest

from portal.jobs.run import run_due_jobs
from portal.people.models import ImportRun
from portal.people.roster.apply import confirm_import
from portal.people.roster.preview import start_import
from portal.people.roster.tests.sheets import roster
from portal.people.roster.undo import ask_undo


@pytest.fixture(autouse=True)
def at_school(time_machine):
    """The first days of the school year, when rosters arrive."""
    time_machine.move_to("2026-09-03T10:00:00+08:00")


@pytest.fixture
def read(wu):
    """Upload rows (or a whole file) as the research office; gives the preview."""

    def upload(*people, content=None, name="花名册.xlsx", **options):
        content = content if content is not None else roster(*people, **options)
        run = start_import(io.BytesIO(content), name, by=wu)
        run_due_jobs()
        return ImportRun.objects.get(pk=run.pk)

    return upload


@pytest.fixture
def confirm(wu):
    def act(run, **options):
        confirm_import(run, by=wu, version=options.pop("version", run.version), **options)
        run_due_jobs()
        return ImportRun.objects.get(pk=run.pk)

    return act


@pytest.fixture
def undo(wu):
    def act(run):
        ask_undo(run, by=wu)
        run_due_jobs()
        return ImportRun.objects.get(pk=run.pk)

    return act


@pytest.fixture
def imported(read, confirm):
    """A confirmed import of these rows."""
    return lambda *people, **options: confirm(read(*people, **options), leaves_out=True)
