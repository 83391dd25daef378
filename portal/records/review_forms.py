"""Forms of review: words of a decision, a comment, and the dates of a stand-in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import User
from portal.records.comment import MAX_LENGTH
from portal.records.models import StandIn
from portal.ui.autocomplete import AutocompleteField
from portal.ui.forms import PortalForm, PortalModelForm


class WordsForm(PortalForm):
    """What the reviewer says to the author; required where the act needs a reason."""

    words = forms.CharField(
        label=_("Words to the author"),
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Read by: the author, the reviewers and the research office."),
    )

    def __init__(self, *args: Any, is_required: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = is_required


class SendBackForm(WordsForm):
    """What is wrong with what the office entered in one's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_required=True, **kwargs)
        self.fields["words"].label = _("What is wrong with it")
        self.fields["words"].help_text = _("Read by: whoever entered it.")


class CommentForm(PortalForm):
    body = forms.CharField(
        label=_("Your comment"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by: everyone who can read this record."),
    )


class StandInForm(PortalModelForm):
    """`absent` is asked only of the office; a leader names their own stand-in."""

    absent = AutocompleteField(source="people", label=_("Who is away"))
    substitute = AutocompleteField(source="people", label=_("Stand-in"))

    class Meta:
        model = StandIn
        fields = ["absent", "substitute", "starts_on", "ends_on", "reason"]
        widgets = {"starts_on": forms.DateInput, "ends_on": forms.DateInput}

    def __init__(self, *args: Any, by: User, names_anyone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not names_anyone:
            del self.fields["absent"]
            self.instance.absent = by
        self.fields["starts_on"].initial = clock.today()
