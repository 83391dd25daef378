"""What is in the way of an open lesson beside people: its room, its class.

A warning, never a refusal: two lessons may share a hall, half a class may go.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.agenda.clashes import Clash, Slot, clashes
from portal.agenda.forms import ClashWarningMixin
from portal.agenda.sources import Event, EventSource
from portal.people.models import User
from research.lessons.events import event_of, key_of
from research.lessons.models import OpenLesson
from research.timetable.lessons import keys_of_class
from research.timetable.written import class_key


def _nothing(*_args: object, **_kwargs: object) -> tuple[Event, ...]:
    return ()


def _room_is_taken(person: User, event: Event) -> str:
    return _("%(room)s is taken then: “%(title)s” by %(teacher)s.") % {
        "room": event.place,
        "title": event.title,
        "teacher": person.name,
    }


def _class_is_taken(person: User, event: Event) -> str:
    return _("The class has another open lesson then: “%(title)s” by %(teacher)s.") % {
        "title": event.title,
        "teacher": person.name,
    }


#: Not sources of the agenda: nobody but this form asks them.
ROOM = EventSource("room", gettext_lazy("Room"), _nothing, _nothing, clash=_room_is_taken)
CLASS = EventSource("class", gettext_lazy("Class"), _nothing, _nothing, clash=_class_is_taken)


def places_taken(
    lesson: OpenLesson, starts_at: datetime, ends_at: datetime, *, room: str, class_name: str
) -> Iterator[Clash]:
    """Other open lessons in the same room or of the same class at that time; one query."""
    others = OpenLesson.objects.standing().between(starts_at, ends_at).exclude(pk=lesson.pk)
    for other in others.select_related("author"):
        if room and other.room == room:
            yield Clash(other.author, event_of(other), ROOM)
        if class_name and other.class_name == class_name:
            yield Clash(other.author, event_of(other), CLASS)


def busy_at(person: User, lesson: OpenLesson) -> list[str]:
    """What else an observer has at the time of a lesson, in sentences."""
    if lesson.starts_at is None or lesson.ends_at is None:
        return []
    found = clashes([person], lesson.starts_at, lesson.ends_at, besides=[key_of(lesson.pk)])
    return [clash.sentence for clash in found]


class LessonClashMixin(ClashWarningMixin):
    """For the forms that set a lesson's time; `planned` says what they set, once it is known."""

    def planned(self) -> tuple[OpenLesson, User, datetime, datetime, str, str] | None:
        """Lesson, teacher, begin, end, room and class; None while a time is missing."""
        raise NotImplementedError

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if getattr(self, "is_handing_in", True) and not self.found_clashes and self._places():
            self._ask()
        return cleaned  # type: ignore[no-any-return]

    def clash_slots(self) -> Iterator[Slot]:
        planned = self.planned()
        if planned is not None:
            lesson, teacher, starts_at, ends_at, _room, class_name = planned
            holders = User.objects.filter(seats__lesson=lesson) if lesson.pk else []
            # An open lesson is as a rule one of the timetable: no clash with itself.
            own = keys_of_class(teacher, localdate(starts_at), class_key(class_name))
            yield Slot([teacher, *holders], starts_at, ends_at, [key_of(lesson.pk), *own])

    def _places(self) -> list[Clash]:
        planned = self.planned()
        if planned is None:
            return []
        lesson, _teacher, starts_at, ends_at, room, class_name = planned
        return list(places_taken(lesson, starts_at, ends_at, room=room, class_name=class_name))

    def _ask(self) -> None:
        self.found_clashes = [*self.found_clashes, *self._places()]
        super()._ask()
