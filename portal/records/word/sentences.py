"""What is said of a Word file of an import: why it is doubtful, wrong, known, or short."""

from django.utils.translation import gettext_lazy as _

from portal.records.word.package import WHY_NOT
from portal.sheets.problems import register_sentences

register_sentences(
    {
        **WHY_NOT,
        "word_unread": _("%(said)s"),
        "word_namesakes": _("Several people are called %(name)s. Whose is it?"),
        "word_several": _("The file's name names more than one person. Whose is it?"),
        "word_differs": _("The staff number belongs to somebody else than the name. Whose is it?"),
        "word_inside": _("The name is run together with other words. Whose is it?"),
        "word_nobody": _("Nobody on the staff is named in the file's name. Whose is it?"),
        "word_twice": _("%(name)s has another file of this title in the ZIP: %(other)s."),
        "word_filed_already": _("%(name)s already has a record of this title in this term."),
        "word_same_as": _("The same document as %(other)s."),
        "word_known": _("This document has been imported for %(name)s already."),
        "word_short": _("%(count)s characters; %(needed)s are asked for when it is submitted."),
        "word_left_out": _("You left it out."),
        "word_choice_person": _("%(name)s %(number)s %(group)s"),
        "word_choice_again": _("Import it as one more record"),
        "word_choice_leave_out": _("Leave this file out"),
    }
)
