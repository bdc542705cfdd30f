"""A sitting that has begun to be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from soapwriter.claims.mentions import Mention


@dataclass
class Begun:
    """A sitting while its sentence is being read: tokens, its last clause, and the mentions that belong to it."""

    first: int
    last: int
    clause: int
    exam: str = ""
    outcome: str = ""
    marks: dict[str, Mention] = field(default_factory=dict)

    def take(self, mention: Mention) -> None:
        """Reach to a mention."""
        self.first, self.last = min(self.first, mention.first), max(self.last, mention.last)
        self.clause = mention.clause

    def mark(self, name: str, mention: Mention) -> None:
        """Take a mention as the score, date, number or count, unless there is one."""
        self.marks.setdefault(name, mention)
        self.take(mention)
