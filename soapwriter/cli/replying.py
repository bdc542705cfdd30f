"""What `init` says to an answer: how it was understood, what it is for, and what is there already."""

from typing import Any

from soapwriter.cli.prompting import say
from soapwriter.facts import NotUnderstood, Place, Question, Reply, in_words, read_reply, value_of

_COMMANDS = "Enter skips a question, 'back' goes to the one before, 'quit' stops. Everything answered is saved."
_UNSURE = "You put a question mark, so the file has a note there: look it up before you send anything."


def understood(place: Place, answer: str) -> Reply | None:
    """Return what was understood; print why, and return None, where nothing was."""
    try:
        return read_reply(place, answer)
    except NotUnderstood as error:
        say(str(error))
        return None


def say_back(reply: Reply) -> None:
    """Print how an answer was understood; nothing for somebody's own words."""
    if reply.said:
        say(f"{reply.said[0].upper()}{reply.said[1:].rstrip('.')}.", indent=2)
    if reply.unsure:
        say(_UNSURE, indent=2)


def say_help(question: Question) -> None:
    """Print what the answer to a question is for, and what may be typed in place of one."""
    say(f"It is for {question.use}. For example: {question.example}")
    say(_COMMANDS)


def shown(place: Place, answer: Any) -> str:
    """Return an answer of the file in words, or as it is where the facts do not accept it."""
    try:
        return in_words(value_of(place, answer))
    except ValueError:
        return str(answer)
