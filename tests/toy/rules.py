"""Who may do what with club sessions and club meetings."""

from portal.access import register_access
from portal.people.rules import is_active_staff, is_teacher
from portal.records.rules import can_view, decides, is_author, is_open_for_editing

ACCESS = {
    "toy.club_session.list": is_active_staff,
    "toy.club_session.export": is_active_staff,
    "toy.club_session.new": is_teacher,
    "toy.club_session.view": can_view,
    "toy.club_session.edit": is_author & is_open_for_editing,
    "toy.club_session.submit": is_author,
    "toy.club_session.recall": is_author,
    "toy.club_session.withdraw": is_author,
    "toy.club_session.decide": decides,
    "toy.club_session.comment": can_view,
    "toy.club_meeting.list": is_active_staff,
    "toy.club_meeting.export": is_active_staff,
    "toy.club_meeting.new": is_teacher,
    "toy.club_meeting.view": can_view,
    "toy.club_meeting.edit": is_author & is_open_for_editing,
    "toy.club_meeting.submit": is_author,
    "toy.club_meeting.recall": is_author,
    "toy.club_meeting.withdraw": is_author,
    "toy.club_meeting.decide": decides,
    "toy.club_meeting.comment": can_view,
    "toy.club_meeting.run_sign_in": is_author,
}
register_access(ACCESS)
