"""A mail server for rehearsals: a file for each mail it took, refusing one in ten.

Chosen by `rehearsal_settings`, so that worker processes use it too.
"""

import os
import random
import uuid
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPServerDisconnected

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from portal.notices import send

# A rehearsal does not wait minutes for the next attempt.
send.FIRST_PAUSE = timedelta(seconds=0.1)
send.MAX_ATTEMPTS = 1000


class MailboxBackend(BaseEmailBackend):
    def send_messages(self, messages):
        for message in messages:
            if random.random() < settings.REHEARSAL_REFUSES:
                raise SMTPServerDisconnected("not now")
            name = message.extra_headers["Message-ID"].strip("<>").partition("@")[0]
            target = Path(settings.VAR_DIR) / "mailbox" / f"{name}.{uuid.uuid4().hex}"
            with target.open("w") as out:
                out.write(message.to[0])
                out.flush()
                os.fsync(out.fileno())
        return len(messages)
