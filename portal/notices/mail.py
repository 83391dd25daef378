"""A person's notices as one mail: text and HTML, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from portal.notices.render import sentences_of

if TYPE_CHECKING:
    from portal.notices.models import Notice
    from portal.people.models import User


def digest(person: User, notices: Sequence[Notice], *, message_id: str) -> EmailMultiAlternatives:
    """The mail with these notices; a repeat of it carries the same Message-ID."""
    with override(person.language or settings.LANGUAGE_CODE):
        lines = [
            (sentences_of(notice), f"{settings.PORTAL_BASE_URL}{notice.url}" if notice.url else "")
            for notice in notices
        ]
        context = {
            "person": person,
            "lines": lines,
            "school": settings.PORTAL_SCHOOL_NAME,
            "portal_url": settings.PORTAL_BASE_URL,
        }
        subject = _subject([sentences.subject for sentences, _url in lines])
        mail = EmailMultiAlternatives(
            subject=" ".join(subject.split())[:200],
            body=render_to_string("notices/mail/digest.txt", context),
            to=[person.email],
            headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("notices/mail/digest.html", context), "text/html")
    return mail


def _subject(subjects: Sequence[str]) -> str:
    if len(subjects) == 1:
        return subjects[0]
    return gettext("%(first)s, and %(more)d more") % {
        "first": subjects[0],
        "more": len(subjects) - 1,
    }
