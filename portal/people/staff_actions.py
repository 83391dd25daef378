"""What may be done with a person, as buttons on their page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.people.models import User
from portal.ui.actions import Action


def staff_actions(person: User, by: User) -> list[Action]:
    """The acts `by` may do now, the usual one first; no query."""
    offered = [
        ("staff_edit", "people.staff.edit", _("Edit"), "pencil", True),
        (
            "career_edit",
            "people.staff.edit",
            _("Posts, titles, honours"),
            "award",
            True,
        ),
        (
            "staff_password",
            "people.staff.reset_password",
            _("New first password"),
            "key-round",
            person.is_active,
        ),
        (
            "staff_leaving",
            "people.staff.deactivate",
            _("Close the account"),
            "user-x",
            person.is_active,
        ),
        (
            "staff_return",
            "people.staff.reactivate",
            _("Open the account again"),
            "user-check",
            not person.is_active,
        ),
    ]
    return [
        Action(
            slug=slug,
            label=label,
            url=reverse(f"people:{slug}", args=[person.pk]),
            method="get",
            tone="danger" if slug == "staff_leaving" else "secondary",
            icon=icon,
        )
        for slug, permission, label, icon, fits in offered
        if fits and by.has_perm(permission, person)
    ]


def list_actions(by: User, query: str) -> list[Action]:
    """What may be done with the list; the sheet keeps its filters."""
    offered = [
        ("staff_new", "people.staff.new", _("Add a person"), "user-plus"),
        ("import_list", "people.staff.import", _("Import"), "upload"),
        ("staff_export", "people.staff.export", _("Download as a sheet"), "file-spreadsheet"),
        ("first_passwords", "people.staff.reset_password", _("First passwords"), "key-round"),
    ]
    return [
        Action(
            slug=slug,
            label=label,
            url=reverse(f"people:{slug}")
            + (f"?{query}" if slug == "staff_export" and query else ""),
            method="get",
            icon=icon,
        )
        for slug, permission, label, icon in offered
        if by.has_perm(permission)
    ]
