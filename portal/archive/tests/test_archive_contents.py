"""A teacher's archive of a term is one query over Participation, by section, at once.

Rule: docs/rules.md#archive-sections.
"""

from datetime import date

import pytest

from portal.archive.contents import archive_of
from portal.archive.sections import SECTIONS
from portal.deadlines.models import Excuse, Requirement
from portal.records.kinds import kinds
from portal.records.submit import recall_record
from tests.factories import GroupFactory, TermFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_sixth_week(sixth_week):
    """Every test here plays on Wednesday of week 6."""


def titles(archive, code):
    return [e.title for _section, part, e in archive.entries() if part.code == code]


def section(archive, letter):
    return next(c for c in archive.sections if c.section.code == letter)


# -- what stands in it ----------------------------------------------------------------------------


def test_sections_run_from_a_to_g():
    assert "".join(section.code for section in SECTIONS) == "ABCDEFG"


def test_every_kind_has_its_place_in_the_archive():
    places = {code for s in SECTIONS for code, _label in (s.parts or ((s.code, s.label),))}

    assert {kind.archive_section for kind in kinds} <= places | {"", "—"}


def test_a_record_stands_in_its_section_as_soon_as_it_is_filed(lin, term, file):
    file(lin, title="第一课")
    file(lin, is_narrative=True, title="一件小事")

    archive = archive_of(lin, term, viewer=lin)

    assert titles(archive, "C1") == ["第一课"]
    assert titles(archive, "C2") == ["一件小事"]
    assert section(archive, "C").count == 2


def test_the_newest_stands_first(lin, term, file):
    file(lin, title="早", on=date(2026, 9, 2))
    file(lin, title="晚", on=date(2026, 9, 20))

    assert titles(archive_of(lin, term, viewer=lin), "C1") == ["晚", "早"]


def test_a_recalled_record_leaves_the_archive(lin, zhou, term, file):
    record = file(lin)
    recall_record(record, by=lin)

    assert archive_of(lin, term, viewer=lin).count == 0


def test_a_part_in_a_colleagues_record_counts_as_the_part_it_is(lin, zhou, term, attended):
    attended(zhou, lin, "lead_speaker", title="主题研讨")

    (entry,) = [entry for _s, _p, entry in archive_of(lin, term, viewer=lin).entries()]

    assert (entry.title, entry.part_label) == ("主题研讨", "Lead speaker")


def test_another_term_has_its_own_archive(lin, term, file):
    file(lin)
    spring = TermFactory(
        school_year=term.school_year,
        number=2,
        starts_on=date(2027, 2, 22),
        ends_on=date(2027, 7, 2),
        is_current=False,
    )

    assert archive_of(lin, spring, viewer=lin).count == 0


# -- how complete it is ---------------------------------------------------------------------------


def test_completeness_is_met_of_owed_by_section(lin, term, file, two_a_week, one_narrative):
    file(lin, on=date(2026, 9, 2))
    file(lin, on=date(2026, 9, 3))
    file(lin, is_narrative=True)

    archive = archive_of(lin, term, viewer=lin)

    owed = {line.label: (line.done, line.owed) for line in section(archive, "C").owed}
    assert owed["Education narrative"] == (1, 1)
    assert owed["Lesson reflection"][0] == 2
    assert archive.progress.done == 3
    assert archive.progress == section(archive, "C").progress


def test_what_is_excused_leaves_met_and_owed(lin, wu, term, one_narrative):
    Excuse.objects.create(
        person=lin,
        requirement=one_narrative,
        reason="other",
        starts_on=date(2026, 9, 1),
        granted_by=wu,
    )

    assert archive_of(lin, term, viewer=lin).progress.owed == 0
    assert archive_of(lin, term, viewer=lin).progress.percent is None


# -- who sees what --------------------------------------------------------------------------------


def test_a_leader_sees_only_what_is_shared(lin, zhou, term, file):
    file(lin, title="给组里看")
    file(lin, title="给组长看", visibility="private")
    maths = GroupFactory(name="外组")
    file(lin, title="在外组写", group=maths, visibility="group")

    assert set(titles(archive_of(lin, term, viewer=zhou), "C1")) == {"给组里看", "给组长看"}
    assert len(titles(archive_of(lin, term, viewer=lin), "C1")) == 3


def test_a_leader_does_not_see_what_another_group_asks_for(lin, zhou, wu, term, one_narrative):
    other = GroupFactory(name="青年教师组")
    other.memberships.create(person=lin, starts_on=date(2026, 9, 1))
    Requirement.objects.create(
        term=term, kind="case", due_at=one_narrative.due_at, audience="group", group=other
    )

    def labels(viewer):
        owed = section(archive_of(lin, term, viewer=viewer), "C").owed
        return sorted(line.label for line in owed)

    assert labels(lin) == labels(wu) == ["Case", "Education narrative"]
    assert labels(zhou) == ["Education narrative"]


def test_the_principal_does_not_read_what_is_private(lin, zhou, sun, term, file):
    file(lin, title="公开")
    file(lin, title="私下", visibility="private")

    assert titles(archive_of(lin, term, viewer=sun), "C1") == ["公开"]


# -- the cost -------------------------------------------------------------------------------------


def test_an_archive_costs_the_same_for_any_number_of_records(
    lin, term, file, two_a_week, django_assert_max_num_queries
):
    for day in range(1, 13):
        file(lin, on=date(2026, 9, day))
    other = UserFactory(staff_number="3001", in_group=lin.main_group)

    with django_assert_max_num_queries(7) as many:
        archive_of(lin, term, viewer=lin)
    with django_assert_max_num_queries(7) as none:
        archive_of(other, term, viewer=other)
    assert len(many) == len(none)
