"""A civil servant's number (NIP) in a committed file: birth date, month of appointment, sex, three digits."""

import re

from detect_secrets.plugins.base import RegexBasedDetector


class NipDetector(RegexBasedDetector):
    """Eighteen digits that read as a NIP; tests and the generator of the sample invent theirs."""

    secret_type = "NIP"  # pragma: allowlist secret
    denylist = (
        re.compile(
            r"(?<!\d)(?:19[4-9]\d|200\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
            r"(?:19[7-9]\d|20[0-4]\d)(?:0[1-9]|1[0-2])[12]\d{3}(?!\d)"
        ),
    )
