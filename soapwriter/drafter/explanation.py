"""The four-part explanation of a failed exam: which sentences, in which order, and which go where it is too long."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations

from soapwriter.drafter.answers import sentences_of, shape, small
from soapwriter.drafter.exam_history import ExamHistory
from soapwriter.drafter.template_facts import TemplateFacts
from soapwriter.drafter.weights import heaviest, weight
from soapwriter.text import count_words, without_full_stop

# What stays whatever the length: without one of these it is no explanation.
_KEPT = ("own", "cause", "changes", "passed", "coming")
# Scores are two numbers and a date, and outweigh every change but one with a number and a person.
_PRACTICE = 5
# How much a later sentence of the plan or of an earlier exam's cause weighs: less than a change with a number.
_REST = 2
# Two clauses of more words than this are hard to say in one breath; before what they lead to, half of it is enough.
_ONE_BREATH, _SHORT_BREATH = 34, 20
# Which blocks a sentence may have with the one that is joined to it.
_JOINED = (("changes", "changes"), ("cause", "cause"))
_SINCE = re.compile(r"I(?: have|'ve|’ve) (?!since\b)")


@dataclass(frozen=True)
class Told:
    """A sentence of the explanation: which block it is of, how much it weighs, and whether it has to stay."""

    block: str
    text: str
    weight: int = 0
    kept: bool = False


class Explanation:
    """One applicant's explanation, in the orders and wordings of the kind."""

    def __init__(self, source: TemplateFacts) -> None:
        """Take the facts as a template asks for them."""
        self._source = source
        self._facts = source.request.facts
        self._history = ExamHistory(self._facts, source.join)

    def text(self, form: str, *, cuts: int) -> str:
        """Return the explanation in a form, with so many cuts: sentences that are joined to others, or left out."""
        order = self._order(form)
        request = self._source.request
        told = [each for block in order for each in self._blocks[block]() if each.kept or not request.drops(each.text)]
        told = [replace(each, kept=each.kept or request.keeps(each.text)) for each in told]
        for _ in range(cuts):
            told = _shorter(told)
        return " ".join(each.text for each in told)

    def first_cause(self) -> tuple[str, ...]:
        """Return the first sentence of the cause, or its placeholder."""
        return self._causes()[:1]

    def _order(self, form: str) -> tuple[str, ...]:
        """Return the blocks of the plan that fits the facts and is chosen by them."""
        plans = [tuple(plan.split()) for plan in self._source.request.kind.plans[form]]
        return self._source.pick([plan for plan in plans if self._fits(plan)] or plans[:1], name=f"plan {form}")

    def _fits(self, plan: Sequence[str]) -> bool:
        """Return whether the facts have what the blocks of a plan join."""
        return all(self._joins.get(block, _always)() for block in plan)

    @cached_property
    def _joins(self) -> Mapping[str, Callable[[], bool]]:
        history = self._history
        one = len(self._facts.failures) == 1 and not self._facts.story.ownership
        return {
            "own-coming": lambda: one and bool(history.retake_clause()),
            "own-cause": lambda: one and self._cause_joins(_ONE_BREATH),
            "own-one-cause": lambda: one and self._cause_joins(_ONE_BREATH),
            "cause-own": lambda: one and self._cause_joins(_SHORT_BREATH) and len(self._causes()) == 1,
            "practice-coming": lambda: bool(history.practice() and history.retake_clause()),
            "change-coming": lambda: bool(history.retake_clause()),
            "change-passed": lambda: bool(history.passed()),
        }

    @cached_property
    def _blocks(self) -> Mapping[str, Callable[[], Iterator[Told]]]:
        return {
            "own": self._own,
            "own-coming": self._own_coming,
            "own-in-short": self._own_in_short,
            "own-cause": self._own_cause,
            "own-one-cause": self._own_cause_alone,
            "cause-own": self._cause_own,
            "cause": self._cause,
            "one-cause": self._one_cause,
            "earlier": self._earlier,
            "changes": self._changes,
            "one-change": self._one_change,
            "change-coming": self._change_coming,
            "change-passed": self._change_passed,
            "practice": self._practice,
            "every-practice": self._every_practice,
            "practice-coming": self._practice_coming,
            "passed": self._passed,
            "coming": self._coming,
            "plan": self._plan,
            "one-plan": self._one_plan,
        }

    def _own(self) -> Iterator[Told]:
        if not self._facts.failures:
            yield Told("own", self._source.ask("failures"), kept=True)
            return
        sentences = self._history.own() if self._facts.story.ownership else (self._history.own_first(),)
        yield from (Told("own", sentence, kept=True) for sentence in sentences)

    def _own_coming(self) -> Iterator[Told]:
        own = without_full_stop(self._history.own_first(joined=True))
        yield Told("own", f"{own}, and {self._history.retake_clause()}.", kept=True)

    def _own_cause(self) -> Iterator[Told]:
        own, (cause, *others) = without_full_stop(self._history.own_first(joined=True)), self._causes()
        yield Told("own", f"{own}, because {cause}", kept=True)
        yield from self._later_causes(others)

    def _own_cause_alone(self) -> Iterator[Told]:
        yield next(self._own_cause())

    def _cause_own(self) -> Iterator[Told]:
        own, cause = self._history.own_first(joined=True), without_full_stop(self._causes()[0])
        yield Told("own", f"Because {cause}, {small(own)}", kept=True)

    def _own_in_short(self) -> Iterator[Told]:
        if not self._facts.failures:
            yield from self._own()
            return
        yield Told("own", f"{self._history.own_in_short()}.", kept=True)

    def _cause_joins(self, most: int) -> bool:
        """Return whether the cause can follow "because": what the writer did, in so many words at most."""
        first = self._causes()[0] if self._facts.failures else ""
        is_own = first.startswith("I ") and first.endswith(".") and "[[" not in first
        return is_own and count_words(first) <= most and "because" not in first

    def _causes(self) -> tuple[str, ...]:
        """Return the sentences of the cause of the failure that is told first, or one placeholder."""
        exams = sorted(self._facts.sittings, key=lambda exam: exam not in self._facts.open_exams)
        own = self._cause_of(exams[0]) if exams else ()
        return own or self._source.told("story.cause")

    def _cause_of(self, exam: str) -> tuple[str, ...]:
        stem = self._source.stem("story.cause")
        causes = [attempt.cause for attempt in self._facts.sittings[exam] if attempt.cause]
        return tuple(sentence for cause in causes for sentence in sentences_of(cause, stem=stem))

    def _cause(self) -> Iterator[Told]:
        first, *others = self._causes()
        yield Told("cause", first, kept=True)
        yield from self._later_causes(others)

    def _later_causes(self, others: Sequence[str]) -> Iterator[Told]:
        changes = " ".join(self._facts.story.changes)
        # The later sentences of a cause often own it ("I did almost no ...") and are answered by a change.
        yield from (Told("cause", other, weight(other, cause=changes) + _REST) for other in others)

    def _one_cause(self) -> Iterator[Told]:
        yield Told("cause", self._causes()[0], kept=True)

    def _earlier(self) -> Iterator[Told]:
        if self._facts.story.ownership:
            return
        _, *others = sorted(self._facts.sittings, key=lambda exam: exam not in self._facts.open_exams) or [""]
        for exam in others:
            yield Told("own", self._history.own_earlier(exam), kept=True)
            yield from (Told("cause", sentence, _REST) for sentence in self._cause_of(exam))
        yield from (Told("passed", sentence, kept=True) for sentence in self._passes_told() if others)

    def _passes_told(self) -> tuple[str, ...]:
        """Return the writer's own sentences that tell of a pass."""
        return tuple(sentence for sentence in self._source.changes() if self._history.tells_pass(sentence))

    def _changes(self) -> Iterator[Told]:
        cause = " ".join(self._causes())
        # Where the passes are of another exam than the changes, they are told with it.
        elsewhere = self._passes_told() if len(self._facts.sittings) > 1 and not self._facts.story.ownership else ()
        sentences = self._since([each for each in self._source.changes() if each not in elsewhere])
        most = heaviest(sentences, 1, cause=cause)
        for sentence in sentences:
            is_kept = sentence in most or self._history.tells_pass(sentence)
            yield Told("changes", sentence, weight(sentence, cause=cause), kept=is_kept)

    def _one_change(self) -> Iterator[Told]:
        sentences = self._source.changes()
        (most,) = heaviest(sentences, 1, cause=" ".join(self._causes()))
        yield Told("changes", self._since((most,))[0], kept=True)

    def _since(self, changes: Sequence[str]) -> tuple[str, ...]:
        """Return the changes with the first one joined to the failure, where its grammar allows it."""
        if not changes:
            return ()
        first, *rest = changes
        # Who has passed everything tells of changes that came before the pass, so that "since" would be untrue.
        if re.search(r"\b(?:since|then|after|before)\b", first, re.IGNORECASE) or not self._facts.open_exams:
            return tuple(changes)
        # "Since then I have met ..." is English, "Since then I met ..." is not.
        match = _SINCE.match(first)
        if match:
            return (self._source.join("since", rest=first[match.end() :]), *rest)
        is_past = first.startswith("I ") and shape(first.removeprefix("I ")) == "past"
        return (self._source.join("after", rest=first.removeprefix("I ")) if is_past else first, *rest)

    def _change_coming(self) -> Iterator[Told]:
        (change,) = self._one_change()
        yield Told("changes", f"{without_full_stop(change.text)}, and {self._history.retake_clause()}.", kept=True)

    def _change_passed(self) -> Iterator[Told]:
        (change,) = self._one_change()
        passed = self._history.passed()[0]
        yield Told("changes", f"{without_full_stop(change.text)}, and {passed}", kept=True)

    def _practice(self) -> Iterator[Told]:
        # A pass says more than the tests before it.
        worth = 0 if self._history.passed() else _PRACTICE
        yield from (Told("practice", sentence, worth) for sentence in self._history.practice())

    def _every_practice(self) -> Iterator[Told]:
        yield from (Told("practice", sentence, _PRACTICE) for sentence in self._history.practice(every=True))

    def _practice_coming(self) -> Iterator[Told]:
        scores = without_full_stop(self._history.practice()[0])
        yield Told("coming", f"{scores}, and {self._history.retake_clause()}.", kept=True)

    def _passed(self) -> Iterator[Told]:
        told = self._history.passed()
        if not told and self._source.request.variant == "passed":
            told = (self._source.ask("passes"),)
        yield from (Told("passed", sentence, kept=True) for sentence in told)

    def _coming(self) -> Iterator[Told]:
        yield from (Told("coming", sentence, kept=True) for sentence in self._history.coming())

    def _plan(self) -> Iterator[Told]:
        """Yield the writer's own plan; without one, the question where nothing else says what comes next."""
        if not self._facts.story.plan and not self._history.unplanned:
            return
        if self._facts.record_state == "passed" and not self._facts.story.plan:
            return
        first, *others = self._source.told("story.plan")
        # Where nothing else says what becomes of the open exam, the plan does.
        is_kept = self._history.unplanned or bool(self._facts.open_exams and not self._history.coming())
        yield Told("plan", first, _REST + 1, kept=is_kept)
        yield from (Told("plan", other, _REST) for other in others)

    def _one_plan(self) -> Iterator[Told]:
        """Yield the first thing that comes next: a pass, a booked retake, or the plan."""
        comes = next(chain(self._passed(), self._coming(), self._plan()), None)
        yield from [replace(comes, kept=True)] if comes else []


def _always() -> bool:
    return True


def _shorter(told: Sequence[Told]) -> list[Told]:
    """Return the sentences with two short ones joined, else without the one that weighs least of those that may go."""
    pair = next((pair for pair in _pairs(told) if _join_well(told[pair[0]], told[pair[1]])), None)
    return _joined(told, *pair) if pair else _without_lightest(told)


def _joined(told: Sequence[Told], at: int, other: int) -> list[Told]:
    """Return the sentences with one of them joined to an earlier one."""
    text = f"{without_full_stop(told[at].text)}, and {told[other].text}"
    joined = Told(told[at].block, text, max(told[at].weight, told[other].weight) + 1, kept=True)
    return [joined if number == at else each for number, each in enumerate(told) if number != other]


def _without_lightest(told: Sequence[Told]) -> list[Told]:
    """Return the sentences without the lightest of those that may go, of equals the last."""
    may_go = [at for at, each in enumerate(told) if not each.kept]
    lightest = min(may_go, key=lambda at: (told[at].weight, -at), default=None)
    return [each for at, each in enumerate(told) if at != lightest]


def _pairs(told: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """Yield the places of sentences that may be joined: neighbors first, and changes in any distance."""
    neighbors = [(at, at + 1) for at in range(len(told) - 1)]
    changes = [at for at, each in enumerate(told) if each.block == "changes"]
    yield from neighbors
    yield from (pair for pair in combinations(changes, 2) if pair not in neighbors)


def _join_well(first: Told, second: Told) -> bool:
    """Return whether two sentences by the writer are short and simple enough to be one."""
    if (first.block, second.block) not in _JOINED or not second.text.startswith("I ") or not first.text.endswith("."):
        return False
    both = f"{first.text} {second.text}"
    return count_words(both) <= _ONE_BREATH and not re.search(r"[;:(\[]|, and |, because ", both)
