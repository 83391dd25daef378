"""Picking a member of staff by what people type: a number, a name, or both."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.people.models import User
from portal.people.phones import typed_staff_number


def spelled(person: User) -> str:
    """As the field shows a person: `王芳 0087`, which names exactly one."""
    return f"{person.name} {person.staff_number}"


class PersonField(forms.CharField):
    """Takes `0087`, `王芳` or `王芳 0087`; two people of one name are told apart by number.

    Cleans to a User. Never guesses: who is not unique is asked for again, with
    the choices named.
    """

    default_error_messages = {
        "unknown": _("Nobody of this name or number is on the staff."),
        "several": _("Several people match: %(people)s. Add the staff number."),
    }

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, User):
            return spelled(value)
        return value

    def clean(self, value: Any) -> User | None:
        typed = typed_staff_number(super().clean(value) or "")
        if not typed:
            return None
        found = list(self._candidates(typed)[:6])
        if not found:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1:
            people = ", ".join(spelled(person) for person in found)
            raise forms.ValidationError(
                self.error_messages["several"], code="several", params={"people": people}
            )
        return found[0]

    @staticmethod
    def _candidates(typed: str) -> Any:
        staff = User.objects.in_service()
        by_number = staff.filter(staff_number=typed.rsplit(maxsplit=1)[-1])
        if by_number.exists():
            return by_number
        return staff.filter(name=typed.replace(" ", ""))
