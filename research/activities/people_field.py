"""Naming several people in one box: the kernel's own, under the name it had here."""

from portal.people.people_field import PeopleField, PeopleInput

__all__ = ["PeopleField", "PeopleInput"]
