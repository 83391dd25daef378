"""An action: a button that knows its label, address, method, right and tone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise


@dataclass(frozen=True)
class Action:
    """`confirm` is the question asked first; an act that needs a reason is a link to its form."""

    slug: str
    label: str | Promise
    url: str
    method: Literal["get", "post"] = "post"
    tone: Literal["primary", "secondary", "danger"] = "secondary"
    icon: str = ""
    confirm: str | Promise = ""
