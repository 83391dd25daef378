"""Naming several people in one box: `陈静 0087、林晓 1001`, typed or picked.

With scripts a second box picks people one by one; without, names are typed.
Whoever a name does not single out is asked back for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.people.autocomplete import PEOPLE, spelled
from portal.people.models import User

_BETWEEN = re.compile(r"[、,，;；\n\r]+")
#: More names than any school's hall has seats for.
AT_MOST = 300


class PeopleInput(forms.Textarea):
    """The box, and beside it one that picks, where scripts run."""

    template_name = "people/_people_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"rows": 1, "autocomplete": "off", "autocapitalize": "off", **(attrs or {})}
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        address = reverse("ui:choices", kwargs={"slug": PEOPLE.slug})
        return super().get_context(name, value, attrs) | {"address": address}


class PeopleField(forms.Field):
    """Cleans to a list of people in the order typed, each once.

    One query for all that are spelled with their number, one for each other name.
    """

    widget = PeopleInput
    default_error_messages = {
        "nobody": gettext_lazy("Nobody here is called “%(words)s”."),
        "several": gettext_lazy("“%(words)s” fits more than one: %(choices)s. Add the number."),
        "too_many": gettext_lazy("At most %(limit)d people."),
    }

    def __init__(self, *, at_most: int = AT_MOST, **kwargs: Any) -> None:
        self.at_most = at_most
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str) or value is None:
            return value or ""
        return spell_all(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != (data or "").strip()

    def to_python(self, value: Any) -> list[User]:
        names = [" ".join(part.split()) for part in _BETWEEN.split(value or "")]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > self.at_most:
            raise forms.ValidationError(
                self.error_messages["too_many"], code="too_many", params={"limit": self.at_most}
            )
        return find_people(names, self.error_messages)

    def validate(self, value: list[User]) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")


def spell_all(people: Iterable[User]) -> str:
    return "、".join(spelled(person) for person in people)


def find_people(names: list[str], messages: dict[str, Any]) -> list[User]:
    """The people named; raises ValidationError with a sentence for each that is in doubt."""
    numbers = [name.rsplit(" ", 1)[-1] for name in names]
    staff = PEOPLE.objects().filter(staff_number__in=numbers)
    by_spelling = {spelled(person): person for person in staff}
    found: dict[int, User] = {}
    doubts = []
    for name in names:
        people = [by_spelling[name]] if name in by_spelling else PEOPLE.find(name, PEOPLE.objects())
        if len(people) == 1:
            found.setdefault(people[0].pk, people[0])
            continue
        code = "several" if people else "nobody"
        choices = _(", ").join(spelled(person) for person in people)
        params = {"words": name, "choices": choices}
        doubts.append(forms.ValidationError(messages[code], code=code, params=params))
    if doubts:
        raise forms.ValidationError(doubts)
    return list(found.values())


def pks(people: Iterable[Model]) -> list[int]:
    return [person.pk for person in people]
