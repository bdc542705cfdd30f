"""From facts to text: the kinds of draft, their sentences and their layout."""

from soapwriter.drafter.drafter import Draft, draft, drafted_kind

__all__ = [
    "Draft",
    "draft",
    "drafted_kind",
]
