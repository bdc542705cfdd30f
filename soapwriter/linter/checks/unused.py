"""Suppressions that suppress nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from soapwriter.linter.context import Check, Context, Match


class UnusedCheck(Check):
    """
    Find the name of each rule or category that a text suppresses, but that would have found nothing.

    This is known only after every other rule has run, so the linter finds them in the check's place.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match", "where"})

    type: Literal["unused"]

    def is_decidable(self, context: Context) -> bool:  # noqa: ARG002
        """Return False: whether its own suppression is used depends on what it finds."""
        return False

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield nothing: see above."""
        return iter(())
