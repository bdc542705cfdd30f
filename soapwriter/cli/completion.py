"""`soapwriter completion`: the script that lets a shell complete commands, options and names."""

import click
from click.shell_completion import get_completion_class

from soapwriter.errors import ExitStatus

_EXAMPLES = """\b
Examples (once; then open a new shell):
  soapwriter completion bash > ~/.soapwriter.bash
  echo '. ~/.soapwriter.bash' >> ~/.bashrc
\b
  soapwriter completion zsh > ~/.soapwriter.zsh
  echo '. ~/.soapwriter.zsh' >> ~/.zshrc
\b
  soapwriter completion fish \\
    > ~/.config/fish/completions/soapwriter.fish"""


@click.command(epilog=_EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> ExitStatus:
    """Print the script that completes commands, options, kinds and rules in your shell (bash 4.4 or later)."""
    script = get_completion_class(shell)
    assert script is not None
    made = script(ctx.find_root().command, {}, "soapwriter", "_SOAPWRITER_COMPLETE")
    # Its own `source` runs bash to learn its version; the script is the same for every version.
    click.echo(made.source_template % made.source_vars())
    return ExitStatus.OK
