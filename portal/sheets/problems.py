"""What is wrong with a cell or a row, kept as a code and told in words.

A preview is computed by a worker and read by people of two languages, so a
problem is stored as its code and its particulars; the sentence is made when
it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_sentences: dict[str, str | Promise] = {}


def register_sentences(sentences: Mapping[str, str | Promise]) -> None:
    """Add sentences by code; `%(name)s` places stand for a problem's particulars."""
    for code, sentence in sentences.items():
        if code in _sentences and _sentences[code] is not sentence:
            raise ImproperlyConfigured(f"problem {code!r} is declared twice")
        _sentences[code] = sentence


@dataclass(frozen=True)
class Problem:
    """A code with its particulars; `str()` is the sentence in today's language.

    `column` is the label of the column it is about, empty for the whole row.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    column: str = ""

    def __str__(self) -> str:
        return str(_sentences[self.code]) % self.params

    def to_json(self) -> list[Any]:
        return [self.code, dict(self.params), self.column]

    @classmethod
    def from_json(cls, stored: list[Any]) -> Problem:
        code, params, column = stored
        return cls(code, params, column)


class CellProblem(Exception):
    """A cell cannot be read; raised by the parsers of portal.sheets.cells."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def about(self, column: str) -> Problem:
        return Problem(self.code, self.params, column)


register_sentences(
    {
        "cell_unreadable": _("The cell holds %(value)s, which is no text, number or date."),
        "cell_error": _("The cell shows the error %(value)s of the spreadsheet program."),
        "ditto_first": _("“%(value)s” stands in the first row; there is nothing above it."),
        "ditto_personal": _("“%(value)s” will not do here: everybody has their own."),
        "number_digits_lost": _(
            "%(value)s is a number whose last digits the spreadsheet has lost;"
            " enter the full number as text."
        ),
        "number_not_whole": _("%(value)s is not a whole number."),
        "staff_number_characters": _(
            "“%(value)s” is no staff number: letters, digits, - and _ only, at most 20."
        ),
        "phone_digits": _("“%(value)s” is no mobile number: it has 11 digits and begins with 1."),
        "phone_several": _("“%(value)s” holds more than one phone; give the one to sign in with."),
        "mail_form": _("“%(value)s” is not a mail address."),
        "mail_several": _("“%(value)s” holds more than one mail address; give one."),
        "text_too_long": _("The text has %(length)s characters; at most %(limit)s fit."),
        "text_formula": _("“%(value)s” begins like a formula and is not read."),
        "text_markup": _("“%(value)s” contains the signs of a web page (< or >) and is not read."),
        "name_characters": _("“%(value)s” does not look like a person's name."),
        "gender_unknown": _("“%(value)s” is neither 男 nor 女."),
        "month_unreadable": _("“%(value)s” is no date the portal can read; write it as 1988-08."),
        "month_of_year": _("“%(value)s” has month %(month)s; a year has 12."),
        "day_of_month": _("“%(value)s” is a day that month does not have."),
        "month_missing": _("“%(value)s” gives only the year; the month is needed too."),
        "month_ambiguous": _(
            "%(value)s is a number and may mean January or October;"
            " write %(year)s-01 or %(year)s-10."
        ),
        "year_two_digits": _("“%(value)s” has a year of two digits; write all four."),
        "year_out_of_range": _("“%(value)s” lies outside the years 1900 to 2100."),
        "date_in_future": _("%(value)s lies in the future."),
        "class_unreadable": _("“%(value)s” is no class the portal can read; write it as 七(8)班."),
    }
)
