"""The portal's settings with a mail server of the rehearsal's own."""

import os

from portal.settings import *  # noqa: F403
from portal.settings import VAR_DIR

EMAIL_BACKEND = "portal.deadlines.tests.mailbox.MailboxBackend"
REHEARSAL_REFUSES = float(os.environ.get("REHEARSAL_REFUSES", "0"))
(VAR_DIR / "mailbox").mkdir(exist_ok=True)
