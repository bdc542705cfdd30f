"""Which part of the explanation each sentence serves, and the label of each part."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, get_args

from soapwriter.finding import PARTS, Passage, ReportedSentence, Structure
from soapwriter.judge.marks import Marked, marked_clauses
from soapwriter.judge.sequence import OTHER, likeliest
from soapwriter.judge.standing import Fitted, Standing, features, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from soapwriter.kinds import Kind
    from soapwriter.nlp import ParsedDocument, Sentence

# A label that finds fault with ownership or cause is shown as a warning from this likelihood on.
_SURE = 0.7
# And one that finds fault with these, from this likelihood of any fault on.
_FAULTY = {"changes": 0.75, "plan": 0.75}
# Marks by which a paragraph goes on with the explanation that the one before it began.
_GOES_ON = ("retake", "scores", "passed", "plan")


class Outline:
    """
    The outline of one document.

    `parts` gives each clause's part, `sentence_parts` each sentence's; `structure` the labels of the report format.
    A kind that asks for no explanation, or a text that speaks of no failed exam, is "n/a" throughout.
    """

    def __init__(self, parsed: ParsedDocument, kind: Kind) -> None:
        self.parsed = parsed
        self.kind = kind
        self.clauses = marked_clauses(parsed)
        self.scope = self._scope()
        self.parts = [OTHER] * len(self.clauses)
        for marked, part in zip(self.scope, likeliest(self.scope), strict=True):
            self.parts[marked.number] = part

    def _scope(self) -> list[Marked]:
        """Return the clauses that the explanation can be made of."""
        told = [marked for marked in self.clauses if marked.sentence.role in ("text", "item")]
        if self.kind.parts == "none":
            return []
        if self.kind.parts == "required":
            return told
        if not any(marked.has("exam", "euphemism") for marked in told):
            return []
        blocks = {marked.sentence.block for marked in told if self._speaks_of_failing(marked)}
        blocks |= {m.sentence.block for m in told if m.sentence.block - 1 in blocks and m.has(*_GOES_ON)}
        return [marked for marked in told if marked.sentence.block in blocks]

    def _speaks_of_failing(self, marked: Marked) -> bool:
        if marked.has("neighbour") and not marked.has("exam"):
            return False
        return marked.has("owned", "nominal", "euphemism")

    @cached_property
    def asked(self) -> bool:
        """Return whether the text must have the four parts: it is of such a kind and speaks of a failed exam."""
        if self.kind.parts != "required":
            return bool(self.scope)
        return self._any("exam", "owned", "nominal") or (bool(self.scope) and not self._any("neighbour"))

    @cached_property
    def sentence_parts(self) -> list[str]:
        """
        Each sentence's part: that of most of its words, "other" only where no clause serves a part.

        A failure owned in a clause of a longer sentence makes that sentence the ownership where no other is.
        """
        weights: list[Counter[str]] = [Counter() for _ in self.parsed.sentences]
        for marked in self.scope:
            part = self.parts[marked.number]
            weights[marked.clause.sentence][part] += marked.clause.words * (part != OTHER)
        found = [weight.most_common(1)[0][0] if weight.total() else OTHER for weight in weights]
        owned = [marked.clause.sentence for marked in self.scope if self.parts[marked.number] == "ownership"]
        if owned and "ownership" not in found:
            found[owned[0]] = "ownership"
        return found

    @cached_property
    def told(self) -> frozenset[int]:
        """The numbers of the sentences that the explanation can be made of."""
        return frozenset(marked.clause.sentence for marked in self.scope)

    def of(self, part: str) -> list[Sentence]:
        """Return the sentences of a part, in order."""
        pairs = zip(self.parsed.sentences, self.sentence_parts, strict=True)
        return [sentence for sentence, each in pairs if each == part]

    def marked(self, *marks: str) -> list[Marked]:
        """Return the clauses of the explanation that have any of these marks."""
        return [marked for marked in self.scope if marked.has(*marks)]

    @cached_property
    def is_sound(self) -> bool:
        """Return whether the failure is owned, its cause named and its changes concrete: such texts seldom go wrong."""
        return self.asked and all(
            self._standings[part].label == label
            for part, label in (("ownership", "present"), ("cause", "present"), ("changes", "concrete"))
        )

    def is_sure_of(self, part: str) -> bool:
        """
        Return whether a label that finds fault with a part is beyond doubt.

        It is not where the text may be no explanation at all, or where no fault is nearly as likely.
        """
        if self._any("neighbour") and not self._any("owned", "nominal", "euphemism"):
            return False
        if not self._any("exam", "euphemism", "context") and not (self._any("owned") and not self._any("neighbour")):
            return False
        told = self._standings[part]
        return told.likelihood >= _SURE if part in ("ownership", "cause") else told.fault >= _FAULTY[part]

    def _any(self, *marks: str) -> bool:
        return any(marked.has(*marks) for marked in self.scope)

    @cached_property
    def structure(self) -> Structure:
        """The labels of the four parts and the runs of sentences that they are made of."""
        if not self.asked:
            return Structure("n/a", "n/a", "n/a", "n/a", ())
        ownership, cause, changes, plan = (self._standings[part].label for part in PARTS)
        return Structure(ownership, cause, changes, plan, self._passages(), tuple(self._told()))

    @cached_property
    def features(self) -> frozenset[str]:
        """What the clauses of the explanation have, by which its parts are labelled."""
        parts = [self.parts[marked.number] for marked in self.scope]
        return features(self.parsed.doc, self.scope, parts, self._first_change)

    @cached_property
    def _standings(self) -> dict[str, Standing]:
        return {part: standing(part, self.features) for part in get_args(Fitted)}

    @cached_property
    def _first_change(self) -> int:
        """The number in scope of the first clause that tells a change; their count where none does."""
        at = (at for at, marked in enumerate(self.scope) if self.parts[marked.number] == "changes" and at)
        return next(at, len(self.scope))

    def _told(self) -> Iterator[tuple[str, int]]:
        """Yield each clause's part and words; a clause that serves none goes with its sentence."""
        for marked in self.scope:
            part = self.parts[marked.number]
            yield (self.sentence_parts[marked.clause.sentence] if part == OTHER else part), marked.clause.words

    @cached_property
    def reported_sentences(self) -> tuple[ReportedSentence, ...]:
        """Every sentence, with the words that it has for each part."""
        told: list[Counter[str]] = [Counter() for _ in self.parsed.sentences]
        for marked, (part, words) in zip(self.scope, self._told(), strict=True) if self.asked else ():
            told[marked.clause.sentence][part] += words
        pairs = zip(self.parsed.sentences, told, strict=True)
        return tuple(ReportedSentence(each.role, *each.span, each.words, tuple(parts.items())) for each, parts in pairs)

    def _passages(self) -> tuple[Passage, ...]:
        pairs = zip(self.parsed.sentences, self.sentence_parts, strict=True)
        kept = [pair for at, pair in enumerate(pairs) if at in self.told]
        runs = groupby(kept, key=lambda pair: pair[1])
        return tuple(_passage(part, [sentence for sentence, _ in run]) for part, run in runs)


def _passage(part: str, run: Sequence[Sentence]) -> Passage:
    return Passage(part, run[0].span.start, run[-1].span.end, sum(sentence.words for sentence in run))
