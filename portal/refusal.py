"""What a verb raises when it will not act.

`Refused` carries a stable code for tests and a translated sentence for
people; pages show the sentence beside the form with everything typed intact.
"""

from django.utils.functional import Promise


class Refused(Exception):
    """A business rule forbids the act; nothing was changed."""

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class StaleRecord(Refused):
    """Somebody saved a newer version meanwhile; pages answer 409 with both."""
