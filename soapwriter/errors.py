"""What a person can put right: every message says the trouble, the place and the way out."""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import IntEnum


class ExitStatus(IntEnum):
    """The status with which every command ends the process; of two that apply, the greater one."""

    # Done; for lint, no finding reaches the failing severity.
    OK = 0
    # lint: a finding reaches the failing severity, or --diff shows a change. rules check: an example fails.
    # targets: more programs for one service than SOAP lets an applicant apply to.
    FINDINGS = 1
    # draft, kit, export, init: the result lacks facts, has open errors, or is not written.
    INCOMPLETE = 1
    # A wrong call, or a file that cannot be read or written.
    ERROR = 2
    # draft, export, send: the message may not be sent to the program yet.
    BLOCKED = 3
    # Ctrl-C: 128 and the number of SIGINT, as shells count it.
    INTERRUPTED = 130
    # The reader of standard output has gone, as with "| head": 128 and the number of SIGPIPE.
    BROKEN_PIPE = 141


class SoapwriterError(Exception):
    """
    A trouble that the person in front of the screen can mend.

    Its messages are whole sentences, one a line; the command line prints each behind "Error: " and exits with 2.
    """

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


class BadFacts(SoapwriterError):
    """A facts file that cannot be read, or that contradicts itself."""


class BadData(SoapwriterError):
    """A rule, kind or table file that breaks the laws of the data."""


class BadSettings(SoapwriterError):
    """A settings file, a baseline or a comment that asks for what there is not."""


class Unreadable(SoapwriterError):
    """A text that cannot be read as a document."""


class UnknownName(SoapwriterError):
    """A kind, variant, rule or option value that does not exist."""


class Unwritable(SoapwriterError):
    """An output that exists already, or a place that cannot be written."""


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Return one sentence that says that there is no such thing, the nearest name, and all that there are."""
    names = sorted(known)
    near = get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return f"There is no {what} '{name}'.{hint} There are: {', '.join(names)}."
