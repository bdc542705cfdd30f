"""Names for the shell's completion, from the folders alone, so that a press of a key costs nothing."""

import click
from click.shell_completion import CompletionItem

from soapwriter import assets

# A path that a shell completes by its folders; whether it is there is for `choice` to say.
FOLDER = click.Path(file_okay=False)


def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Return the kinds that begin so."""
    found = (path.parent.name for path in sorted(assets.folder("templates").glob("*/kind.toml")))
    return [CompletionItem(name) for name in found if name.startswith(incomplete)]


def specialties(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Return the specialties that begin so, from the headers of their table."""
    table = (assets.folder("lint_rules") / "reference" / "specialties.toml").read_text(encoding="utf-8")
    found = (line[1:-1] for line in table.splitlines() if line.startswith("[") and line.endswith("]"))
    return [CompletionItem(name) for name in found if name.startswith(incomplete)]


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Return the shipped rules that begin so; a file without examples is a table, not a rule."""
    folder = assets.folder("lint_rules")
    files = {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.rglob("*.toml"))}
    begun = {name: path for name, path in files.items() if name.startswith(incomplete)}
    return [CompletionItem(name) for name, path in begun.items() if "[[examples]]" in path.read_text(encoding="utf-8")]
