"""Draft and lint the writing of SOAP week; importing this costs nothing until a name is used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from soapwriter.drafter import draft as draft
    from soapwriter.facts import Facts as Facts
    from soapwriter.facts import load_facts as load_facts
    from soapwriter.finding import Finding as Finding
    from soapwriter.finding import Report as Report
    from soapwriter.linter import Linter as Linter
    from soapwriter.linter import lint as lint
    from soapwriter.text import Document as Document

_HOMES = {
    "Document": "text",
    "Facts": "facts",
    "Finding": "finding",
    "Linter": "linter",
    "Report": "finding",
    "draft": "drafter",
    "lint": "linter",
    "load_facts": "facts",
}

__all__ = [
    "Document",
    "Facts",
    "Finding",
    "Linter",
    "Report",
    "__version__",
    "draft",
    "lint",
    "load_facts",
]


def __getattr__(name: str) -> Any:
    """
    Return a public name, importing its module on first use.

    Raises:
        AttributeError: the package has no such name.
    """
    if name not in _HOMES:
        raise AttributeError(f"module 'soapwriter' has no attribute {name!r}")
    return getattr(import_module(f"soapwriter.{_HOMES[name]}"), name)
