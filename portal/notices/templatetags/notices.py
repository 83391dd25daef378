"""The bell of the page's head."""

from django import template

from portal.notices.unread import UNREAD_SHOWN, unread_count

register = template.Library()


@register.simple_tag
def unread_notices(user: object) -> str:
    """How many notices the person has not read: "", "3", "99+"; one query a request."""
    count = unread_count(user)
    if not count:
        return ""
    return f"{UNREAD_SHOWN}+" if count > UNREAD_SHOWN else str(count)
