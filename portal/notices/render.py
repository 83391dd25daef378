"""A notice's sentences in the reader's language, made when they are read.

Params are plain values. Three conventions let them stay free of language: a
dict by language code becomes the reader's text, a key that ends in `_at`
holds an ISO moment and one in `_on` an ISO day, both written as people do.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language, gettext

from portal.notices.types import notice_types
from portal.ui.dates import school_date, school_datetime

if TYPE_CHECKING:
    from portal.notices.models import Notice

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sentences:
    subject: str
    body: str
    icon: str


class _Params(dict):
    """A placeholder nobody filled is left out; a notice never fails to be read."""

    def __missing__(self, key: str) -> str:
        logger.warning("notice_param_missing", extra={"param": key})
        return ""


def sentences_of(notice: Notice) -> Sentences:
    """Subject and body under the active language."""
    if notice.type not in notice_types:
        return Sentences(gettext("A notice of a part that is no longer installed"), "", "bell")
    kind = notice_types.get(notice.type)
    params = _Params({key: _readable(key, value) for key, value in notice.params.items()})
    return Sentences(str(kind.subject) % params, str(kind.body) % params, kind.icon)


def _readable(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        language = get_language() or settings.LANGUAGE_CODE
        return value.get(language) or value.get(settings.LANGUAGE_CODE, "")
    if isinstance(value, str) and key.endswith("_at"):
        return school_datetime(datetime.fromisoformat(value))
    if isinstance(value, str) and key.endswith("_on"):
        return school_date(date.fromisoformat(value))
    return value
