"""Errors that a person can fix, exit statuses, and how messages name what is wrong and the command that helps."""

import os
import re
import shlex
from collections.abc import Iterable
from difflib import get_close_matches
from enum import IntEnum

# What no shell needs in quotes.
_PLAIN = re.compile(r"[\w@%+=:,./\\-]+")


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
    A mistake or an obstacle that the user can do something about.

    Its messages are whole sentences, one a line; the command line prints each after "Error: " and exits with status 2.
    """

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


class BadFacts(SoapwriterError):
    """A facts file that cannot be read, or that contradicts itself."""


class BadData(SoapwriterError):
    """A rule, kind or table file that breaks the rules of its format."""


class BadSettings(SoapwriterError):
    """A settings file, a baseline or a comment that cannot be read, or names what does not exist."""


class Unreadable(SoapwriterError):
    """A text that cannot be read as a document."""


class UnknownName(SoapwriterError):
    """A kind, variant, rule or option value that does not exist."""


class Unwritable(SoapwriterError):
    """An output that exists already, or a place that cannot be written."""


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Return the sentences for an unknown name: that it is unknown, the nearest name, and all the names."""
    names = sorted(known)
    return f"There is no {what} {quoted(name)}.{did_you_mean(nearest(name, names))} There are: {', '.join(names)}."


def nearest(name: str, known: Iterable[str], *, alike: float = 0.6) -> str:
    """Return the known name that is most like a misspelt one, in any case; "" where none is `alike` (0 to 1) enough."""
    lower = {each.lower(): each for each in known}
    return next((lower[each] for each in get_close_matches(name.lower(), lower, n=1, cutoff=alike)), "")


def did_you_mean(name: str) -> str:
    """Return the question that follows a sentence about an unknown name; "" for no name."""
    return f" Did you mean {quoted(name)}?" if name else ""


def quoted(words: object) -> str:
    """Return words in quotation marks: single, or double where the words themselves have a single one."""
    text = str(words)
    return f'"{text}"' if "'" in text else f"'{text}'"


def command_line(*words: str) -> str:
    """Return the call of soapwriter with some words, as a person types it into a shell."""
    return " ".join(["soapwriter", *map(_typed, words)])


def _typed(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    # Every shell takes double quotes, cmd.exe no others; a POSIX shell expands these four characters inside them.
    return f'"{word}"' if os.name == "nt" or not re.search(r'["$`\\!]', word) else shlex.quote(word)
