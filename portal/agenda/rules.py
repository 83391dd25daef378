"""Who opens the calendar: everyone on the staff; what stands on it is each source's to say."""

from portal.access import register_access
from portal.people.rules import is_active_staff

ACCESS = {
    "agenda.calendar.view": is_active_staff,
}
register_access(ACCESS)
