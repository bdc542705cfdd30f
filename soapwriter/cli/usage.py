"""Wrong calls, each said in one sentence with the nearest right one."""

import re

import click

from soapwriter.errors import did_you_mean, quoted, unknown

_NOT_A_COMMAND = re.compile(r"No such command '(.+)'")
_NOT_A_CHOICE = re.compile(r"'(.*)' is not one of")


def sentence(error: click.ClickException) -> str:
    """Return what was wrong about a call, the nearest thing that exists, and where the help is."""
    if not isinstance(error, click.UsageError):
        return error.format_message()
    trouble = _option(error) or _command(error) or _choice(error) or _plain(error)
    return f"{trouble} See '{error.ctx.command_path} --help'." if error.ctx else trouble


def _option(error: click.UsageError) -> str | None:
    if not isinstance(error, click.NoSuchOption):
        return None
    near = error.possibilities[0] if error.possibilities else ""
    return f"There is no option {quoted(error.option_name)}.{did_you_mean(near)}"


def _command(error: click.UsageError) -> str | None:
    match = _NOT_A_COMMAND.search(error.message)
    if match is None or error.ctx is None or not isinstance(error.ctx.command, click.Group):
        return None
    return unknown("command", match.group(1), error.ctx.command.list_commands(error.ctx))


def _choice(error: click.UsageError) -> str | None:
    if not isinstance(error, click.BadParameter) or error.param is None:
        return None
    match = _NOT_A_CHOICE.search(error.message)
    if match is None or not isinstance(error.param.type, click.Choice):
        return None
    return unknown(_called(error.param), match.group(1), map(str, error.param.type.choices))


def _called(parameter: click.Parameter) -> str:
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name.lower()


def _plain(error: click.UsageError) -> str:
    message = " ".join(error.format_message().split())
    return message if message.endswith((".", "?", "!")) else f"{message}."
