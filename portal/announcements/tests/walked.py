"""What the permission walk opens: what Lin's leader wrote to Lin alone, and the office's shelf."""

from portal.announcements.audience import Audience
from portal.announcements.keep_file import add_file
from portal.announcements.tests.factories import draft, sent
from portal.announcements.tests.test_shelf import shelved
from tests.files import document


def objects(cast):
    to_lin = Audience(people=[cast.lin])
    announcement = sent(cast.zhou, to=to_lin, must_confirm=True)
    file = add_file(announcement, document(), by=cast.zhou)
    unsent = draft(cast.zhou, to=to_lin)
    form = shelved(cast.wu)
    pages_of = {
        announcement: [
            *("announcement", "confirm", "correct", "withdraw"),
            *("readers", "readers_export", "remind"),
        ],
        unsent: ("edit", "send", "discard"),
        form: ("shelf_edit", "shelf_version", "shelf_take_down"),
    }
    return {
        f"announcements:{page}": {"pk": row.pk} for row, pages in pages_of.items() for page in pages
    } | {
        "announcements:file": {"uid": file.uid},
        "announcements:shelf_file": {"uid": form.versions.get().uid},
    }
