"""The two kinds of failure that a person can meet.

An error message says what happened, why, and what to do. `UserError` is what the person can mend (exit status 2);
`PalermoError` is a damaged record, a full disk or a fault of ours (exit status 1).
"""


class PalermoError(Exception):
    """Something on our side of the fence is wrong: a damaged record, a full disk, a bug. Exit status 1."""

    exit_status = 1


class UserError(PalermoError):
    """The command can be mended by the person who typed it; the message names the offending word. Exit status 2."""

    exit_status = 2
