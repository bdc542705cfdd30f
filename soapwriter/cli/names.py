"""Names for shell completion, from file names alone: a person waits for them at every press of a key."""

from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem

from soapwriter import assets

# A shell completes it with folders; `rule_folders` says whether it exists.
FOLDER = click.Path(file_okay=False)


def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Return the kinds that begin with what is typed."""
    files = sorted(assets.folder("templates").glob("*/kind.toml"))
    return _completions((path.parent.name for path in files), incomplete)


def specialties(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Return the specialties that begin with what is typed, from the headers of their table."""
    lines = assets.table_path("specialties").read_text(encoding="utf-8").splitlines()
    return _completions((line[1:-1] for line in lines if line.startswith("[") and line.endswith("]")), incomplete)


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Return the shipped rules that begin with what is typed; a file without examples is a table, not a rule."""
    folder = assets.folder("lint_rules")
    names = (path.relative_to(folder).with_suffix("").as_posix() for path in sorted(folder.rglob("*.toml")))
    begun = _completions(names, incomplete)
    return [each for each in begun if "[[examples]]" in (folder / f"{each.value}.toml").read_text(encoding="utf-8")]


def _completions(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]
