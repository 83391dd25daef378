"""Who may do what with terms and the calendar: everybody reads, the office writes."""

from portal.access import register_access
from portal.people.rules import is_active_staff, is_office

ACCESS = {
    "terms.term.list": is_active_staff,
    "terms.term.open": is_office,
    "terms.term.edit": is_office,
    "terms.calendar.view": is_active_staff,
    "terms.calendar.edit": is_office,
}
register_access(ACCESS)
