"""Which of Lin's meetings, lines and guests a page about one of them opens."""

from django.core import signing

from portal import clock
from research.attendance.codes import Scan, code_for
from research.attendance.models import Attendance, Guest, How, SignInSetting
from research.attendance.passes import write_pass
from research.attendance.tests.factories import ClubMeetingFactory
from research.attendance.views.phone import DONE_SALT


def objects(cast):
    meeting = ClubMeetingFactory(author=cast.lin, expected=[cast.lin])
    guest = Guest.objects.create(
        record_id=meeting.pk, name="陈知远", school="育才中学", signed_at=clock.now()
    )
    code = code_for(meeting.pk, clock.now(), SignInSetting())
    held = write_pass(Scan(meeting.pk, How.QR), clock.now(), "f" * 64)
    key = {"pk": meeting.pk}
    acts = ("screen", "open", "close", "list", "add_person", "export", "leave")
    return {
        **{f"attendance:{act}": key for act in acts},
        "attendance:remove_guest": key | {"guest": guest.pk},
        "attendance:correct": {"pk": Attendance.objects.of(meeting).get().pk},
        "attendance:scan": {"code": code.path.rstrip("/").rsplit("/", 1)[-1]},
        "attendance:pass": {"held": held},
        "attendance:guest": {"held": held},
        "attendance:guest_done": {
            "told": signing.dumps([guest.name, guest.school], salt=DONE_SALT)
        },
    }
