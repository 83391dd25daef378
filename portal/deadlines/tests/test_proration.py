"""What holds of every share, whatever the calendar, the person and the excuses.

Rule: docs/rules.md#owed.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.deadlines.models import Excuse, Requirement
from portal.deadlines.owed import _met
from portal.deadlines.presence import TermWeeks
from portal.deadlines.querysets import Filed, WeekNumber
from portal.deadlines.shares import Reckoner
from portal.people.models import User
from portal.terms.calendar import Calendar
from portal.terms.models import Term
from research.reflections.models import LessonReflection

FIRST, LAST = date(2026, 9, 1), date(2027, 1, 15)
DUE = datetime(2026, 12, 31, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai"))

days = st.dates(FIRST - timedelta(days=40), LAST + timedelta(days=40))
reasons = st.sampled_from(Excuse.Reason.values)
calendars = st.dictionaries(st.dates(FIRST, LAST), st.booleans(), max_size=25)
counts = st.integers(1, 9)


@st.composite
def excuses(draw):
    first = draw(days)
    last = draw(st.none() | days.filter(lambda day: day >= first))
    return Excuse(reason=draw(reasons), starts_on=first, ends_on=last)


@st.composite
def people(draw):
    joined = draw(st.none() | days)
    left = draw(st.none() | days.filter(lambda day: joined is None or day >= joined))
    return User(joined_on=joined, left_on=left)


def reckoner(calendar, *, count, every_weeks):
    term = Term(starts_on=FIRST, ends_on=LAST)
    requirement = Requirement(
        term=term, kind="case", count=count, every_weeks=every_weeks,
        due_at=None if every_weeks else DUE,
    )  # fmt: skip
    return Reckoner(requirement, TermWeeks.by(term, Calendar(FIRST, LAST, calendar)))


@given(calendars, people(), st.lists(excuses(), max_size=3), counts, st.sampled_from([0, 1, 2, 4]))
def test_page_can_show_the_sum_of_what_is_owed(calendar, person, excused, count, every_weeks):
    share = reckoner(calendar, count=count, every_weeks=every_weeks).share(person, excused)

    sum_ = share.arithmetic
    assert share.owed == sum_.owed
    assert 0 <= sum_.counted <= sum_.total
    assert every_weeks == 0 or sum_.owed == sum_.counted * count
    assert str(sum_.owed) in sum_.sentence or sum_.counted == sum_.total


@given(calendars, people(), st.lists(excuses(), max_size=2), excuses(), counts,
       st.sampled_from([0, 1, 2]))  # fmt: skip
def test_one_more_excuse_never_adds_to_what_is_owed(
    calendar, person, excused, more, count, every_weeks
):
    reckon = reckoner(calendar, count=count, every_weeks=every_weeks)

    assert reckon.share(person, [*excused, more]).owed <= reckon.share(person, excused).owed


@given(calendars, counts, st.sampled_from([0, 1, 2]))
def test_who_is_always_there_owes_the_whole(calendar, count, every_weeks):
    reckon = reckoner(calendar, count=count, every_weeks=every_weeks)

    whole = reckon.share(User(joined_on=FIRST), [])

    assert whole.owed == count if every_weeks == 0 else whole.owed == count * len(whole.spans)


@given(people(), st.lists(excuses(), max_size=2))
def test_one_document_is_owed_by_who_is_there_for_half_of_the_weeks(person, excused):
    share = reckoner({}, count=1, every_weeks=0).share(person, excused)

    assert share.owed == (2 * share.arithmetic.counted >= share.arithmetic.total)


@given(
    calendars,
    people(),
    st.lists(excuses(), max_size=2),
    counts,
    st.dictionaries(st.integers(-3, 25), st.integers(1, 12)),
    st.integers(0, 20),
)
def test_extra_in_one_week_pays_for_no_other(calendar, person, excused, count, filed, fallen):
    share = reckoner(calendar, count=count, every_weeks=1).share(person, excused)
    weeks = {week: (n, n // 2) for week, n in filed.items()}

    done, accepted, done_now = _met(share, Filed(weeks=weeks), fallen)

    counted = {span.first_week for span in share.spans}
    assert done == sum(min(n, count) for week, n in filed.items() if week in counted)
    assert accepted <= done <= share.owed
    assert done_now <= min(done, fallen * count)


@pytest.mark.parametrize(
    "day",
    [date(2026, 8, 24), date(2026, 8, 30), date(2026, 8, 31), date(2026, 9, 6),
     date(2026, 9, 7), date(2027, 1, 17), date(2027, 2, 20)],
)  # fmt: skip
def test_the_database_counts_weeks_as_the_term_does(lin, term, day):
    LessonReflection.objects.create(
        kind="lesson_reflection", author=lin, term=term, occurred_on=day, lesson_topic="x"
    )

    [week] = LessonReflection.objects.values_list(
        WeekNumber("occurred_on", term.first_monday), flat=True
    )

    assert week == term.week_of(day)
