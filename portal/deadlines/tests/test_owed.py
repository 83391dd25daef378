"""What a person owes under a rhythm and under a requirement of the term.

Rule: docs/rules.md#owed.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.deadlines.models import Excuse, Requirement
from portal.deadlines.owed import completion, completion_by_group, completion_by_week, owed_by
from portal.people.models import GroupKind, Role
from portal.terms.models import CalendarDay
from research.reflections.models import EducationNarrative, LessonReflection

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at_school(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def weekly(term):
    return Requirement.objects.create(term=term, kind="lesson_reflection", count=2, every_weeks=1)


@pytest.fixture
def narrative(term):
    return Requirement.objects.create(
        term=term, kind="education_narrative", count=1, due_at=at_school("2026-12-31T23:59:00")
    )


def file_reflection(author, term, day, state="submitted"):
    moment = at_school(f"{day}T12:00:00")
    return LessonReflection.objects.create(
        kind="lesson_reflection", author=author, term=term, group=author.main_group,
        occurred_on=day, state=state, lesson_topic="圆的面积",
        submitted_at=moment if state in {"submitted", "accepted"} else None,
    )  # fmt: skip


def only_line(person, term, at="2026-10-07T10:00:00"):
    [line] = owed_by(person, term, at=at_school(at))
    return line


def test_rhythm_asks_its_count_in_every_week_of_the_term(lin, term, weekly):
    line = only_line(lin, term)

    assert line.owed == 40
    assert line.arithmetic == "20 weeks × 2 = 40"
    assert line.owed_now == 10


def test_extra_in_one_week_never_pays_for_another(lin, term, weekly):
    for _n in range(5):
        file_reflection(lin, term, date(2026, 9, 7))

    line = only_line(lin, term)

    assert (line.done, line.behind) == (2, 8)
    assert line.cell.filed.total == 5


@pytest.mark.parametrize(
    ("state", "done", "accepted"),
    [("draft", 0, 0), ("submitted", 1, 0), ("returned", 0, 0), ("accepted", 1, 1),
     ("withdrawn", 0, 0)],
)  # fmt: skip
def test_record_counts_once_filed(lin, term, weekly, state, done, accepted):
    file_reflection(lin, term, date(2026, 9, 7), state=state)

    line = only_line(lin, term)

    assert (line.done, line.accepted) == (done, accepted)


def test_week_with_fewer_than_three_working_days_asks_nothing(lin, term, weekly):
    for day in (5, 6, 7):
        CalendarDay.objects.create(
            date=date(2026, 10, day), kind="holiday", is_working=False, name="国庆节"
        )
    file_reflection(lin, term, date(2026, 10, 8))

    line = only_line(lin, term)

    assert line.owed == 38
    assert line.done == 0


def test_arithmetic_of_holiday_and_leave_is_shown(lin, wu, term, weekly):
    for day in (5, 6, 7):
        CalendarDay.objects.create(
            date=date(2026, 10, day), kind="holiday", is_working=False, name="国庆节"
        )
    Excuse.objects.create(
        person=lin, reason="leave", starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 15),
        granted_by=wu,
    )  # fmt: skip

    line = only_line(lin, term)

    assert line.arithmetic == (
        "20 weeks − 1 with fewer than 3 working days − 2 on leave = 17 weeks × 2 = 34"
    )


def test_joining_late_and_leaving_are_prorated(lin, term, weekly):
    lin.joined_on = date(2026, 9, 21)
    lin.left_on = date(2027, 1, 3)
    lin.save()

    line = only_line(lin, term)

    assert line.arithmetic == (
        "20 weeks − 3 before joining the school − 2 after leaving the school = 15 weeks × 2 = 30"
    )


def test_fortnight_is_one_span(lin, term):
    Requirement.objects.create(term=term, kind="homework_reflection", count=1, every_weeks=2)

    line = only_line(lin, term)

    assert line.arithmetic == "10 spans of 2 weeks × 1 = 10"
    assert line.owed_now == 2


def test_requirement_of_the_term_is_owed_in_full_by_who_is_there(lin, term, narrative):
    line = only_line(lin, term)

    assert (line.owed, line.owed_now, line.arithmetic) == (1, 0, "1 in the term")


def test_requirement_of_the_term_is_waived_by_leave_for_more_than_half(lin, wu, term, narrative):
    Excuse.objects.create(
        person=lin, reason="secondment", starts_on=date(2026, 9, 1), ends_on=date(2026, 11, 15),
        granted_by=wu,
    )  # fmt: skip

    line = only_line(lin, term)

    assert line.owed == 0
    assert line.arithmetic == ("20 weeks − 11 on secondment = 9 weeks; 1 × 9 ÷ 20, rounded = 0")


def test_requirement_of_the_term_is_owed_in_full_after_leave_for_half(lin, wu, term, narrative):
    Excuse.objects.create(
        person=lin, reason="leave", starts_on=date(2026, 9, 1), ends_on=date(2026, 11, 8),
        granted_by=wu,
    )  # fmt: skip

    assert only_line(lin, term).owed == 1


def test_excuse_for_one_requirement_on_its_due_day_waives_that_one(
    lin, wu, term, narrative, weekly
):
    Excuse.objects.create(
        person=lin, requirement=narrative, reason="other", starts_on=date(2026, 12, 28),
        granted_by=wu,
    )  # fmt: skip

    owed = {line.requirement: line.owed for line in owed_by(lin, term)}

    assert owed == {narrative: 0, weekly: 40}


def test_deadline_includes_the_minute_it_names(lin, term, narrative):
    assert not only_line(lin, term, at="2026-12-31T23:59:59").is_overdue
    assert only_line(lin, term, at="2027-01-01T00:00:00").is_overdue


def test_audiences_narrow_who_owes(lin, zhou, qian, sun, term, chinese):
    common = {"term": term, "due_at": at_school("2026-12-31T23:59:00")}
    narrowed = {
        "group": Requirement.objects.create(kind="case", audience="group", group=chinese, **common),
        "leaders": Requirement.objects.create(
            kind="puzzle", audience="group_leaders", group_kind=GroupKind.RESEARCH_GROUP, **common
        ),
        "role": Requirement.objects.create(
            kind="education_narrative", audience="role", role=Role.PRINCIPAL, **common
        ),
        "years": Requirement.objects.create(
            kind="experience_summary", max_years_of_service=5, **common
        ),
    }

    table = completion(term)

    asked = {name: {c.person for c in table.cells() if c.requirement == r}
             for name, r in narrowed.items()}  # fmt: skip
    assert asked == {"group": {lin, zhou}, "leaders": {zhou}, "role": {sun}, "years": set()}


def test_leaver_leaves_the_table_and_stays_in_the_term_they_finished(lin, term, weekly):
    lin.left_on, lin.status, lin.is_active = date(2027, 1, 20), "left", False
    lin.save()

    finished = completion(term, at=at_school("2027-03-01T08:00:00"))

    assert [row.person for row in finished.rows] == [lin]


def test_guest_owes_nothing(guest, term, weekly):
    assert completion(term).rows == []


def test_figures_by_group_and_week_are_sums_of_the_table(lin, zhou, qian, term, weekly, narrative):
    file_reflection(lin, term, date(2026, 9, 8))
    file_reflection(qian, term, date(2026, 9, 15), state="accepted")
    EducationNarrative.objects.create(
        kind="education_narrative", author=qian, term=term, occurred_on=date(2026, 9, 30),
        state="submitted", submitted_at=at_school("2026-09-30T08:00:00"),
    )  # fmt: skip
    at = at_school("2026-10-07T10:00:00")

    table = completion(term, at=at)
    groups = completion_by_group(term, at=at)
    weeks = completion_by_week(term, at=at)

    assert table.total.owed == 123
    assert sum(f.progress.owed for f in groups) == sum(w.owed for w in weeks) == 123
    assert sum(f.progress.done for f in groups) == sum(w.done for w in weeks) == 3
    assert [f.group.name for f in groups] == ["数学教研组", "语文教研组"]
    assert [(w.week, w.done) for w in weeks if w.done] == [(2, 1), (3, 1), (18, 1)]
