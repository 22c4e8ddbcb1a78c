"""Have a file read by a process of its own, and say in words why it is not taken."""

import json
import os
import subprocess
import sys
import threading

from palermo.workspace.attachments.extract import Extracted
from palermo.workspace.attachments.limits import LARGEST
from palermo.workspace.attachments.words import _
from palermo.workspace.commission.saving import Refused

LONGEST = 40.0  # seconds
_few = threading.BoundedSemaphore(2)  # processes at a time: each may fill its share of the memory
_KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")  # no key, no password and no address of a database goes along


def read(content: bytes, longest: float = LONGEST) -> Extracted:
    """What a file is and says. Refused, in plain words, where it is not taken."""
    if len(content) > LARGEST:
        raise refusal("large")
    command = [sys.executable, "-m", "palermo.workspace.attachments.extract"]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with _few:
        try:
            done = subprocess.run(command, input=content, capture_output=True, timeout=longest, env=environment, check=False)
        except subprocess.TimeoutExpired:
            raise refusal("slow") from None
    if done.returncode:
        raise refusal("bomb" if done.returncode < 0 else "damaged")
    said = json.loads(done.stdout)
    if "refused" in said:
        raise refusal(said["refused"])
    return Extracted(**(said | {"people": tuple(said["people"])}))


def refusal(code: str) -> Refused:
    """Why a file is not taken, in words, by its code in `extract.REFUSED`."""
    said = {
        "empty": _("The file is empty."),
        "large": _("The file is larger than %(n)s MB.") % {"n": LARGEST // 1_000_000},
        "type": _("The file is no PDF, web page, plain text or Word document (DOCX). Its name does not count, its content does."),
        "damaged": _("The file is damaged, or cut off: it cannot be read."),
        "bomb": _("The file was not taken: it unpacks to far more than it seems to hold, as a file that is made to do harm."),
        "macros": _("The document holds macros. Save it without them, or as a PDF."),
        "slow": _("Reading the file took too long."),
    }
    return Refused(said[code])
