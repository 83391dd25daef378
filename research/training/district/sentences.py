"""What a preview says about a row: the sentences behind the codes."""

from django.utils.translation import gettext_lazy as _

from portal.sheets.problems import register_sentences

register_sentences(
    {
        "hours_unreadable": _("“%(value)s” is no number of hours."),
        "hours_not_halves": _("%(value)s hours: hours are counted in halves."),
        "hours_too_many": _("%(value)s hours are more than one line can give."),
        "hours_missing": _("The hours are missing."),
        "hours_person_missing": _("Neither staff number nor name is given."),
        "hours_person_unknown": _("Nobody on the staff is called %(name)s."),
        "hours_number_unknown": _("Nobody has staff number %(number)s, and no name helps."),
        "hours_title_missing": _("The training is not named."),
        "hours_year_unreadable": _("“%(value)s” is no year."),
        "hours_days_backwards": _("The last day lies before the first."),
        "hours_days_ahead": _("%(value)s has not come yet."),
        "hours_line_twice": _("Row %(row)s says the same of the same person; it counts once."),
        "hours_certificate_twice": _(
            "Row %(row)s gives the same certificate number to another training."
        ),
        "hours_left_out": _("Left out by your answer."),
        "asks_hours_name": _("Two people are called %(name)s. Who is it?"),
        "asks_hours_number": _(
            "Staff number %(number)s belongs to %(stored)s, but the sheet says %(name)s. Who is it?"
        ),
        "choice_hours_person": _("%(name)s (%(number)s)"),
        "choice_hours_skip": _("Leave this row out"),
        "note_by_name": _("Recognised by the name: staff number %(number)s."),
        "note_category_guessed": _(
            "“%(value)s” is no category the portal knows; the one above was taken from the title."
        ),
        "note_no_days": _("No day is given; it counts for the year."),
        "note_ours": _("In the portal: %(title)s, %(hours)s hours, %(days)s."),
        "note_hours": _("The hours differ."),
        "note_date": _("The days differ."),
        "note_category": _("The category differs."),
        "note_perhaps": _("Perhaps the same thing; it counts once until you have decided."),
        "note_twice": _("It stands there more than once."),
    }
)
