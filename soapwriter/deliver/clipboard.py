"""The clipboard of the machine that the program runs on, where there is one."""

import os

from soapwriter.errors import Unwritable

_WAY_OUT = "Write the text to a file with --out and copy it from there, or leave --copy out to see it here."


def copy(text: str) -> None:
    """
    Copy a text to the clipboard, and make sure that it has arrived.

    Raises:
        Unwritable: there is no clipboard, as over ssh, or it does not hold the text afterwards.
    """
    import pyperclip

    try:
        pyperclip.copy(text)
        arrived = str(pyperclip.paste())
    except (pyperclip.PyperclipException, OSError) as error:
        raise Unwritable(f"{_no_clipboard()} {_WAY_OUT}") from error
    # Windows gives line ends of its own, and some clipboards drop the last one.
    if arrived.replace("\r\n", "\n").strip() != text.strip():
        raise Unwritable(f"The clipboard did not take the text. {_WAY_OUT}")


def _no_clipboard() -> str:
    if os.environ.get("SSH_CONNECTION"):
        return "There is no clipboard here: over ssh the program cannot reach that of the machine you sit at."
    return "There is no clipboard here, or no program that writes to it (on Linux: wl-copy, xclip or xsel)."
