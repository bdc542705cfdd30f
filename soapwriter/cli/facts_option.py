"""The option for the facts file, which the commands that need facts share."""

from pathlib import Path

import click

# Where `soapwriter init` writes the facts, and where every command looks for them.
FACTS_FILE = "me.toml"

facts_option = click.option(
    "--facts", type=click.Path(path_type=Path), default=FACTS_FILE, show_default=True, help="Your facts."
)
