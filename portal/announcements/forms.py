"""What is typed about announcements and the shelf."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.announcements.audience import Audience
from portal.announcements.models import Announcement, ShelfDocument
from portal.announcements.shelve import add_version, rename_document, shelve_document
from portal.announcements.write import Content, correct_announcement, write_announcement
from portal.people.models import Group, Role, User
from portal.people.people_field import PeopleField
from portal.people.rules import is_office
from portal.records.forms import ProseField
from portal.refusal import Refused
from portal.ui.forms import PortalForm

ACCEPT = "image/*,.heic,.heif,.pdf,.docx,.xlsx,.pptx"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; a list of uploads."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, (list, tuple)) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files if file]


class RefusedForm(PortalForm):
    """A form whose verb may refuse."""

    def refuse(self, refusal: Refused) -> None:
        self.add_error(None, str(refusal))


class ContentForm(RefusedForm):
    """What an announcement says, whether new or corrected."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=pgettext_lazy("of an announcement", "Title"), max_length=120)
    body = ProseField(label=_("Text"), own_files=set)
    files = FilesField(
        label=_("Files"),
        required=False,
        help_text=_("Pictures, PDF, Word, Excel or PowerPoint; several at once if you like."),
        widget=FilesInput({"accept": ACCEPT}),
    )
    drop_files = forms.TypedMultipleChoiceField(
        label=_("Take these files away"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        help_text=_(
            "The last day on which it matters. It stands in everybody's calendar, and who joins"
            " before then sees it too."
        ),
    )
    must_confirm = forms.BooleanField(
        label=_("Everybody confirms that they have read it"),
        required=False,
        help_text=_("Otherwise who opens it has read it."),
    )
    is_pinned = forms.BooleanField(label=_("Stays on top until it is over"), required=False)

    def __init__(self, *args: Any, user: User, announcement: Announcement | None, **kwargs: Any):
        self.user, self.announcement = user, announcement
        kwargs["initial"] = self._kept() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["rows"] = 10
        files = list(announcement.files.all()) if announcement else []
        self.fields["drop_files"].choices = [(file.pk, file.name) for file in files]
        if not files:
            del self.fields["drop_files"]

    def _kept(self) -> dict[str, Any]:
        row = self.announcement
        if row is None:
            return {}
        names = ("version", "title", "body", "valid_until", "must_confirm", "is_pinned")
        return {name: getattr(row, name) for name in names}

    def clean_valid_until(self) -> Any:
        day = self.cleaned_data["valid_until"]
        if day and day < clock.today():
            raise forms.ValidationError(_("This day is over."), code="over")
        return day

    @property
    def content(self) -> Content:
        names = ("title", "body", "valid_until", "must_confirm", "is_pinned")
        return Content(**{name: self.cleaned_data[name] for name in names})


class AnnouncementForm(ContentForm):
    """A draft. Who leads a group is offered the own groups and their members alone."""

    to_everyone = forms.BooleanField(label=_("Everyone on the staff"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("Holders of a role"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Members of groups"),
        queryset=Group.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = PeopleField(
        label=_("Single people"),
        required=False,
        help_text=_("Names with commas between them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.active()
        if not is_office(self.user):
            del self.fields["to_everyone"], self.fields["roles"]
            groups = groups.filter(pk__in=self.user.led_group_ids)
            if self.announcement is None and len(self.user.led_group_ids) == 1:
                self.initial.setdefault("groups", self.user.led_group_ids)
        self.fields["groups"].queryset = groups

    def _kept(self) -> dict[str, Any]:
        kept = super()._kept()
        if self.announcement is None:
            return kept
        audience = Audience.of(self.announcement)
        return kept | {
            "to_everyone": audience.to_everyone,
            "roles": list(audience.roles),
            "groups": [group.pk for group in audience.groups],
            "people": list(audience.people),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = ("to_everyone", "roles", "groups", "people")
        if not any(cleaned.get(name) for name in chosen) and not self.errors.keys() & set(chosen):
            target = "to_everyone" if "to_everyone" in self.fields else "groups"
            self.add_error(target, _("Say whom it goes to."))
        return cleaned

    @property
    def audience_fields(self) -> list[Any]:
        """Roles and groups stand folded where they are many."""
        return [self[name] for name in ("to_everyone", "people") if name in self.fields]

    @property
    def folded_fields(self) -> list[Any]:
        return [
            {"field": self[name], "is_open": bool(self[name].value() or self[name].errors)}
            for name in ("roles", "groups")
            if name in self.fields
        ]

    @property
    def audience(self) -> Audience:
        data = self.cleaned_data
        return Audience(
            data.get("to_everyone", False),
            data.get("roles", []),
            list(data["groups"]),
            data["people"],
        )

    def save(self) -> Announcement:
        return write_announcement(
            self.announcement,
            by=self.user,
            content=self.content,
            audience=self.audience,
            version=self.cleaned_data.get("version") or 0,
        )


class CorrectionForm(ContentForm):
    """What was sent, with what changed; to whom it went stays."""

    correction = forms.CharField(
        label=_("What was corrected"),
        max_length=200,
        help_text=_("Stands on the announcement, for those who read it before."),
    )
    asks_again = forms.BooleanField(
        label=_("Ask everybody to read it again"),
        required=False,
        help_text=_("All are told, and reading and confirming start anew."),
    )

    def save(self) -> Announcement:
        assert self.announcement is not None  # noqa: S101
        return correct_announcement(
            self.announcement,
            by=self.user,
            content=self.content,
            correction=self.cleaned_data["correction"],
            asks_again=self.cleaned_data["asks_again"],
            version=self.cleaned_data.get("version") or 0,
        )


class WithdrawForm(RefusedForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Stands in its place; those who had read it are told."),
    )


class DocumentForm(RefusedForm):
    """A document of the shelf: where it stands and what it is called."""

    category = forms.CharField(
        label=_("Category"),
        max_length=40,
        help_text=_("Such as rules, forms, handbooks; a new one comes of typing it."),
        widget=forms.TextInput({"list": "shelf-categories", "autocomplete": "off"}),
    )
    title = forms.CharField(label=pgettext_lazy("of an announcement", "Title"), max_length=120)

    def save(self, document: ShelfDocument, *, by: User) -> ShelfDocument:
        return rename_document(document, **self.cleaned_data)


class NewDocumentForm(DocumentForm):
    upload = forms.FileField(label=_("File"), widget=forms.FileInput({"accept": ACCEPT}))
    version_on = forms.DateField(label=_("Version of"), help_text=_("The day from which it holds."))

    def save(self, document: ShelfDocument | None, *, by: User) -> ShelfDocument:
        return shelve_document(**self.cleaned_data, by=by)


class VersionForm(RefusedForm):
    upload = forms.FileField(label=_("File"), widget=forms.FileInput({"accept": ACCEPT}))
    version_on = forms.DateField(label=_("Version of"), help_text=_("The day from which it holds."))
    remark = forms.CharField(
        label=pgettext_lazy("of a version", "What is new"), max_length=200, required=False
    )

    def save(self, document: ShelfDocument, *, by: User) -> ShelfDocument:
        add_version(document, by=by, **self.cleaned_data)
        return document
