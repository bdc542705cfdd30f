"""What is said beside a draft, and not in it: what of the facts helps, and what programs may not ask."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from soapwriter.facts import Facts
    from soapwriter.kinds import Kind


def notes_beside(kind: "Kind", facts: "Facts", choices: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what is said beside a draft of a kind, with the options of the call; nothing beside most kinds."""
    # Most drafts need no table of it.
    from soapwriter.tables import shield

    return (*_helpful(kind, facts, choices), *shield.table().beside(kind.id))


def _helpful(kind: "Kind", facts: "Facts", choices: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what of the facts helps with the risks that a draft answers; of interviews, that on in-training exams."""
    if kind.id == "interview" and choices.get("variant") != "in-training":
        return ()
    from soapwriter.soap import helpful_beside

    return helpful_beside(kind.id, facts)
