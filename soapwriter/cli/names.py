"""Names for the shell's completion, from the folders alone, so that a press of a key costs nothing."""

import click
from click.shell_completion import CompletionItem

from soapwriter import assets


def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Return the kinds that begin so."""
    found = (path.parent.name for path in sorted(assets.folder("templates").glob("*/kind.toml")))
    return [CompletionItem(name) for name in found if name.startswith(incomplete)]


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Return the shipped rules that begin so."""
    folder = assets.folder("lint_rules")
    found = (path.relative_to(folder).with_suffix("").as_posix() for path in sorted(folder.glob("*/*.toml")))
    return [CompletionItem(name) for name in found if name.startswith(incomplete)]
