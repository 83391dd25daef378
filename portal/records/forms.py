"""The form of every kind of record: few fields, sensible defaults, nothing lost.

A domain's form is fields, labels, help and `clean_*`; this base adds the
hidden version (optimistic lock), the draft's key and the owner's token, cleans
long text, and asks for completeness only when the record is handed in.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_date
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.people.models import User
from portal.prepared import Prepared, prepared
from portal.records.complete import characters_missing, too_short_message
from portal.records.draft import Typed, typed_fields
from portal.records.kinds import RecordKind
from portal.records.models import Attachment, Record, Visibility
from portal.records.prose import clean_prose, is_html, pictures_in, prose_to_typed
from portal.records.readers import read_by
from portal.ui.autocomplete import AutocompleteField
from portal.ui.dates import school_date
from portal.ui.forms import PortalModelForm


class ProseWidget(forms.Textarea):
    """A plain text area, which the editor takes over where there is room for it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 4, "data-prose": "", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Stored HTML as the lines it was typed in, where it is no more than paragraphs."""
        return prose_to_typed(value) if value and is_html(value) else value


class ProseField(forms.CharField):
    """Long text, stored as clean HTML; `own_files()` are those whose pictures may stand in it."""

    widget = ProseWidget

    def __init__(self, *args: Any, own_files: Callable[[], set[uuid.UUID]], **kwargs: Any) -> None:
        self.own_files = own_files
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> str:
        return self._cleaned(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self._cleaned(initial) != self._cleaned(data)

    def _cleaned(self, value: str | None) -> str:
        text = value or ""
        return clean_prose(text, files=self.own_files() if pictures_in(text) else ())


class RecordForm(PortalModelForm):
    """Base of every record's form.

    `title_from` names the field whose value is the record's title; `needed`
    are the fields without which it is not handed in, besides those the model
    requires.
    `more_fields` stand folded away below the others, with their defaults.
    `from_address` names fields that the link to the form may fill in.
    `for_whom` is there for the office alone, on a new record of a kind that the
    machine's own page writes: the teacher it is entered for, who confirms it.
    `may_lie_ahead`: what is planned has a day to come. A form need not have
    all of the base's fields, nor all of the kind's long texts.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    title_from = "title"
    needed: tuple[str, ...] = ()
    more_fields: tuple[str, ...] = ("occurred_on", "visibility", "shows_pupils")
    may_lie_ahead = False
    from_address: tuple[str, ...] = ()

    def __init__(
        self,
        *args: Any,
        user: User,
        kind: RecordKind,
        draft_uid: uuid.UUID,
        is_handing_in: bool = False,
        **kwargs: Any,
    ) -> None:
        self.user, self.kind, self.draft_uid = user, kind, draft_uid
        self.is_handing_in = is_handing_in
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version if self.instance.pk else 0
        for name in self.needed:
            self.fields[name].required = True
        if not self.is_handing_in:
            self._forgive_gaps()
        if self.may_enter_for_others:
            self._add_for_whom()
        if not self.may_lie_ahead and "occurred_on" in self.fields:
            self.fields["occurred_on"].widget.attrs["max"] = clock.today().isoformat()
        if "visibility" in self.fields:
            offered = set(kind.visibilities)
            choices = self.fields["visibility"].choices
            self.fields["visibility"].choices = [c for c in choices if c[0] in offered]
        for name in self.long_texts:
            self._make_prose(name)

    def _forgive_gaps(self) -> None:
        """A draft may be as unfinished as it is; only its day is needed."""
        for name, field in self.fields.items():
            if name in {"occurred_on", "visibility"}:
                continue
            if field.required:
                field.required = False
                field.widget.attrs["aria-required"] = "true"

    @property
    def may_enter_for_others(self) -> bool:
        is_new = self.instance.pk is None and "form" not in self.kind.pages
        return is_new and self.user.has_perm("records.enter_for")

    def _add_for_whom(self) -> None:
        self.fields["for_whom"] = AutocompleteField(
            source="people",
            among=lambda: User.objects.in_service().teachers().select_related("main_group"),
            required=False,
            label=_("For whom"),
            help_text=_(
                "Only if you enter it for a teacher: it becomes theirs, and counts once they"
                " confirm it."
            ),
        )
        self.more_fields = ("for_whom", *self.more_fields)

    @property
    def author(self) -> User:
        """Whose record it is as long as nobody else is named."""
        return self.instance.author if self.instance.pk else self.user

    @property
    def for_whom(self) -> User | None:
        """The teacher for whom the office writes; None for one's own."""
        return self.cleaned_data.get("for_whom")

    def _make_prose(self, name: str) -> None:
        old = self.fields[name]
        widget = ProseWidget(old.widget.attrs)
        self.fields[name] = ProseField(
            label=old.label,
            help_text=old.help_text,
            required=old.required,
            widget=widget,
            error_messages=old.error_messages,
            own_files=lambda: self.own_files,
        )

    @cached_property
    def own_files(self) -> set[uuid.UUID]:
        """The record's files and those that hang off this form; one query, asked only if needed."""
        return self.files_now()

    def files_now(self) -> set[uuid.UUID]:
        mine = Q(draft__uid=self.draft_uid, draft__person=self.user)
        if self.instance.pk:
            mine |= Q(record_id=self.instance.pk)
        return set(Attachment.objects.filter(mine).values_list("uid", flat=True))

    @property
    def long_texts(self) -> list[str]:
        """The kind's long texts that are written here; some are written on a page of their own."""
        return [name for name in self.kind.body_fields if name in self.fields]

    @property
    def base_version(self) -> int:
        """The version that was on the screen when the person began to type."""
        return self.cleaned_data.get("version") or 0

    @property
    def written_fields(self) -> list[str]:
        """The model's fields that this form writes."""
        return [name for name in self._meta.fields if name in self.cleaned_data]

    @cached_property
    def typed(self) -> Typed:
        return typed_fields(self.data)

    @cached_property
    def readers(self) -> str:
        """Who will read it; shown with every long text."""
        record = self.instance
        if record.pk is None:
            record = self.kind.model(
                kind=self.kind.slug,
                author=self.user,
                group_id=self.user.main_group_id,
                visibility=self._visibility_now(),
            )
        return read_by(record)

    def _visibility_now(self) -> str:
        chosen = self["visibility"].value() if "visibility" in self.fields else ""
        return chosen or self.kind.visibility

    def say_who_reads(self) -> None:
        """Put "read by" under every long text; for a form that is about to be shown."""
        for name in self.long_texts:
            field = self.fields[name]
            words = [text for text in (field.help_text, self.readers) if text]
            field.help_text = format_html_join(" ", "<span>{}</span>", ((w,) for w in words))
            # Validation may have made the bound field already, with the old help.
            self[name].help_text = field.help_text

    def title_of_record(self) -> str:
        return str(self.cleaned_data.get(self.title_from) or "")[:120]

    def clean_occurred_on(self) -> Any:
        day = self.cleaned_data["occurred_on"]
        if day > clock.today() and not self.may_lie_ahead:
            raise forms.ValidationError(
                _("This day has not come yet. Choose today or an earlier day."), code="future"
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "for_whom" in self.fields:
            self._settle_for_whom(cleaned)
        if cleaned.get("shows_pupils") and cleaned.get("visibility") == Visibility.SCHOOL:
            self.add_error(
                "visibility",
                forms.ValidationError(
                    _(
                        "Pupils can be recognised, so the whole school may not see it."
                        " Choose “My group” or “Only me”."
                    ),
                    code="pupils",
                ),
            )
        if self.is_handing_in:
            self._require_length(cleaned)
        return cleaned

    def _settle_for_whom(self, cleaned: dict[str, Any]) -> None:
        """One's own name is no entry for somebody else; who owes nothing writes for others."""
        if cleaned.get("for_whom") == self.user:
            cleaned["for_whom"] = None
        elif not (cleaned.get("for_whom") or self.user.is_teacher or "for_whom" in self.errors):
            self.add_error("for_whom", _("Choose the teacher for whom you enter it."))

    def _require_length(self, cleaned: dict[str, Any]) -> None:
        texts = [cleaned.get(name) or "" for name in self.kind.body_fields]
        missing = characters_missing(self.kind, texts)
        if missing:
            self.add_error(
                self.kind.body_fields[0],
                forms.ValidationError(too_short_message(self.kind, missing), code="too_short"),
            )

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in self.more_fields if name in self.fields]

    @property
    def unfolded(self) -> list[forms.BoundField]:
        hidden = {"version", *self.more_fields}
        return [self[name] for name in self.fields if name not in hidden]

    @property
    def folded_summary(self) -> str:
        """What the folded fields say now, so that most people need not open them."""
        parts: list[Any] = []
        if "occurred_on" in self.fields:
            day = self["occurred_on"].value()
            shown = parse_date(day) if isinstance(day, str) else day
            parts.append(school_date(shown) if shown else "")
        if "visibility" in self.fields:
            choices = dict(self.fields["visibility"].choices)
            parts.append(choices.get(self["visibility"].value(), ""))
        return " · ".join(str(part) for part in parts if part)

    @property
    def has_folded_errors(self) -> bool:
        return any(name in self.errors for name in self.more_fields)


def defaults_for(kind: RecordKind, person: User) -> dict[str, Any]:
    """What a new form of this kind begins with: today, my subject, the class I last wrote of.

    At most two queries; a kind without these fields ignores them.
    """
    known = {field.name for field in kind.model._meta.get_fields()}
    defaults: dict[str, Any] = {
        "occurred_on": clock.today(),
        "visibility": kind.visibility,
        "shows_pupils": False,
    }
    if "subject" in known:
        defaults["subject"] = person.subject_id
    if "class_name" in known:
        written = _last_class(kind)(person.pk)
        defaults["class_name"] = next(iter(written or classes_of(person)), "")
    return defaults


@cache
def _last_class(kind: RecordKind) -> Prepared[[int], str]:
    @prepared
    def last_class(person: int) -> QuerySet[Record, str]:
        mine = kind.model.objects.filter(author_id=person, kind=kind.slug).newest_first()
        return mine.values_list("class_name", flat=True)[:1]

    return last_class


def copied_from_last(kind: RecordKind, person: User) -> dict[str, Any]:
    """The facts (not the texts) of the person's newest record of this kind."""
    last: Record | None = kind.model.objects.by(person).of_kind(kind.slug).newest_first().first()
    if last is None:
        return {}
    return {
        name: getattr(last, kind.model._meta.get_field(name).attname) for name in kind.fact_fields
    }


def classes_of(person: User) -> list[str]:
    """八(3)、八(4) as a list."""
    text = person.grade_classes
    for separator in "、，,;；/ ":
        text = text.replace(separator, "\n")
    return [name for name in text.splitlines() if name]
