"""教学反思表: the lesson reflection on the form that schools file."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.documents.form import Block, Field, Form, Signatures
from portal.records.printed import attached, prose_blocks, record_form
from portal.ui.dates import school_date
from research.reflections.models import LessonReflection


def lesson_reflection_form(reflection: LessonReflection) -> Form:
    """The facts, the three texts (also one that is still empty), a line for the leader to sign."""
    facts: tuple[Block, ...] = (
        Field(pgettext("of a lesson", "Teacher"), reflection.author.name),
        Field(pgettext("of a lesson", "Subject"), reflection.subject or ""),
        Field(_("Class"), reflection.class_name),
        Field(_("Date"), school_date(reflection.occurred_on)),
        Field(pgettext("of a lesson", "Lesson topic"), reflection.lesson_topic, wide=True),
    )
    signed = Signatures((_("Group leader's signature"), _("Date")))
    return record_form(
        reflection,
        title=_("Lesson reflection form"),
        blocks=(*facts, *prose_blocks(reflection), *attached(reflection), signed),
    )
