"""Two sources about one thing count once; docs/rules.md#training-hours."""

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.training.models import Source, Verdict
from research.training.reckon import ZERO
from research.training.same import groups_of, pair_of, plain_certificate
from research.training.tests.lines import line


def district(key="district:1", hours="4", **kwargs):
    return line(key, hours, source=Source.DISTRICT, **kwargs)


def counted(groups):
    return sum((group.line.hours for group in groups), ZERO)


def test_the_same_certificate_is_the_same_thing_whatever_else_is_said():
    mine = line(title="班主任培训", certificate="JN-2026 0088", on=date(2026, 3, 5))
    theirs = district(title="区骨干班主任研修", certificate="jn20260088", on=date(2026, 7, 1))

    [group] = groups_of([mine, theirs], {})

    assert (group.line, group.is_doubtful) == (theirs, False)


def test_a_like_title_in_the_same_week_is_the_same_thing():
    [group] = groups_of([line(), district(title="核心素养与课堂转型（区）", hours="6")], {})

    assert counted([group]) == 6


def test_a_like_title_a_month_away_is_doubtful_and_counts_once():
    [group] = groups_of([line(), district(on=date(2026, 4, 2))], {})

    assert group.is_doubtful


def test_different_certificates_are_two_things():
    pair = [line(certificate="JN-00081"), district(certificate="JN-00082")]

    assert len(groups_of(pair, {})) == 2


def test_short_numbers_name_no_certificate():
    assert plain_certificate("No. 12") == ""


def test_one_line_of_the_district_meets_one_of_two_like_ours():
    """A lecture repeated weekly is not the one line that the district has."""
    ours = [line(f"claim:{n}", on=date(2026, 3, 5 + n)) for n in range(3)]

    groups = groups_of([*ours, district()], {})

    assert len(groups) == 3


def test_a_claim_of_what_was_attended_at_school_counts_once():
    session = line("session:7:2026", "6", source=Source.SESSION)

    [group] = groups_of([line(hours="4"), session], {})

    assert group.line == session


def test_the_office_decides_for_the_schools_figures():
    mine, theirs = line(hours="8"), district(hours="4")
    decided = {pair_of(mine.key, theirs.key): Verdict.SCHOOL}

    [group] = groups_of([mine, theirs], decided)

    assert group.line == mine


def test_the_office_decides_that_they_are_two_things():
    mine, theirs = line(hours="8"), district(hours="4")
    decided = {pair_of(mine.key, theirs.key): Verdict.DIFFERENT}

    assert counted(groups_of([mine, theirs], decided)) == 12


TITLES = [
    "核心素养与课堂转型",
    "核心素养与课堂转型培训",
    "师德专题学习",
    "班主任工作坊",
    "信息技术应用",
]


@st.composite
def some_lines(draw):
    count = draw(st.integers(0, 9))
    return [
        line(
            f"{source}:{n}",
            Decimal(draw(st.integers(1, 20))) / 2,
            source=source,
            title=draw(st.sampled_from(TITLES)),
            on=date(2026, 3, draw(st.integers(1, 28))),
            certificate=draw(st.sampled_from(["", "", "JN-20260001", "JN-20260002"])),
        )
        for n, source in enumerate(
            draw(
                st.lists(
                    st.sampled_from([Source.SESSION, Source.CLAIM, Source.DISTRICT]),
                    min_size=count,
                    max_size=count,
                )
            )
        )
    ]


@given(some_lines(), st.randoms(use_true_random=False))
def test_every_line_stands_in_one_group_in_any_order(lines, shuffler: random.Random):
    shuffled = list(lines)
    shuffler.shuffle(shuffled)
    groups = groups_of(lines, {})

    told = sorted(each.key for group in groups for each in group.lines)
    assert told == sorted(each.key for each in lines)
    assert {g.lines for g in groups_of(shuffled, {})} == {g.lines for g in groups}


@given(some_lines())
def test_nothing_with_one_certificate_counts_twice(lines):
    numbers = [plain_certificate(group.line.certificate) for group in groups_of(lines, {})]
    named = [number for number in numbers if number]

    assert len(named) == len(set(named))


@given(some_lines())
def test_the_districts_figure_stands_wherever_it_has_one(lines):
    assert all(
        group.line.source == Source.DISTRICT for group in groups_of(lines, {}) if group.district
    )


@pytest.mark.parametrize("count", [2, 5])
def test_things_of_one_source_are_never_merged_by_their_titles(count):
    same = [line(f"claim:{n}") for n in range(count)]

    assert len(groups_of(same, {})) == count
