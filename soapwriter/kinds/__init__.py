"""Kinds of document: one folder under `templates/` each, its limits, and the sentences that are the template's own."""

from soapwriter.kinds.kind import TEMPLATE, Asked, Kind, Limits, find_kind, kinds
from soapwriter.kinds.residue import Line, ours

__all__ = [
    "TEMPLATE",
    "Asked",
    "Kind",
    "Limits",
    "Line",
    "find_kind",
    "kinds",
    "ours",
]
