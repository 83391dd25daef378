"""Narrowing the index of archives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.people.models import Group, User


class PeopleFilter(forms.Form):
    """`group` is any group of the person today; `words` a name, pinyin or staff number."""

    group = forms.ModelChoiceField(
        Group.objects.none(),
        label=_("Group"),
        required=False,
        empty_label=_("All groups"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    words = forms.CharField(
        label=_("Name, pinyin or staff number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    left = forms.BooleanField(
        label=_("Also those who left"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, groups: QuerySet[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups

    def narrow(self, people: QuerySet[User], *, on: Any) -> QuerySet[User]:
        """The people who are asked for; nonsense in the address narrows nothing."""
        self.is_valid()
        group, words = self.cleaned_data.get("group"), self.cleaned_data.get("words")
        if group:
            people = people.in_group(group, on)
        return people.matching(words) if words else people
