"""Every address × every role, compared with the table a person can read.

A new page needs nothing unless its address names an object. Then the app says
which of Lin's it opens, in its `tests/walked.py`: `records(cast)` gives those
of its kinds that are not simply handed in (slug → record), `objects(cast)` the
arguments of other addresses (page → dict). docs/permissions.md changes with
every change of a right, so a review sees it.
"""

import importlib
import io
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from django.apps import apps

from portal.access import known_permissions
from portal.deadlines.models import Excuse, Requirement
from portal.jobs.run import run_due_jobs
from portal.notices.models import Notice
from portal.people.models import Membership, RoleGrant
from portal.people.models.correction import CorrectionRequest
from portal.people.roster.preview import start_import
from portal.records.attach import attach_file
from portal.records.comment import add_comment
from portal.records.kinds import kinds
from portal.records.models import FormDraft, StandIn
from portal.records.models.saved_filter import SavedFilter
from portal.records.submit import submit_record
from portal.sheets.write import write_workbook
from tests.factories import UserFactory
from tests.files import photo
from tests.walk import Page, address, answer, is_public, pages

TABLE = Path(__file__).parent.parent / "docs" / "permissions.md"
ROLES = ["nobody", "lin", "colleague", "qian", "zhou", "wu", "sun", "guest", "admin"]
HEAD = """# Who may open what

Made by `make permissions`, compared in the suite: every address of the portal, opened as
every role. All objects are those of one teacher.

- **nobody**: not signed in. **author**: the teacher whose object it is. **colleague**: of the
  same group. **stranger**: a teacher of another group. **leader**: leads the author's group.
  **office**, **principal**, **expert** (a guest), **admin**: by their role.
- *yes*: opens (or, for a page that only takes forms, would take one). *no*: refused with a
  sentence. *hidden*: answers as if it did not exist. *sign in*: led to the sign-in page.

"""
COLUMNS = ["nobody", "author", "colleague", "stranger", "leader", "office", "principal"]
HEAD += f"| page | permission | {' | '.join([*COLUMNS, 'expert', 'admin'])} |\n{'|---' * 11}|\n"


@pytest.fixture
def people(lin, zhou, wu, qian, sun, guest, admin, chinese):
    colleague = UserFactory(staff_number="1010", name="何苗", in_group=chinese)
    return {
        "nobody": None,
        "lin": lin,
        "colleague": colleague,
        "qian": qian,
        "zhou": zhou,
        "wu": wu,
        "sun": sun,
        "guest": guest,
        "admin": admin,
    }


def walked_modules() -> Iterator[ModuleType]:
    """The `tests/walked.py` of every app that has one."""
    for config in apps.get_app_configs():
        name = f"{config.name}.tests.walked"
        if (Path(config.path) / "tests" / "walked.py").exists():
            yield importlib.import_module(name)


@pytest.fixture
def cast(people, lin, zhou, wu, qian, sun, term, sixth_week, chinese):
    """Whom and what the apps' own objects are made of; `day` is today."""
    return SimpleNamespace(
        lin=lin, zhou=zhou, wu=wu, qian=qian, sun=sun, chinese=chinese, term=term, day=sixth_week
    )


def record_of(lin, kind, term, day):
    """A submitted record of Lin's, of any kind, with the least that makes it complete."""
    texts = dict.fromkeys(kind.body_fields, f"<p>{'想' * 2000}</p>")
    facts = {"lesson_topic": "细节描写"} if kind.slug == "lesson_reflection" else {}
    facts = {"homework": "练习三"} if kind.slug == "homework_reflection" else facts
    record = kind.model.objects.create(
        kind=kind.slug,
        author=lin,
        group=lin.main_group,
        term=term,
        title="一课一得",
        occurred_on=day,
        visibility="group",
        **texts,
        **facts,
    )
    submit_record(record, by=lin)
    return record


@pytest.fixture
def objects(people, lin, zhou, wu, term, sixth_week, chinese, cast):
    """Which of Lin's objects a page is opened for."""
    modules = list(walked_modules())
    records = {}
    for module in modules:
        records |= getattr(module, "records", lambda cast: {})(cast)
    for kind in kinds:
        if kind.app_label != "toy" and kind.slug not in records:
            records[kind.slug] = record_of(lin, kind, term, sixth_week)
    others = {
        page: (lambda kwargs=kwargs: kwargs)
        for module in modules
        for page, kwargs in getattr(module, "objects", lambda cast: {})(cast).items()
    }
    record = records["lesson_reflection"]
    draft = FormDraft.objects.create(person=lin, kind="lesson_reflection")
    attachment = attach_file(photo(), by=lin, draft=draft)
    sheet = write_workbook("花名册", ["工号", "姓名"], [["0301", "何苗"], ["", "无工号"]])
    run = start_import(io.BytesIO(sheet), "花名册.xlsx", by=wu)
    run_due_jobs()
    job = run.job
    requirement = Requirement.objects.create(
        term=term, kind="lesson_reflection", count=2, every_weeks=1
    )
    rows = {
        "requirement": requirement.pk,
        "excuse": Excuse.objects.create(
            person=lin, reason="leave", starts_on=sixth_week, granted_by=wu
        ).pk,
        "comment": add_comment(record, by=lin, body="谢谢").pk,
        "stand_in": StandIn.objects.create(
            absent=zhou,
            substitute=lin,
            starts_on="2027-01-01",
            ends_on="2027-01-02",
            created_by=zhou,
        ).pk,
        "filter": SavedFilter.objects.create(person=lin, kind="lesson_reflection", name="我的").pk,
        "notice": Notice.objects.filter(person=lin).first()
        or Notice.objects.create(person=lin, type="record_accepted", key="walk"),
        "correction": CorrectionRequest.objects.create(person=lin, words="生日").pk,
        "membership": Membership.objects.get(person=lin).pk,
        "role": RoleGrant.objects.filter(person=wu).first().pk,
    }
    run_of = {f"people:{name}": lambda: {"uid": run.uid} for name in IMPORT_PAGES}
    person = {name: lambda: {"pk": lin.pk} for name in PERSON_PAGES}
    group = {f"people:{name}": lambda: {"pk": chinese.pk} for name in GROUP_PAGES}
    terms = {
        f"terms:{name}": lambda: {"pk": term.pk}
        for name in ("term_edit", "term_make_current", "calendar_prefill")
    }
    of_record = {
        f"record:{kind.app_label}:{kind.slug}": lambda pk=records[kind.slug].pk: {"pk": pk}
        for kind in kinds
        if kind.app_label != "toy"
    }
    return (
        run_of
        | person
        | group
        | terms
        | of_record
        | others
        | {
            "people:slips": lambda: {"uid": job.uid},
            "people:correction_answer": lambda: {"pk": rows["correction"]},
            "people:membership_end": lambda: {"pk": rows["membership"]},
            "people:membership_lead": lambda: {"pk": rows["membership"]},
            "people:membership_unlead": lambda: {"pk": rows["membership"]},
            "people:role_end": lambda: {"pk": rows["role"]},
            "records:undo_batch": lambda: {"batch": uuid.uuid4()},
            "records:end_stand_in": lambda: {"pk": rows["stand_in"]},
            "records:comment": lambda: {"pk": record.pk},
            "records:remove_comment": lambda: {"pk": rows["comment"]},
            "records:draft": lambda: {"uid": draft.uid},
            "records:draft_files": lambda: {"uid": draft.uid},
            "records:draft_discard": lambda: {"uid": draft.uid},
            "records:attachment": lambda: {"uid": attachment.uid},
            "records:attachment_small": lambda: {"uid": attachment.uid},
            "records:attachment_remove": lambda: {"uid": attachment.uid},
            "records:saved_filter_remove": lambda: {"pk": rows["filter"]},
            "deadlines:requirement_edit": lambda: {"pk": rows["requirement"]},
            "deadlines:requirement_delete": lambda: {"pk": rows["requirement"]},
            "deadlines:excuse_end": lambda: {"pk": rows["excuse"]},
            "notices:notice_open": lambda: {"pk": rows["notice"].pk},
            "jobs:job_detail": lambda: {"uid": job.uid},
            "jobs:job_cancel": lambda: {"uid": job.uid},
            "jobs:job_result": lambda: {"uid": job.uid},
            "ui:choices": lambda: {"slug": "people"},
        }
    )


IMPORT_PAGES = [
    "import_detail",
    "import_answer",
    "import_confirm",
    "import_undo",
    "import_rejected",
    "import_slips",
]
PERSON_PAGES = [
    *(f"people:{n}" for n in ("staff_detail", "staff_edit", "career_edit", "staff_password")),
    "people:staff_leaving",
    "people:staff_return",
    "deadlines:person",
    "archive:archive",
    "archive:archive_export",
]
GROUP_PAGES = ["group_detail", "group_edit", "group_join"]


def walked(client, people, objects):
    """page → answers, in the order of the roles."""
    rows: dict[Page, list[str]] = {}
    for role in ROLES:
        client.logout()
        if people[role] is not None:
            client.force_login(people[role])
        for page in pages():
            rows.setdefault(page, []).append(answer(client, address(page, objects)))
    return rows


def test_every_page_answers_every_role_as_the_table_says(client, people, objects):
    rows = walked(client, people, objects)

    table = HEAD + "".join(
        f"| `{page.route}` | {page.permission} | {' | '.join(answers)} |\n"
        for page, answers in rows.items()
    )
    if os.environ.get("WRITE_PERMISSIONS"):
        TABLE.write_text(table, encoding="utf-8")
    assert table == TABLE.read_text(encoding="utf-8")
    strangers = {page.name: answers[0] for page, answers in rows.items() if not is_public(page)}
    assert set(strangers.values()) == {"sign in"}


def test_every_page_names_a_permission_of_some_table():
    unknown = [page.name for page in pages() if page.permission not in known_permissions()]

    assert unknown == []
