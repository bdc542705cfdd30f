"""Suppressions that silence nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from soapwriter.linter.context import Check, Context, Match


class UnusedCheck(Check):
    """
    Point at the name of each rule or category that a text asks to be kept quiet, and that would have said nothing.

    Nothing can be found before every other rule has spoken, so the linter answers in the check's place.
    """

    message_words: ClassVar[frozenset[str]] = frozenset({"match", "where"})

    type: Literal["unused"]

    def find(self, context: Context, rule: str) -> Iterator[Match]:  # noqa: ARG002
        """Yield nothing: see above."""
        return iter(())
