"""Backup and restore: what comes back is what was there, on either database."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from portal.jobs.backup import rows
from portal.jobs.backup.archive import read_manifest, restore_archive, write_archive
from portal.jobs.models import Job
from portal.jobs.queue import enqueue_job
from portal.jobs.run import run_due_jobs
from portal.people.models import User
from portal.refusal import Refused


@pytest.fixture
def school(lin, zhou, term, kind_running):
    """Two people, a group, a term and a finished job with its file."""

    def run(job):
        job.finish("成绩".encode(), "成绩.csv", {"rows": 2, "note": "二"})

    enqueue_job(kind_running(run), owner=lin)
    run_due_jobs()


@pytest.fixture
def archive(school, tmp_path):
    path = tmp_path / "portal.tar"
    write_archive(path)
    return path


def everything():
    return {table._meta.label: list(rows.dump(table)) for table in rows.tables()}


def test_rows_and_files_come_back_as_they_were(archive, lin):
    before = everything()
    job = Job.objects.get()
    default_storage.delete(job.result.name)
    User.objects.filter(pk=lin.pk).update(name="另一人")

    restore_archive(archive)

    assert everything() == before
    assert Job.objects.get().result.read().decode() == "成绩"


def test_what_came_later_is_gone(archive):
    User.objects.create_user("2001", "后来")

    restore_archive(archive)

    assert not User.objects.filter(staff_number="2001").exists()


def test_new_rows_get_fresh_numbers_after_a_restore(archive):
    restore_archive(archive)

    assert User.objects.create_user("2001", "后来").pk not in {None, 0}


def test_damaged_archive_restores_nothing(archive, lin):
    data = bytearray(archive.read_bytes())
    where = data.index("成绩".encode())
    data[where] ^= 1
    archive.write_bytes(data)
    User.objects.filter(pk=lin.pk).update(name="另一人")

    with pytest.raises(Refused) as refusal:
        restore_archive(archive)

    lin.refresh_from_db()
    assert (refusal.value.code, lin.name) == ("archive_damaged", "另一人")


def test_archive_of_another_version_is_refused(archive, monkeypatch):
    monkeypatch.setattr(rows, "applied_migrations", lambda: ["people.0001_initial"])

    with pytest.raises(Refused) as refusal:
        read_manifest(archive)

    assert refusal.value.code == "archive_of_other_version"


def test_unfinished_backup_leaves_no_archive(school, tmp_path, monkeypatch):
    def fail(table):
        raise OSError("disk full")

    monkeypatch.setattr(rows, "dump", fail)

    with pytest.raises(OSError, match="disk full"):
        write_archive(tmp_path / "portal.tar")

    assert not (tmp_path / "portal.tar").exists()


def test_sessions_are_left_out(archive):
    with tarfile.open(archive) as tar:
        names = tar.getnames()

    assert "rows/sessions.Session.jsonl.gz" not in names
    assert "rows/people.User.jsonl.gz" in names


def test_command_does_not_overwrite_people_unasked(archive):
    with pytest.raises(CommandError, match="add --replace"):
        call_command("restore", archive)

    call_command("restore", archive, "--replace", verbosity=0)


def test_command_checks_an_archive_without_touching_anything(archive, lin, capsys):
    User.objects.filter(pk=lin.pk).update(name="另一人")

    call_command("restore", archive, "--check-only")

    lin.refresh_from_db()
    assert (lin.name, "is sound" in capsys.readouterr().out) == ("另一人", True)


def test_files_that_no_row_names_are_kept_too(archive, tmp_path):
    default_storage.save("loose/note.txt", ContentFile(b"x"))

    manifest = write_archive(tmp_path / "second.tar")

    assert any(name.startswith("files/loose/") for name in manifest.sums)


@pytest.mark.postgres
def test_school_moves_from_sqlite_to_postgresql(tmp_path, postgres_url):
    def manage(var, *words, **env):
        command = [sys.executable, "manage.py", *words]
        kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
        own = {"DJANGO_SETTINGS_MODULE": "portal.settings", "PORTAL_VAR_DIR": str(var)}
        subprocess.run(
            command, check=True, env=kept | own | env, cwd=Path.cwd(), stdout=subprocess.DEVNULL
        )

    manage(tmp_path / "small", "migrate")
    manage(tmp_path / "small", "seed", "--teachers", "12")
    manage(tmp_path / "small", "backup", str(tmp_path / "small.tar"))
    manage(tmp_path / "large", "migrate", DATABASE_URL=postgres_url)
    manage(tmp_path / "large", "restore", str(tmp_path / "small.tar"), DATABASE_URL=postgres_url)
    manage(tmp_path / "large", "backup", str(tmp_path / "large.tar"), DATABASE_URL=postgres_url)

    assert sums_of(tmp_path / "small.tar") == sums_of(tmp_path / "large.tar")


def sums_of(path):
    with tarfile.open(path) as tar:
        return json.load(tar.extractfile("manifest.json"))["sums"]
