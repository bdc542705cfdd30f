"""The options that select rules and suppress findings, and the settings that they and `soapwriter.toml` give."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from soapwriter.cli import names
from soapwriter.cli.output import screen, show, show_json
from soapwriter.finding import Severity
from soapwriter.render import Screen

if TYPE_CHECKING:
    from soapwriter.linter import Profile

NEVER = "never"
SCHEMA = 1
_KEYS = ("select", "ignore", "severity", "fail-on", "rules", "facts", "baseline")
_NOTHING = {"select": "all rules", "ignore": "none", "severity": "as each rule says", "rules": "only ours"}

Row = tuple[str, str, str]


def _listed(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of an option that may be repeated, and may hold many names with commas between them."""
    named = tuple(name.strip() for name in ",".join(value).split(",") if name.strip())
    if value and not named:
        raise click.UsageError(f"{param.opts[0]} names no rule and no category.", ctx)
    return named


def _file(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return the name of a file; an empty name and standard input are not one."""
    # A shell variable that is not set gives an empty name.
    if value in ("", "-"):
        raise click.UsageError(f"{param.opts[0]} needs the name of a file.", ctx)
    return value


_OPTIONS = (
    click.option(
        "--fail-on",
        metavar="SEVERITY",
        type=click.Choice([*(severity.value for severity in Severity), NEVER]),
        help="The lowest severity that exits with status 1: error (the default), warning, note or never.",
    ),
    click.option(
        "--select",
        multiple=True,
        shell_complete=names.rules,
        callback=_listed,
        metavar="RULE",
        help="Lint only by these rules or categories.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        shell_complete=names.rules,
        callback=_listed,
        metavar="RULE",
        help="Leave out these rules or categories.",
    ),
    click.option(
        "--rules",
        multiple=True,
        type=names.FOLDER,
        metavar="DIR",
        help="A folder of your own rules, in addition to ours.",
    ),
    click.option(
        "--baseline",
        type=click.Path(readable=False),
        callback=_file,
        metavar="FILE",
        help="Suppress the findings in this file.",
    ),
    click.option("--update-baseline", is_flag=True, help="Replace the findings in the baseline with those found now."),
    click.option("--no-config", is_flag=True, help="Ignore soapwriter.toml."),
    click.option("--show-settings", is_flag=True, help="Print each setting and where it comes from; lint nothing."),
)


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of this module, in their order."""
    # Click lists the option that was added last first.
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def load_profile(*, no_config: bool, **given: Any) -> "Profile":
    """
    Return the settings that hold: the options `given`, then the nearest settings file unless `no_config`.

    Raises:
        BadSettings: the file cannot be read, or has mistakes.
    """
    # The profile imports pydantic and the rules, for which help need not wait.
    from soapwriter.linter import find_settings, make_profile

    return make_profile(None if no_config else find_settings(), **given)


def own_rules(given: tuple[str, ...]) -> tuple[str, ...]:
    """
    Return the folders of rules that are `given`, else those of the nearest settings file.

    Raises:
        BadSettings: the file cannot be read, or has mistakes.
    """
    from soapwriter.linter import find_settings

    file = None if given else find_settings()
    return file.values.get("rules", ()) if file else given


def show_settings(profile: "Profile", *, as_json: bool) -> None:
    """
    Print each setting and where it comes from.

    Raises:
        UnknownName: it names a rule or a category that does not exist.
    """
    from soapwriter.cli.rule_folders import rules_with

    profile.select_from(rules_with(*profile.rules, examples=False))
    if as_json:
        show_json(_record(profile))
    else:
        show(_lines(profile, screen()))


def _value(profile: "Profile", key: str) -> Any:
    return getattr(profile, key.replace("-", "_"))


def _record(profile: "Profile") -> dict[str, object]:
    settings = {key: {"value": _value(profile, key), "from": profile.origin(key)} for key in _KEYS}
    return {"schema": SCHEMA, **settings}


def _lines(profile: "Profile", on: Screen) -> Iterator[str]:
    """Yield each setting with its value, and below it where that comes from."""
    for key, value, origin in _rows(profile):
        yield from on.wrap(f"{key}: {value}", hanging=4)
        yield from on.wrap(origin, indent=4)


def _rows(profile: "Profile") -> Iterator[Row]:
    """Yield each setting as name, value and origin; severities that differ have a row each."""
    for key in _KEYS:
        value = _value(profile, key)
        if not value:
            yield key, _NOTHING.get(key, "none"), profile.origin(key)
        elif isinstance(value, Mapping):
            yield from ((f"{key} of {name}", value[name], profile.origin(key, name)) for name in value)
        else:
            yield key, ", ".join(value) if isinstance(value, tuple) else value, profile.origin(key)
