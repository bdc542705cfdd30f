"""The facts as a template asks for them: the applicant's own sentences, or a placeholder with the question."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from soapwriter.drafter.answers import sentences_of
from soapwriter.drafter.changes import change_sentences
from soapwriter.drafter.request import DraftRequest, named_specialties
from soapwriter.drafter.times import lacking
from soapwriter.drafter.weights import heaviest
from soapwriter.kinds import FactQuestion, find_kind
from soapwriter.tables import specialties
from soapwriter.text import number_of, without_full_stop

Choice = TypeVar("Choice")
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
        """
        Return the whole sentences of a fact, or of the first `entries` of a list.

        A fact that is not there, or that is no sentence and cannot be made one, is a placeholder with the question.
        """
        value = self.value(fact)
        if not value:
            return (self.lack(fact),)
        texts = (value,) if isinstance(value, str) else value
        stems = {"stem": self.stem(fact), "noun_stem": self._asked(fact).noun_stem, "subject": self._subject(fact)}
        return tuple(sentence for text in texts[:entries] for sentence in self._whole(fact, text, **stems))

    def changes(self) -> tuple[str, ...]:
        """Return what has changed, each in whole sentences; or a placeholder."""
        fact = "story.changes"
        told = change_sentences(self.request.facts, stem=self.stem(fact))
        found = [sentences or (self._unfinished(fact, entered),) for entered, sentences in told]
        every = tuple(sentence for sentences in found for sentence in sentences)
        # Without a single change there is no explanation, so that the last one stays.
        return tuple(each for each in every if not self.request.drops(each)) or every or (self.lack(fact),)

    def strongest(self, sentences: Sequence[str], count: int) -> tuple[str, ...]:
        """Return so many sentences, those that weigh most or are to stay, without those that are to go."""
        left = [each for each in sentences if not self.request.drops(each)]
        kept = [each for each in left if self.request.keeps(each)]
        most = {*kept, *heaviest([each for each in left if each not in kept], max(count - len(kept), 0))}
        return tuple(each for each in left if each in most)

    def stem(self, fact: str) -> str:
        """Return the words that an answer may go on from, with the specialty in its place."""
        return self._asked(fact).stem.format(field=self._subject(fact) or "it")

    def _whole(self, fact: str, text: str, **stems: str) -> tuple[str, ...]:
        return sentences_of(text, **stems) or (self._unfinished(fact, text),)

    def _unfinished(self, fact: str, text: str) -> str:
        """Return the placeholder of an answer that is no sentence."""
        shown = " ".join(text.split()).replace("[[", "").replace("]]", "")
        question = self._asked(fact).question
        return self.lack(fact, f'"{shown}" is not a sentence yet, so write it as one: who does what? {question}')

    def _subject(self, fact: str) -> str:
        """Return what "it" is in an answer about a specialty; "" elsewhere."""
        if not fact.startswith("specialty.") or not self.request.specialty.specialty:
            return ""
        return specialties()[self.request.specialty.specialty].name.removeprefix("the ")

    def items(self, fact: str) -> tuple[str, ...]:
        """Return the entries of a list as they were entered, without full stops; or one placeholder."""
        return tuple(map(without_full_stop, self.value(fact))) or (self.lack(fact),)

    def happened(self, fact: str) -> str:
        """Return "" where a date of the facts is not after today, or not known; else a placeholder that says so."""
        when, today = self.value(fact), self.request.today
        if when is None or today is None or when.first <= today:
            return ""
        return self.lack(fact, f"That is {when.on_day}, so this can be written after it. Has it moved?")

    def written_first(self) -> str:
        """Return "" where the program wrote first, else a placeholder: nothing is answered that was not written."""
        return "" if self.request.program.contacted_first else self.lack("program.contacted_first")

    def times(self) -> tuple[str, ...]:
        """Return the times that are confirmed, each with its day, hour and time zone; or placeholders."""
        today = self.request.today
        year = self.request.program.contacted_at or self.request.program.interview_date or today
        found = {time: lacking(time, year=year.year if year else None) for time in self.items("program.times")}
        question = self._asked("program.times").question
        return tuple(
            self.lack("program.times", f'"{time}" {problem}. {question}') if problem and "[[" not in time else time
            for time, problem in found.items()
        )

    def targets(self) -> tuple[str, ...]:
        """Return the names of the specialties that are applied to, without "the"; or one placeholder."""
        rows = map(specialties().__getitem__, named_specialties(self.request.facts))
        return tuple(row.name.removeprefix("the ") for row in rows) or (self.lack("specialties"),)

    def join(self, name: str, /, **parts: object) -> str:
        """Return one of the kind's wordings, or of those that tell the exam record, with its slots filled."""
        wordings = self.request.kind.joins.get(name) or find_kind(RECORD_KIND).joins[name]
        return self.pick(wordings, name=name).format(**parts)

    def pick(self, choices: Sequence[Choice], *, name: str) -> Choice:
        """Return the one of some choices that the facts choose, or one after it for another draft."""
        first = number_of(f"{name} {self.request.seed}")
        return choices[(first + self.request.another) % len(choices)]

    def lacking(self) -> tuple[tuple[str, str], ...]:
        """Return the missing facts with their questions, in the order in which the kind file asks."""
        order = {field.fact: at for at, field in reversed(list(enumerate(self.request.kind.fields)))}
        return tuple(sorted(self.missing.items(), key=lambda pair: order.get(pair[0], _LAST)))

    def _asked(self, fact: str) -> FactQuestion:
        return self.request.kind.question_for(fact, variant=self.request.variant)
