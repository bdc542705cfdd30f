"""The options that say which rules speak and what is kept quiet, and what was settled by them and by a file."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from soapwriter.cli import names
from soapwriter.cli.output import screen, show, show_record
from soapwriter.finding import Severity
from soapwriter.render import Screen

if TYPE_CHECKING:
    from soapwriter.linter import Profile

NEVER = "never"
_KEYS = ("select", "ignore", "severity", "fail-on", "rules", "facts", "baseline")
_NOTHING = {"select": "all rules", "ignore": "none", "severity": "as each rule says", "rules": "only ours"}

Row = tuple[str, str, str]


def _listed(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of an option that may be repeated and may hold several, with commas between."""
    named = tuple(name.strip() for part in value for name in part.split(",") if name.strip())
    if value and not named:
        raise click.UsageError(f"{param.opts[0]} names no rule and no category.", ctx)
    return named


def _file(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return the name of a file, which is neither empty nor a stream."""
    if value in ("", "-"):
        raise click.UsageError(f"{param.opts[0]} needs the name of a file.", ctx)
    return value


_OPTIONS = (
    click.option(
        "--fail-on",
        metavar="SEVERITY",
        type=click.Choice([*(severity.value for severity in Severity), NEVER]),
        help="The least severity that ends with status 1: error (the default), warning, note or never.",
    ),
    click.option(
        "--select",
        multiple=True,
        shell_complete=names.rules,
        callback=_listed,
        metavar="RULE",
        help="Only these rules or categories.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        shell_complete=names.rules,
        callback=_listed,
        metavar="RULE",
        help="Not these rules or categories.",
    ),
    click.option(
        "--rules",
        multiple=True,
        type=names.FOLDER,
        metavar="DIR",
        help="A folder of rules of your own, besides ours.",
    ),
    click.option(
        "--baseline",
        type=click.Path(readable=False),
        callback=_file,
        metavar="FILE",
        help="Say nothing of the findings in this file.",
    ),
    click.option(
        "--update-baseline", is_flag=True, help="Write what is found now to the baseline, in place of what it holds."
    ),
    click.option("--no-config", is_flag=True, help="Do as if there were no soapwriter.toml."),
    click.option("--show-settings", is_flag=True, help="Print each setting and where it comes from, and lint nothing."),
)


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of this module, in their order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def settled(*, no_config: bool, **given: Any) -> "Profile":
    """
    Return what holds, by the options that are `given` and the nearest settings file, unless that is not wanted.

    Raises:
        BadSettings: the file cannot be read, or says what it may not.
    """
    # The profile brings pydantic and the rules: not before a text is to be linted.
    from soapwriter.linter import find_settings, settle

    return settle(None if no_config else find_settings(), **given)


def own_rules(given: tuple[str, ...]) -> tuple[str, ...]:
    """
    Return the folders of rules that are `given`, else those of the nearest settings file.

    Raises:
        BadSettings: the file cannot be read, or says what it may not.
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
    from soapwriter.cli.choice import rules_with

    profile.chosen(rules_with(*profile.rules, examples=False))
    if as_json:
        show_record([json.dumps(_record(profile), indent=2, ensure_ascii=False)])
        return
    show(_lines(profile, screen()))


def _value(profile: "Profile", key: str) -> Any:
    return getattr(profile, key.replace("-", "_"))


def _record(profile: "Profile") -> dict[str, object]:
    return {key: {"value": _value(profile, key), "from": profile.origin(key)} for key in _KEYS}


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
