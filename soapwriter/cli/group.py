"""The outermost group: finds a command's module when it is asked for, and says every trouble in one clear line."""

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import click
from click.shell_completion import CompletionItem

from soapwriter.cli.usage import sentence
from soapwriter.errors import ExitStatus, SoapwriterError

_NAME = "soapwriter"
# A group without a command: Click 8.1 prints its help by itself, Click 8.2 and later raise it.
_HELP_WANTED: tuple[type[click.UsageError], ...] = tuple(
    filter(None, [getattr(click.exceptions, "NoArgsIsHelpError", None)])
)


class Commands(click.Group):
    """A group whose commands are modules of this package, with their summaries here, so that help imports none."""

    def __init__(self, *args: Any, summaries: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.summaries = summaries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order of use."""
        return list(self.summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, importing its module now."""
        if cmd_name not in self.summaries:
            return None
        module = import_module(f"soapwriter.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands and their summaries, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin so, importing none."""
        commands = [
            CompletionItem(name, help=summary)
            for name, summary in self.summaries.items()
            if name.startswith(incomplete)
        ]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and make sure that what it wrote has arrived."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except OSError as error:
            # Click would call a reader that has gone away "findings" (1), and a full disk a traceback.
            _give_up_writing()
            if error.errno in (errno.EPIPE, errno.EINVAL) and error.filename is None:
                ctx.exit(ExitStatus.BROKEN_PIPE)
            raise SoapwriterError(_system_trouble(error)) from error
        return status

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line; as a program, end with its exit status and never with a traceback."""
        _open_closed_streams()
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        sys.exit(self._status(args, prog_name or _NAME, complete_var, extra))

    def _status(
        self, args: Sequence[str] | None, prog_name: str, complete_var: str | None, extra: Mapping[str, Any]
    ) -> ExitStatus:
        """Return the exit status of a run, with its troubles told."""
        try:
            status = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.Abort:
            return ExitStatus.INTERRUPTED
        except _HELP_WANTED as error:
            click.echo(error.format_message())
            return ExitStatus.OK
        except click.ClickException as error:
            return _tell(sentence(error))
        except SoapwriterError as error:
            return _tell(*error.messages)
        return ExitStatus(status)


def _open_closed_streams() -> None:
    """Put nothing in the place of a stream that whoever started the program has closed; Python has None there."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - it stays open


def _tell(*messages: str) -> ExitStatus:
    """Print each message as one line, and return the status of a call that went wrong."""
    for message in messages:
        click.echo(f"Error: {' '.join(message.split())}", err=True)
    return ExitStatus.ERROR


def _system_trouble(error: OSError) -> str:
    """Return what the system refused, in one sentence."""
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}."


def _give_up_writing() -> None:
    """Let what is still unwritten go nowhere, or Python complains of it at its end."""
    for stream in (sys.stdout, sys.stderr):
        _redirect(stream)


def _redirect(stream: IO[str]) -> None:
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
