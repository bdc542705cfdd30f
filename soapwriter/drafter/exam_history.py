"""The exam record as sentences: failed, passed and coming exams, and practice scores, in the kind's wordings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from soapwriter.facts import MONTHS, Attempt, Facts, Practice, When
from soapwriter.tables import exams
from soapwriter.text import complete_sentences, listed, ordinal, without_full_stop

# The wordings for what became of an exam after its first attempt.
_TAILS = {"failed": "again", "passed": "then-passed"}


@dataclass(frozen=True)
class ExamHistory:
    """One applicant's exam record in sentences; `join` fills the slots of a wording that the facts choose."""

    facts: Facts
    join: Callable[..., str]

    def own(self, *, passes: bool) -> tuple[str, ...]:
        """Return the sentences that own every failure, one for each exam; with `passes`, each with its pass."""
        if self.facts.story.ownership:
            return complete_sentences([self.facts.story.ownership])
        return tuple(self._own(exam, passes=passes) for exam in self.facts.sittings)

    def own_in_short(self) -> str:
        """Return one clause that owns every failure."""
        if self.facts.story.ownership or len(self.facts.failures) == 1:
            return without_full_stop(self.own(passes=False)[0])
        exams = [self._in_short(exam) for exam in self.facts.sittings]
        # The last exam may end with the comma that closes its "which I have since passed".
        return self.join("own-short", exams=listed(exams)).rstrip(",")

    def passed(self) -> tuple[str, ...]:
        """Return a sentence for every failed exam that has been passed since."""
        return tuple(self.join("passed", exam=attempt.exam, **self._slots(attempt)) for attempt in self.facts.passes)

    def all_passed(self) -> tuple[str, ...]:
        """Return one sentence that says that every failed exam has been passed since, if that is so."""
        if self.facts.open_exams or not self.facts.sittings:
            return ()
        return (self.join("all-passed", exams=listed(list(self.facts.sittings))),)

    @property
    def unplanned(self) -> bool:
        """Whether an exam is still to be passed without a day for it, or no failure is known at all."""
        dated = {attempt.exam for attempt in self.facts.coming if attempt.date}
        return not self.facts.failures or any(exam not in dated for exam in self.facts.open_exams)

    def coming(self) -> tuple[str, ...]:
        """Return a sentence for every retake that is booked or awaits its result, unless the plan names its day."""
        return tuple(
            self._coming(attempt) for attempt in self.facts.coming if attempt.date and not self._named(attempt)
        )

    def practice(self, *, every: bool = False) -> tuple[str, ...]:
        """Return one sentence on the practice scores since the failure, unless the applicant's own words have them."""
        tests = self._tests_since_failure()
        if not tests or self._has_score(str(tests[-1].score)):
            return ()
        # The first and the last show the way from one to the other; a row of scores is hard to hear.
        chosen = tests if every or len(tests) < 3 else [tests[0], tests[-1]]
        return (self.join("practice", items=listed(_in_time(chosen))),)

    def record(self) -> tuple[str, ...]:
        """Return a line for every attempt of every exam, in order of time."""
        return tuple(self._line(attempt) for attempt in self.facts.attempts_by_date if attempt.exam and attempt.outcome)

    def tests(self) -> tuple[str, ...]:
        """Return a line for every practice test since the failure that has a score."""
        return tuple(_test(test, year=True) for test in self._tests_since_failure())

    def since(self, changes: Sequence[str]) -> tuple[str, ...]:
        """Return the changes with the first one joined to the failure, where its grammar allows it."""
        first, *rest = changes
        # "Since then I have met ..." is English, "Since then I met ..." is not; one "since" in a sentence is enough.
        match = re.match(r"I(?: have|'ve|\u2019ve) (?!since\b)", first)
        if match is None or re.search(r"\bsince\b", first, re.IGNORECASE):
            return tuple(changes)
        return (self.join("since", rest=first[match.end() :]), *rest)

    def strongest(self, changes: Sequence[str]) -> str:
        """Return the first change with a number in it, else the first."""
        # A number can be checked, and a reader remembers it.
        return next((change for change in changes if any(char.isdigit() for char in change)), changes[0])

    def _own(self, exam: str, *, passes: bool) -> str:
        first, *others = [attempt for attempt in self.facts.sittings[exam] if attempt.outcome in ("failed", "passed")]
        told = [attempt for attempt in others if attempt.outcome == "failed" or passes]
        tails = [self.join(_TAILS[attempt.outcome or ""], **self._slots(attempt)) for attempt in told]
        return self.join(self._opening(exam, first), exam=_said(exam), **self._slots(first)) + _chained(tails) + "."

    def _opening(self, exam: str, first: Attempt) -> str:
        """Return the wording for the first attempt of an exam, which depends on whether it opens the explanation."""
        if exam != next(iter(self.facts.sittings)):
            return "own-also"
        return "own" if first.date else "own-undated"

    def _slots(self, attempt: Attempt) -> dict[str, str]:
        """Return what a wording may say of an attempt: which one, when, with what score."""
        score = self.join("score", score=attempt.score) if attempt.score else ""
        date = attempt.date.in_month if attempt.date else ""
        return {"nth": self._nth(attempt), "date": date, "when": f", in {date}" if date else "", "score": score}

    def _nth(self, attempt: Attempt) -> str:
        # Two attempts without dates can be equal, so the attempt itself is looked for.
        sittings = self.facts.attempts_of(attempt.exam or "")
        return ordinal(1 + next(at for at, each in enumerate(sittings) if each is attempt))

    def _in_short(self, exam: str) -> str:
        """Return an exam with its failures, and its pass where another one is still open."""
        passed = self.facts.open_exams and exam not in self.facts.open_exams
        return f"{_said(exam)} {self._times(exam)}" + (f"{self.join('since-passed')}," if passed else "")

    def _times(self, exam: str) -> str:
        """Return the failures of one exam as "in June 2025 with a 205 and in May 2026 with a 211"."""
        failed = [attempt for attempt in self.facts.sittings[exam] if attempt.outcome == "failed"]
        return listed([self._time(attempt) for attempt in failed])

    def _time(self, attempt: Attempt) -> str:
        when = f"in {attempt.date.in_month}" if attempt.date else f"on my {self._nth(attempt)} attempt"
        return f"{when} with a {attempt.score}" if attempt.score else when

    def _coming(self, attempt: Attempt) -> str:
        name = "waiting" if attempt.outcome == "pending" else "retake"
        assert attempt.date is not None
        return self.join(name, exam=attempt.exam, on=attempt.date.on, date=attempt.date.in_words)

    def _line(self, attempt: Attempt) -> str:
        slots = self._slots(attempt)
        when = f", {attempt.date.in_words}" if attempt.date else ""
        return self.join("line", exam=attempt.exam, outcome=attempt.outcome, **slots | {"when": when})

    def _named(self, attempt: Attempt) -> bool:
        """Return whether the applicant's plan names the day of an attempt."""
        plan, when = self.facts.story.plan or "", attempt.date
        # Three letters find "Mar 12" too.
        if when is None or not re.search(rf"\b{MONTHS[when.month - 1][:3]}", plan):
            return False
        return when.day is None or bool(re.search(rf"\b{when.day}\b", plan))

    def _has_score(self, score: str) -> bool:
        """Return whether the applicant's changes or plan have a score."""
        story = self.facts.story
        # A score is not found inside a longer number.
        return any(re.search(rf"\b{re.escape(score)}(?!\w)", text) for text in (*story.changes, story.plan or ""))

    def _tests_since_failure(self) -> list[Practice]:
        return [test for test in self.facts.practice if test.score is not None and self._is_after_failure(test)]

    def _is_after_failure(self, test: Practice) -> bool:
        """Return whether a practice test was for a failed exam, and can have been taken after every failure of it."""
        failed = [attempt for attempt in self.facts.failures if test.exam in (None, attempt.exam)]
        return bool(failed) and all(_may_follow(test.date, attempt.date) for attempt in failed)


def _said(exam: str) -> str:
    return exams()[exam].said


def _chained(tails: Sequence[str]) -> str:
    """Return clauses one after the other, "and" before the last."""
    if not tails:
        return ""
    return "".join(f", {tail}" for tail in tails[:-1]) + f", and {tails[-1]}"


def _may_follow(later: When | None, earlier: When | None) -> bool:
    """Return whether one date can be after another: a month or a missing day leaves both possible."""
    return later is None or earlier is None or earlier.first < later.last


def _in_time(tests: Sequence[Practice]) -> list[str]:
    """Return practice tests with their months; the year is with each where they differ, else with the last alone."""
    years = {test.date.year for test in tests if test.date}
    return [_test(test, year=len(years) > 1 or test is tests[-1]) for test in tests]


def _test(test: Practice, *, year: bool) -> str:
    name = f"{test.score} on {test.name}" if test.name else f"{test.score}"
    if test.date is None:
        return name
    return f"{name} in {test.date.in_month if year else MONTHS[test.date.month - 1]}"
