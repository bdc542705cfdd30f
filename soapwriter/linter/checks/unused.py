"""Suppressions that suppress nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from soapwriter.linter.context import Check, Context, Match


class UnusedCheck(Check):
    """
    Point at the name of each rule or category that a text suppresses, and that would have found nothing.

    This is only known after every other rule has run, so the linter answers in the check's place.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match", "where"})

    type: Literal["unused"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield nothing: see above."""
        return iter(())
