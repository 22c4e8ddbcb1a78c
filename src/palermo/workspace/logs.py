"""What the log says of a failure: which page failed and where in the code, never an address, which may hold a secret, nor a row."""

import logging
import traceback

from django.db import Error


class Discreet(logging.Filter):
    """Lets every line through, without the address of its request and without what a database quotes of its rows."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True, after taking both out."""
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            record.msg, record.args = "%s (%s)", (record.getMessage().partition(":")[0], match.view_name if match else "no page")
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, Error):
            record.exc_text = "".join([*traceback.format_tb(error.__traceback__), type(error).__name__])
        return True
