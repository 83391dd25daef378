"""Tables: rows on a desk, cards on a phone, and no query of their own."""

from datetime import date

import django_tables2
import pytest
from django.http import QueryDict
from django.utils import translation
from django.utils.html import format_html

from portal.people.models import User
from portal.ui.paging import KeysetPage
from portal.ui.tables import EMPTY, NumberColumn, PortalTable, SelectColumn
from tests.factories import UserFactory


class StaffTable(PortalTable):
    chosen = SelectColumn()
    name = django_tables2.Column(verbose_name="Name")
    status = django_tables2.Column(verbose_name="Status")
    joined_on = django_tables2.Column(verbose_name="Joined")
    group = django_tables2.Column(accessor="main_group__name", verbose_name="Group")
    number = NumberColumn(accessor="pk", verbose_name="Number")
    is_teacher = django_tables2.Column(verbose_name="Teaches")

    def render_name(self, value, record):
        return format_html('<a href="/staff/{}/">{}</a>', record.pk, value)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def lin(chinese):
    return UserFactory(staff_number="1001", name="<林晓>", main_group=chinese)


def test_the_first_column_heads_its_row(lin):
    assert (
        f'<th scope="row"><a href="/staff/{lin.pk}/">&lt;林晓&gt;</a></th>'
        in StaffTable([lin]).as_html()
    )


def test_every_other_cell_bears_its_label_for_the_card(lin):
    html = StaffTable([lin]).as_html()

    assert '<td data-label="Group">语文教研组</td>' in html
    assert f'<td data-label="Number" class="number">{lin.pk}</td>' in html


def test_choices_days_and_truths_are_put_into_words(lin):
    html = StaffTable([lin]).as_html()

    assert '<td data-label="Status">In service</td>' in html
    assert '<td data-label="Joined">1 September 2020</td>' in html
    assert '<td data-label="Teaches">Yes</td>' in html


def test_a_cell_without_value_is_a_dash(db):
    html = StaffTable([UserFactory(main_group=None)]).as_html()

    assert f'<td data-label="Group">{EMPTY}</td>' in html


def test_rows_may_be_plain_dicts():
    class Plain(PortalTable):
        what = django_tables2.Column()
        day = django_tables2.Column()

    html = Plain([{"what": "<x>", "day": date(2026, 9, 1)}]).as_html()

    assert "&lt;x&gt;" in html
    assert "1 September 2026" in html


def test_a_column_with_a_way_of_its_own_is_left_to_django_tables2(lin):
    class Linked(PortalTable):
        name = django_tables2.TemplateColumn("<b>{{ record.staff_number }}</b>")

    assert '<th scope="row"><b>1001</b></th>' in Linked([lin]).as_html()


def test_rows_are_chosen_by_a_box_that_says_whom(lin):
    assert (
        f'name="chosen" value="{lin.pk}" aria-label="Choose &lt;林晓&gt;"'
        in StaffTable([lin]).as_html()
    )


def test_headers_of_sortable_columns_are_links(lin):
    page = KeysetPage(
        User.objects.all(), QueryDict("q=x"), orders={"name": ("name", "id")}, default="name"
    )

    html = StaffTable(page.rows, keyset=page).as_html()

    assert '<th scope="col" aria-sort="ascending"><a href="?q=x&amp;sort=-name">Name' in html
    assert '<th scope="col">Status</th>' in html


def test_a_column_of_buttons_has_no_empty_header(lin):
    class ActsTable(StaffTable):
        acts = django_tables2.Column("", accessor="pk")

    html = ActsTable([lin]).as_html()

    assert '<th scope="col"></th>' not in html
    assert "<td></td></tr>" in html


def test_no_rows_no_table(db):
    assert "<table" not in StaffTable([]).as_html()


def test_an_empty_table_says_its_words(db):
    assert "Nobody yet." in StaffTable([], empty_text="Nobody yet.").as_html()


def test_drawing_asks_the_database_nothing(chinese, django_assert_num_queries):
    for _ in range(5):
        UserFactory(main_group=chinese)
    people = list(User.objects.select_related("main_group"))

    with django_assert_num_queries(0):
        StaffTable(people).as_html()
