"""Announcements in every state, reached through the verbs."""

from portal.announcements.audience import Audience
from portal.announcements.send import send_announcement, withdraw_announcement
from portal.announcements.write import Content, write_announcement


def draft(by, *, title="期中教学检查安排", body="<p>请各组按时准备。</p>", to=None, **facts):
    """`to` is an Audience; everyone when it is left out."""
    return write_announcement(
        None,
        by=by,
        content=Content(title=title, body=body, **facts),
        audience=to or Audience(to_everyone=True),
    )


def sent(by, **facts):
    announcement = draft(by, **facts)
    send_announcement(announcement, by=by)
    announcement.refresh_from_db()
    return announcement


def withdrawn(by, **facts):
    announcement = sent(by, **facts)
    withdraw_announcement(announcement, by=by, reason="时间有误")
    announcement.refresh_from_db()
    return announcement
