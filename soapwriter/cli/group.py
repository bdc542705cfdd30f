"""The outermost group: finds a command's module when it is called, and reports every error in one clear line."""

import errno
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import click
from click.shell_completion import CompletionItem

from soapwriter.errors import ExitStatus, SoapwriterError, did_you_mean, quoted, unknown

_NAME = "soapwriter"
_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))
# What a write reports when the reader of a pipe has gone: EPIPE, and EINVAL on Windows.
_READER_GONE = (errno.EPIPE, errno.EINVAL)
# A group without a command: Click 8.1 prints its help by itself, Click 8.2 and later raise it.
_HELP_REQUESTED: tuple[type[click.UsageError], ...] = tuple(
    filter(None, [getattr(click.exceptions, "NoArgsIsHelpError", None)])
)
_NOT_A_COMMAND = re.compile(r"No such command '(.+)'")
_NOT_A_CHOICE = re.compile(r"'(.*)' is not one of")


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
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"soapwriter.cli.{name}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands and their summaries, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.summaries.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin with what was typed, importing none."""
        names = [name for name in self.summaries if name.startswith(incomplete)]
        commands = [CompletionItem(name, help=self.summaries[name]) for name in names]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and make sure that its output has arrived."""
        with _delivered():
            return super().invoke(ctx)

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Read the call; help and the version are printed here, and have to arrive as well."""
        with _delivered():
            return super().make_context(*args, **options)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line; as a program, exit with its status and never with a traceback."""
        _open_closed_streams()
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        status = self._status(args, prog_name or _NAME, complete_var, extra)
        if status is ExitStatus.ERROR and not _is_here():
            _print_errors("The folder that you are in has been removed: change to another, and call again.")
        sys.exit(status)

    def _status(
        self, args: Sequence[str] | None, prog_name: str, complete_var: str | None, extra: Mapping[str, Any]
    ) -> ExitStatus:
        """Run the command line, print its errors, and return the exit status."""
        try:
            status = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.Abort:
            return ExitStatus.INTERRUPTED
        except _HELP_REQUESTED as error:
            click.echo(error.format_message())
            return ExitStatus.OK
        except click.ClickException as error:
            return _print_errors(_sentence(error))
        except SoapwriterError as error:
            return _print_errors(*error.messages)
        return ExitStatus(status)


@contextmanager
def _delivered() -> Iterator[None]:
    """
    Make sure that what is printed meanwhile has arrived.

    Raises:
        Exit: the reader has gone.
        SoapwriterError: the system refused something, such as a full disk.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        # Click would exit with 1, which means findings, where the reader has gone, and show a traceback for a full
        # disk.
        _discard_output()
        if error.errno in _READER_GONE and error.filename is None:
            raise click.exceptions.Exit(ExitStatus.BROKEN_PIPE) from None
        raise SoapwriterError(_refusal(error)) from error


def _print_errors(*messages: str) -> ExitStatus:
    # Help and completion print no message.
    from soapwriter.cli.output import say

    # Where standard error is full too, the status is all that is left to say it.
    with suppress(OSError):
        for message in messages:
            say(f"Error: {message}")
    return ExitStatus.ERROR


def _sentence(error: click.ClickException) -> str:
    """Return what is wrong with a call, the nearest name that exists, and where the help is."""
    if not isinstance(error, click.UsageError):
        return error.format_message()
    message = _unknown_option(error) or _unknown_command(error) or _unknown_choice(error) or _as_sentence(error)
    return f"{message} See {quoted(f'{error.ctx.command_path} --help')}." if error.ctx else message


def _unknown_option(error: click.UsageError) -> str | None:
    if not isinstance(error, click.NoSuchOption):
        return None
    near = error.possibilities[0] if error.possibilities else ""
    return f"There is no option {quoted(error.option_name)}.{did_you_mean(near)}"


def _unknown_command(error: click.UsageError) -> str | None:
    match = _NOT_A_COMMAND.search(error.message)
    if match is None or error.ctx is None or not isinstance(error.ctx.command, click.Group):
        return None
    return unknown("command", match.group(1), error.ctx.command.list_commands(error.ctx))


def _unknown_choice(error: click.UsageError) -> str | None:
    parameter = error.param if isinstance(error, click.BadParameter) else None
    match = _NOT_A_CHOICE.search(error.message)
    if parameter is None or match is None or not isinstance(parameter.type, click.Choice):
        return None
    return unknown(_name_of(parameter), match.group(1), map(str, parameter.type.choices))


def _name_of(parameter: click.Parameter) -> str:
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name.lower()


def _as_sentence(error: click.UsageError) -> str:
    message = " ".join(error.format_message().split())
    return message if message.endswith((".", "?", "!")) else f"{message}."


def _refusal(error: OSError) -> str:
    """Return what the system refused, in one sentence."""
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}."


def _is_here() -> bool:
    """Return whether the working directory is still there."""
    try:
        return Path.cwd().is_dir()
    except OSError:
        return False


def _open_closed_streams() -> None:
    """Open the null device for a stream that is closed from the start, for which Python has None."""
    for name, mode in _STREAMS:
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - it stays open


def _discard_output() -> None:
    """Send what is still unwritten nowhere, or Python complains about it when it exits."""
    for stream in (sys.stdout, sys.stderr):
        _redirect(stream)


def _redirect(stream: IO[str]) -> None:
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
