"""What a preview says about a row: the sentences behind the codes."""

from django.utils.translation import gettext_lazy as _

from portal.sheets.problems import register_sentences

register_sentences(
    {
        # Cells.
        "number_filled_up": _("%(given)s was stored as a number; read as %(number)s."),
        "title_unknown": _("“%(value)s” is no professional title the portal knows."),
        "honour_unknown": _("“%(value)s” is no honour the portal knows."),
        "honour_level_missing": _("“%(value)s” does not say its level: 校, 区, 市, 省 or 国家."),
        # Rows that are wrong.
        "staff_number_missing": _("The staff number is missing."),
        "name_missing": _("The name is missing."),
        "number_twice": _(
            "Staff number %(value)s already stands in row %(row)s (%(name)s);"
            " one of the two is wrong."
        ),
        "phone_twice": _("Phone %(value)s already stands in row %(row)s (%(name)s)."),
        "mail_twice": _("Mail address %(value)s already stands in row %(row)s (%(name)s)."),
        "person_twice": _("Row %(row)s is about the same person, %(name)s."),
        "phone_taken": _("Phone %(value)s belongs to %(name)s (%(number)s)."),
        "mail_taken": _("Mail address %(value)s belongs to %(name)s (%(number)s)."),
        "joined_after_left": _("%(value)s lies after the day on which the person left."),
        "left_out": _("Left out by your answer."),
        # Questions.
        "asks_name_differs": _(
            "Staff number %(number)s belongs to %(stored)s, but the sheet says %(name)s."
            " Has the name changed?"
        ),
        "asks_phone_name_differs": _(
            "There is no staff number here, and the phone belongs to %(stored)s (%(number)s),"
            " but the sheet says %(name)s. Is it the same person?"
        ),
        "asks_number_unknown": _(
            "Nobody has staff number %(number)s, but the phone belongs to %(stored)s"
            " (%(stored_number)s). Who is it?"
        ),
        "asks_namesake": _(
            "%(name)s is new by staff number %(number)s, but somebody of this name is already"
            " on the staff. Who is it?"
        ),
        "asks_number_twice": _(
            "Row %(row)s (%(name)s) gives the same staff number %(value)s."
            " Does it belong to the person of this row?"
        ),
        "choice_same": _("The same person, now called %(name)s"),
        "choice_person": _("%(name)s (%(number)s), with the new staff number"),
        "choice_new": _("A new person"),
        "choice_new_without_phone": _("A new person, without this phone"),
        "choice_this_row": _("Yes, it belongs to this row"),
        "choice_skip": _("Leave this row out"),
        # Notes.
        "known_by_phone": _("Recognised by the phone: staff number %(number)s."),
        "number_read_as": _("%(given)s has lost its zeros; read as %(number)s."),
        "namesake": _("Somebody else has this name too: staff number %(number)s."),
        "group_missing": _("No teaching-research group is given."),
        "also_in_row": _("Row %(row)s gives the same %(column)s and is left out."),
        "is_not_in_service": _("Marked as %(status)s; the import does not change that."),
        "title_kept": _("The sheet names no title; %(title)s stays."),
    }
)
