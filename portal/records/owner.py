"""Whose form it is: a signed token in every form of a record.

It lets the portal keep what arrives after the session has ended, for the
person it was made for and for nobody else. It opens nothing: with it one can
only add to that person's own drafts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.core import signing

from portal.people.models import User

if TYPE_CHECKING:
    from portal.records.kinds import RecordKind

_SALT = "portal.records.owner"
#: A form left open over a long weekend is still kept; an old one is not.
MAX_AGE_SECONDS = 5 * 24 * 3600


@dataclass(frozen=True)
class FormOwner:
    """The person, and the form: a kind, a record or none, a draft, and its page."""

    person_id: int
    kind: str
    record_id: int | None
    draft_uid: UUID
    path: str


def owner_token(
    person: User, kind: RecordKind, draft_uid: UUID, path: str, record_id: int | None = None
) -> str:
    return signing.dumps(
        [person.pk, kind.slug, record_id, str(draft_uid), path], salt=_SALT, compress=True
    )


def read_owner_token(token: str) -> FormOwner | None:
    """The form's owner, or None when the token is missing, forged or too old."""
    try:
        person_id, kind, record_id, draft_uid, path = signing.loads(
            token, salt=_SALT, max_age=MAX_AGE_SECONDS
        )
    except signing.BadSignature:
        return None
    return FormOwner(person_id, kind, record_id, UUID(draft_uid), path)
