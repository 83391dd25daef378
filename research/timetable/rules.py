"""Who may do what with the timetable; read the table at the end.

Everyone on the staff reads it. The research office and academic affairs keep
it; a teacher asks for changes of their own lessons, which the keepers confirm.
"""

from portal.access import register_access
from portal.people.models import User
from portal.people.rules import (
    is_academic_affairs,
    is_active_staff,
    is_group_leader,
    is_office,
    sees_whole_school,
)

keeps = is_office | is_academic_affairs


def keeps_timetable(user: User) -> bool:
    """May enter and confirm changes: the table's own answer, for verbs."""
    return user.has_perm("timetable.edit")


ACCESS = {
    "timetable.own": is_active_staff,
    "timetable.view": is_active_staff,
    "timetable.edit": keeps,
    "timetable.import": keeps,
    "timetable.copy": keeps,
    "timetable.export": is_active_staff,
    "timetable.bell": keeps,
    "timetable.change.list": is_active_staff,
    "timetable.change.new": is_active_staff,
    "timetable.change.decide": keeps,
    "timetable.change.withdraw": is_active_staff,
    "timetable.ratio": is_group_leader | sees_whole_school | is_academic_affairs,
}
register_access(ACCESS)
