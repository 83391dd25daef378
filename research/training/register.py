"""The register of hours (继续教育学时登记表): one teacher's year on paper, everybody's as a sheet.

年度 项目 类别 主办单位 起止时间 学时 证书编号: what is verified, each thing once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal import clock
from portal.documents.form import Column, Field, Form, Signatures, Table, Text
from portal.sheets.write import Column as SheetColumn
from portal.ui.dates import school_date
from research.training.hours_page import HoursPage
from research.training.ledger import PersonYear
from research.training.reckon import Line
from research.training.words import category_label, counted_steps, days_text, hours_text, short_by


def register_form(page: HoursPage) -> Form:
    """The school's form; its sum is the one of the person's page."""
    person, year = page.person, page.year
    group = person.main_group
    return Form(
        _("Register of continuing-education hours"),
        blocks=(
            Field(_("Name"), person.name),
            Field(_("Staff number"), person.staff_number),
            Field(_("Group"), group.name if group else ""),
            Field(_("Year"), str(year.year)),
            Field(_("Owed"), page.owed),
            Field(_("Counted"), page.counted),
            Field(_("Result"), short_by(year.reckoning.missing), wide=True),
            Table(
                (
                    Column(_("Year"), 0.7, "center"),
                    Column(pgettext("of a training", "Title"), 3),
                    Column(_("Category"), 1.5),
                    Column(_("Organiser"), 1.8),
                    Column(_("From and to"), 2),
                    Column(pgettext("amount", "Hours"), 0.7, "right"),
                    Column(_("Certificate number"), 1.6),
                ),
                [_printed(year.year, line) for line in verified_lines(year)],
            ),
            Text(f"<p>{counted_steps(year.reckoning)}</p>"),
            Signatures((_("Colleague"), _("Research office"), _("Date"))),
        ),
        subtitle=str(year.year),
        author=person.name,
        note=_("Printed on %(day)s") % {"day": school_date(clock.today())},
        landscape=True,
    )


def verified_lines(year: PersonYear) -> list[Line]:
    """What is verified, each thing once, in the order of days."""
    return sorted(
        (line for line in year.standing if line.is_verified),
        key=lambda line: (line.starts_on, line.key),
    )


def _printed(year: int, line: Line) -> tuple[Any, ...]:
    return (
        year,
        line.title,
        category_label(line.category),
        line.organiser,
        days_text(line),
        hours_text(line.hours),
        line.certificate,
    )


def register_columns() -> list[SheetColumn]:
    return [
        SheetColumn(_("Staff number")),
        SheetColumn(_("Name")),
        SheetColumn(_("Year")),
        SheetColumn(pgettext("of a training", "Title"), width=36),
        SheetColumn(_("Category"), width=16),
        SheetColumn(_("Organiser"), width=22),
        SheetColumn(_("First day"), width=12),
        SheetColumn(_("Last day"), width=12),
        SheetColumn(pgettext("amount", "Hours")),
        SheetColumn(_("Certificate number"), width=20),
    ]


def register_rows(people: list[PersonYear]) -> Iterator[list[Any]]:
    for year in people:
        for line in verified_lines(year):
            yield [
                year.person.staff_number,
                year.person.name,
                year.year,
                line.title,
                category_label(line.category),
                line.organiser,
                line.starts_on,
                line.ends_on,
                line.hours,
                line.certificate,
            ]
