"""What a Word file gives a record of a kind: a title, its texts, and what stayed behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import Truncator
from django.utils.translation import override

from portal.records.attach import attach_file
from portal.records.prose import count_characters, prose_to_text
from portal.records.word.convert import Keep, convert_word
from portal.records.word.split import split_document
from portal.refusal import Refused

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.records.kinds import RecordKind
    from portal.records.models import Attachment, FormDraft

LONGEST_TITLE = 120


@dataclass(frozen=True)
class WordText:
    """`texts`: field → HTML, not yet cleaned."""

    title: str
    texts: dict[str, str]

    @property
    def characters(self) -> int:
        return sum(count_characters(prose_to_text(text)) for text in self.texts.values())


def read_word(content: bytes, name: str, *, kind: RecordKind, keep: Keep | None = None) -> WordText:
    """Raises Refused as `convert_word` does."""
    split = split_document(convert_word(content, name, keep=keep), labels_of(kind))
    return WordText(split.title[:LONGEST_TITLE], split.texts)


def labels_of(kind: RecordKind) -> dict[str, tuple[str, ...]]:
    """The kind's labels and the fields' own names: our printed form reads back."""
    labels = {}
    for name, said in kind.from_word.items():
        label = kind.model._meta.get_field(name).verbose_name
        names = []
        for language in ("zh-hans", "en"):
            with override(language):
                names.append(str(label))
        labels[name] = (*said, *names) if len(kind.from_word) > 1 else said
    return labels


@dataclass
class PictureKeeper:
    """Attaches each picture of a document to a draft; counts those that cannot come along."""

    draft: FormDraft
    by: User
    stem: str
    kept: list[Attachment] = field(default_factory=list)
    left_out: int = 0

    def __call__(self, content: bytes) -> str | None:
        number = len(self.kept) + self.left_out + 1
        upload = SimpleUploadedFile(f"{self.stem}-{number}.png", content)
        try:
            picture = attach_file(upload, by=self.by, draft=self.draft)
        except Refused:
            picture = None
        if picture is None or not picture.is_picture:
            self.left_out += 1
            return None
        self.kept.append(picture)
        return picture.get_absolute_url()


def fit_title(title: str, limit: int | None) -> str:
    return Truncator(title).chars(limit or LONGEST_TITLE)
