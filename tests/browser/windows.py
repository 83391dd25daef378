"""The windows in which a flow is walked through."""

import pytest

from tests.browser.conftest import DESK, PHONE

#: What the office does now and then.
at_any_width = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])

#: What people do every day works without scripts as well.
in_any_window = pytest.mark.parametrize(
    ("viewport", "scripts"),
    [(PHONE, True), (DESK, True), (PHONE, False)],
    ids=["phone", "desk", "phone without scripts"],
)
