"""The command line: one command per file, imported when it is called."""

import click

from soapwriter import __version__
from soapwriter.cli.group import Commands

_COMMANDS = {
    "init": "Ask for your facts once, and write them to a file.",
    "draft": "Write a draft from your facts, in your own words.",
    "lint": "Report what to fix in a text before you send it.",
    "kit": "Write every document that your facts call for, with an index.",
    "show": "Show a text sentence by sentence, and which part each serves.",
    "export": "Write a text as the application form takes it.",
    "check-application": "Compare what your application form says with your facts and texts.",
    "send": "Say whether a message may be sent to a program now.",
    "targets": "Say where you could apply in SOAP, by your facts.",
    "risks": "Show how programs see your failed exam, by your own facts.",
    "week": "Show what may be sent now, what comes next, and what is done.",
    "tables": "List the dated tables with their sources, and what is due for a check.",
    "rules": "List the rules, or check rules of your own.",
    "explain": "Say why a rule is there, with examples.",
    "kinds": "List the kinds of document, and how long each may be.",
    "completion": "Print the script for your shell's completion.",
}

_EXAMPLES = """\b
Examples:
  soapwriter init me.toml
  soapwriter draft failure --facts me.toml --out failure.txt
  soapwriter lint failure.txt
  soapwriter explain begging/plead"""


@click.group(
    "soapwriter",
    cls=Commands,
    summaries=_COMMANDS,
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="soapwriter")
def main() -> None:
    """Draft and lint the writing of SOAP week: own it, brief cause, concrete changes, plan."""
