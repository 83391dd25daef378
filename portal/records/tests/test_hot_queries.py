"""The hot reads of the spine stop after the rows they show; PostgreSQL says so itself.

Thirty thousand reflections of ten years are enough for the planner to choose
as it does for a million (docs/architecture.md).
"""

import pytest
from django.db import connection

from portal.records.lateness import ReviewClock
from portal.records.models import Record
from research.reflections.models import LessonReflection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.on_postgresql,
]
COLUMNS = (
    "kind, author_id, term_id, group_id, title, occurred_on, state, visibility, review_level,"
    " shows_pupils, is_announced, submitted_at, version, text, created_at, updated_at"
)


@pytest.fixture
def ten_years(lin, zhou, qian, tang, chinese, maths, term):
    """Half of it Lin's group's, half Qian's; the last three hundred wait."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO records_record ({COLUMNS}) SELECT 'lesson_reflection',"
            " CASE WHEN n % 2 = 0 THEN %s ELSE %s END, %s,"
            " CASE WHEN n % 2 = 0 THEN %s ELSE %s END, 'n' || n, DATE '2016-09-01' + n / 9,"
            " CASE WHEN n > 29700 THEN 'submitted' ELSE 'accepted' END,"
            " CASE WHEN n % 7 = 0 THEN 'private' ELSE 'group' END, 'leader', false, false,"
            " TIMESTAMPTZ '2016-09-01' + n * INTERVAL '3 hours', 2, '', now(), now()"
            " FROM generate_series(1, 30000) n".replace(" % ", " %% "),
            [lin.pk, qian.pk, term.pk, chinese.pk, maths.pk],
        )
        cursor.execute(
            "INSERT INTO research_lessonreflection"
            " (record_ptr_id, class_name, lesson_topic, worked, failed, next_time)"
            " SELECT id, '', '背影', '', '', '' FROM records_record"
        )
        cursor.execute("ANALYZE")


def plan_of(queryset):
    return queryset.explain()


@pytest.mark.parametrize("who", ["lin", "zhou", "wu", "sun"])
def test_the_newest_of_a_kind_come_from_its_index(who, ten_years, wu, sun, request):
    person = request.getfixturevalue(who)

    for model in (Record, LessonReflection):
        newest = model.objects.visible_to(person).of_kind("lesson_reflection").newest_first()
        plan = plan_of(newest[:25])
        assert "Index Scan using record_" in plan
        assert "Seq Scan on records_record" not in plan


def test_the_queue_comes_from_the_index_of_what_waits(ten_years, zhou):
    late = ReviewClock.at().falls_through_before

    plan = plan_of(Record.objects.awaiting(zhou, fallen_through_before=late).oldest_first()[:25])

    assert "record_queue" in plan
    assert "Seq Scan on records_record" not in plan
