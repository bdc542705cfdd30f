"""What programs may not ask of an applicant, and what to answer; the table is `lint_rules/reference/shield.toml`."""

from functools import cache

from soapwriter import assets
from soapwriter.data import CheckedTable, read_model
from soapwriter.tables.steps import Cited


class Shield(Cited):
    """One thing that a program may not do, and what to answer."""

    id: str
    rule: str
    answer: str


class ShieldTable(CheckedTable):
    """The whole table; `kinds` are the kinds of document beside which it is said, and `lead` is its heading."""

    kinds: tuple[str, ...]
    lead: str
    shields: tuple[Shield, ...]

    def beside(self, kind: str) -> tuple[str, ...]:
        """Return what is said beside a draft of a kind, each a sentence and its answer; nothing beside the others."""
        return tuple(f"{each.rule} Answer: {each.answer}" for each in self.shields) if kind in self.kinds else ()


@cache
def table() -> ShieldTable:
    """
    Return the shipped table.

    Raises:
        BadData: it breaks its shape.
    """
    return read_model(assets.table_path("shield"), ShieldTable)
