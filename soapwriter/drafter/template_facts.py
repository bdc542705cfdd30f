"""The facts as a template asks for them: the applicant's own sentences, or a placeholder with the question."""

from dataclasses import dataclass, field
from typing import Any

from soapwriter.drafter.request import DraftRequest, named_specialties
from soapwriter.kinds import FactQuestion, find_kind
from soapwriter.tables import specialties
from soapwriter.text import complete_sentences, pick_wording, without_full_stop

# The kind whose wordings tell the exam record, in every kind that has none of its own.
RECORD_KIND = "failure"
# After every fact that the kind file has.
_LAST = 99


@dataclass(frozen=True)
class TemplateFacts:
    """
    What a template may ask of the facts of one request.

    `missing` fills while the template asks: the question of each fact that is not there.
    """

    request: DraftRequest
    # A template cannot return what it lacks next to its text, so this is the one value here that changes.
    missing: dict[str, str] = field(default_factory=dict)

    def value(self, fact: str) -> Any:
        """Return a fact by its name, such as "story.cause"; nothing where there is none."""
        table, _, key = fact.partition(".")
        owners: dict[str, Any] = {"specialty": self.request.specialty, "program": self.request.program}
        owner = owners.get(table) or getattr(self.request.facts, table)
        return getattr(owner, key) if key else owner

    def ask(self, fact: str) -> str:
        """Return a fact's text, or a visible placeholder with its question."""
        value = self.value(fact)
        return str(value) if value else self.lack(fact)

    def lack(self, fact: str, question: str = "") -> str:
        """Return the placeholder of a missing fact, and remember its question."""
        question = question or self._asked(fact).question
        self.missing[fact] = question
        return f"[[{fact.rpartition('.')[2]}: {question}]]"

    def told(self, fact: str, *, entries: int | None = None) -> tuple[str, ...]:
        """Return the whole sentences of a fact, or of the first `entries` of a list; or one placeholder."""
        value = self.value(fact)
        if not value:
            return (self.lack(fact),)
        texts = (value,) if isinstance(value, str) else value
        return complete_sentences(texts[:entries], stem=self._asked(fact).stem)

    def items(self, fact: str) -> tuple[str, ...]:
        """Return the entries of a list as they were entered, without full stops; or one placeholder."""
        return tuple(map(without_full_stop, self.value(fact))) or (self.lack(fact),)

    def targets(self) -> tuple[str, ...]:
        """Return the names of the specialties that are applied to, without "the"; or one placeholder."""
        rows = map(specialties().__getitem__, named_specialties(self.request.facts))
        return tuple(row.name.removeprefix("the ") for row in rows) or (self.lack("specialties"),)

    def join(self, name: str, /, **parts: object) -> str:
        """Return one of the kind's wordings, or of those that tell the exam record, with its slots filled."""
        wordings = self.request.kind.joins.get(name) or find_kind(RECORD_KIND).joins[name]
        return pick_wording(wordings, by=f"{name} {self.request.seed}").format(**parts)

    def lacking(self) -> tuple[tuple[str, str], ...]:
        """Return the missing facts with their questions, in the order in which the kind file asks."""
        order = {field.fact: at for at, field in reversed(list(enumerate(self.request.kind.fields)))}
        return tuple(sorted(self.missing.items(), key=lambda pair: order.get(pair[0], _LAST)))

    def _asked(self, fact: str) -> FactQuestion:
        return self.request.kind.question_for(fact, variant=self.request.variant)
