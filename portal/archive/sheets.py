"""The workbooks of archives: what stands in one, and how complete they all are."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from portal.archive.contents import Archive
from portal.archive.people import PersonLine
from portal.sheets.write import workbook_response
from portal.terms.models import Term
from portal.ui.parts import STATES


def archive_workbook(archive: Archive) -> HttpResponse:
    """The index of one archive: a row for each record, by section."""
    title = _("Archive of %(name)s, %(term)s") % {
        "name": archive.person.name,
        "term": archive.term,
    }
    columns = [
        _("Section"),
        _("Content"),
        _("Kind"),
        _("Title"),
        _("Date"),
        _("State"),
        _("Took part as"),
    ]
    rows = [
        (
            f"{section.code} {section.label}",
            f"{part.code} {part.label}",
            str(entry.kind.label),
            entry.title,
            entry.occurred_on,
            str(STATES[entry.state][0]),
            entry.part_label or _("Author"),
        )
        for section, part, entry in archive.entries()
    ]
    return workbook_response(f"{title}.xlsx", title, columns, rows)


def people_workbook(lines: Sequence[PersonLine], term: Term) -> HttpResponse:
    """Completeness of archives, a row for each person; blank where nothing is owed."""
    title = _("Completeness of archives, %(term)s") % {"term": term}
    columns = [
        _("Staff number"),
        _("Name"),
        _("Group"),
        _("Owed in the term"),
        _("Met"),
        _("Accepted"),
        _("Completeness, %"),
    ]
    rows = [
        (
            line.person.staff_number,
            line.person.name,
            line.person.main_group,
            *(
                (p.owed, p.done, p.accepted, p.percent)
                if (p := line.progress)
                else (None, None, None, None)
            ),
        )
        for line in lines
    ]
    return workbook_response(f"{title}.xlsx", title, columns, rows)
