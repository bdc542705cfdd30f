"""The exam record as sentences: failed, passed and coming exams, and practice scores, in the kind's wordings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from soapwriter.drafter.answers import sentences_of
from soapwriter.drafter.references import month, on_day
from soapwriter.facts import MONTHS, Attempt, Facts, Practice, When
from soapwriter.tables import exams
from soapwriter.text import NUMBERS, listed, ordinal, without_full_stop


@dataclass(frozen=True)
class ExamHistory:
    """One applicant's exam record in sentences; `join` fills the slots of a wording that the facts choose."""

    facts: Facts
    join: Callable[..., str]

    def own(self) -> tuple[str, ...]:
        """Return the sentences that own every failure, one for each exam, the exam that is still open first."""
        if self.facts.story.ownership:
            return sentences_of(self.facts.story.ownership, stem="I")
        _, *others = self._exams
        return (self.own_first(), *map(self.own_earlier, others))

    def own_first(self, *, joined: bool = False) -> str:
        """Return the sentence that owns the failures of the exam that is told first; `joined` to another sentence."""
        exam = self._exams[0]
        first, *others = self._failed(exam)
        shape = "own-joined" if joined or others else "own"
        text = self.join(shape if first.date else "own-undated", exam=_said(exam), **self._slots(first))
        return f"{self._told_again(exam, text)}{self._then_passed(exam)}."

    def _told_again(self, exam: str, text: str) -> str:
        """Return the clause of the first failure with the later ones of the same exam, or one clause for all."""
        failed = self._failed(exam)
        if len(failed) == 1:
            return text
        text += self._again(failed[1:])
        if not all(attempt.date for attempt in failed):
            return text
        times, count = listed([self._time(attempt) for attempt in failed]), self._count(len(failed))
        return self.join("own-again", told=text, exam=_said(exam), count=count, times=times)

    def own_and_passed(self) -> str:
        """Return one sentence with the failure of the only failed exam, and its pass where there is one."""
        own, passed = self.own_in_short(), self.passed()
        return f"{own}, and {passed[0]}" if passed else f"{own}."

    def own_earlier(self, exam: str) -> str:
        """Return the sentence that owns the failures of another exam, with its pass."""
        failed = [attempt for attempt in self.facts.sittings[exam] if attempt.outcome == "failed"]
        name = "own-before" if self._is_before(failed[0]) else "own-also"
        text = self.join(name, exam=_said(exam), **self._slots(failed[0]))
        return f"{text}{self._again(failed[1:])}{self._then_passed(exam)}."

    def own_in_short(self) -> str:
        """Return one clause that owns every failure."""
        if self.facts.story.ownership:
            return without_full_stop(self.own()[0])
        if len(self._exams) == 1 and (len(self.facts.failures) == 1 or not self.facts.open_exams):
            return without_full_stop(self.own_first(joined=True))
        return self._several_in_short()

    def _several_in_short(self) -> str:
        """Return one clause that owns several failures, and another for the exams that have been passed since."""
        still_open = self.facts.open_exams or tuple(self._exams)
        own = self.join("own-short", exams=listed([self._in_short(exam) for exam in self._exams if exam in still_open]))
        passed = [self._in_short(exam) for exam in self._exams if exam not in still_open]
        return f"{own}, and {self.join('passed-short', exams=listed(passed))}" if passed else own

    def passed(self, *, alone: bool = False) -> tuple[str, ...]:
        """
        Return a sentence for a pass that `own` has not told: the one that followed a single failure.

        `alone`, where the failure is not told, names the exam.
        """
        if self.facts.record_state != "passed":
            return ()
        name = _said if alone else self.again
        return tuple(self.join("passed", exam=name(each.exam or ""), **self._slots(each)) for each in self.facts.passes)

    def tells_pass(self, sentence: str) -> bool:
        """Return whether a sentence of the writer says that a failed exam was passed."""
        named = [exam for exam in self.facts.sittings if exam not in self.facts.open_exams and exam in sentence]
        return bool(named and re.search(r"\bpass(?:ed)?\b", sentence))

    @property
    def unplanned(self) -> bool:
        """Whether an exam is still to be passed without a day for it, or no failure is known at all."""
        dated = {attempt.exam for attempt in self.facts.coming if attempt.date}
        return not self.facts.failures or any(exam not in dated for exam in self.facts.open_exams)

    def coming(self, *, alone: bool = False) -> tuple[str, ...]:
        """
        Return a sentence for every retake that is booked or awaits its result, unless the plan names its day.

        `alone`, where neither the failure nor the plan is told, names the exam, and tells of the day all the same.
        """
        return tuple(
            self._coming(attempt, alone=alone)
            for attempt in self.facts.coming
            if attempt.date and (alone or not self._named(attempt))
        )

    def retake_clause(self) -> str:
        """Return the only booked retake as a clause ("I retake it on April 14"); "" where there is none."""
        booked = [attempt for attempt in self.facts.coming if attempt.date and attempt.outcome == "scheduled"]
        if len(booked) != 1 or booked[0].date is None or len(self.coming()) != 1:
            return ""
        return self.join("retake-clause", exam=self.again(booked[0].exam), on=on_day(booked[0].date))

    def practice(self, *, every: bool = False) -> tuple[str, ...]:
        """Return one sentence on the practice scores since the failure, unless the applicant's own words have them."""
        tests = self._tests_since_failure()
        if not tests or self._has_score(str(tests[-1].score)):
            return ()
        return (f"{self._scores(tests, every=every)}.",)

    def record(self) -> tuple[str, ...]:
        """Return a line for every attempt of every exam, in order of time."""
        return tuple(self._line(attempt) for attempt in self.facts.attempts_by_date if attempt.exam and attempt.outcome)

    def tests(self) -> tuple[str, ...]:
        """Return a line for every practice test since the failure that has a score."""
        return tuple(self._test(test, year=True) for test in self._tests_since_failure())

    def again(self, exam: str | None) -> str:
        """Return an exam that has been named before: "the exam" where there is only one, else its name."""
        return "the exam" if len(self.facts.sittings) == 1 and exam in self.facts.sittings else exam or ""

    @property
    def _exams(self) -> list[str]:
        """The exams that were failed: those still open first, each group by date."""
        return sorted(self.facts.sittings, key=lambda exam: exam not in self.facts.open_exams)

    def _failed(self, exam: str) -> list[Attempt]:
        return [attempt for attempt in self.facts.sittings[exam] if attempt.outcome == "failed"]

    def _is_before(self, attempt: Attempt) -> bool:
        """Return whether an attempt was before the failure that is told first."""
        first = self._failed(self._exams[0])[0]
        return bool(attempt.date and first.date and attempt.date.first < first.date.first)

    def _again(self, failed: Sequence[Attempt]) -> str:
        """Return the later failures of one exam as ", and again in May 2026, with a 211"."""
        *times, last = ["", *(self.join("again", **self._slots(attempt)) for attempt in failed)]
        return "".join(f", {time}" for time in times if time) + (f", and {last}" if last else "")

    def _then_passed(self, exam: str) -> str:
        """Return the pass of an exam where `own` tells it: of several failures; "" elsewhere."""
        passed = [attempt for attempt in self.facts.sittings[exam] if attempt.outcome == "passed"]
        if not passed or self.facts.record_state == "passed" or any(map(self.tells_pass, self.facts.story.changes)):
            return ""
        if len(self._failed(exam)) > 1:
            return f". {self.join('passed-at-last', **self._slots(passed[-1]))}"
        return f", and {self.join('then-passed', **self._slots(passed[-1]))}"

    def _count(self, number: int) -> str:
        return "twice" if number == 2 else f"{NUMBERS[number] if number < len(NUMBERS) else number} times"

    def _slots(self, attempt: Attempt) -> dict[str, str]:
        """Return what a wording may say of an attempt: which one, when, with what score."""
        score = self.join("score", score=attempt.score) if attempt.score else ""
        date = month(attempt.date) if attempt.date else ""
        return {"nth": self._nth(attempt), "date": date, "at": f", in {date}" if date else "", "score": score}

    def _nth(self, attempt: Attempt) -> str:
        # Two attempts without dates can be equal, so the attempt itself is looked for.
        sittings = self.facts.attempts_of(attempt.exam or "")
        return ordinal(1 + next(at for at, each in enumerate(sittings) if each is attempt))

    def _in_short(self, exam: str) -> str:
        """Return an exam with its failures; how often, and the last day, where there are several."""
        failed = self._failed(exam)
        if len(failed) == 1:
            return f"{_said(exam)} {self._time(failed[0], score=exam in self.facts.open_exams)}"
        # Of two exams, a day after the first would be heard as the second's.
        day = failed[-1].date if self.facts.open_exams == (exam,) else None
        last = f", the last time in {month(day)}" if day else ""
        return f"{_said(exam)} {self._count(len(failed))}{last}"

    def _time(self, attempt: Attempt, *, score: bool = True) -> str:
        when = f"in {month(attempt.date)}" if attempt.date else f"on my {self._nth(attempt)} attempt"
        return f"{when} with a {attempt.score}" if attempt.score and score else when

    def _coming(self, attempt: Attempt, *, alone: bool) -> str:
        name = "waiting" if attempt.outcome == "pending" else "retake"
        assert attempt.date is not None
        exam = _said(attempt.exam or "") if alone else self.again(attempt.exam)
        return self.join(name, exam=exam, on=on_day(attempt.date), date=on_day(attempt.date).partition(" ")[2])

    def _line(self, attempt: Attempt) -> str:
        score = f", {attempt.score}" if attempt.score else ""
        when = f", {attempt.date.in_words}" if attempt.date else ""
        return self.join(
            "line", exam=attempt.exam, outcome=attempt.outcome, nth=self._nth(attempt), when=when, score=score
        )

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

    def _scores(self, tests: Sequence[Practice], *, every: bool) -> str:
        """Return the scores as a way from the first to the last where they rise, else as a list."""
        first, last = tests[0], tests[-1]
        if len(tests) == 1:
            return self.join("practice-one", item=self._test(first))
        if all(map(_rises, tests, tests[1:])) and (not every or len(tests) == 2):
            return self.join("practice-rise", first=self._test(first), last=self._test(last))
        # The first and the last show the way from one to the other; a row of scores is hard to hear.
        chosen = tests if every else (first, last)
        return self.join("practice", items=listed(map(self._test, chosen)))

    def _test(self, test: Practice, *, year: bool = False) -> str:
        name = f"{test.score} on {test.name}" if test.name else f"{test.score}"
        if test.date is None:
            return name
        return f"{name} in {test.date.in_month if year else month(test.date)}"


def _rises(earlier: Practice, later: Practice) -> bool:
    """Return whether a practice score is higher than the one before it, on the same exam's scale."""
    if earlier.exam != later.exam or earlier.score is None or later.score is None:
        return False
    return earlier.score.percent is later.score.percent and earlier.score < later.score


def _said(exam: str) -> str:
    return exams()[exam].said


def _may_follow(later: When | None, earlier: When | None) -> bool:
    """Return whether one date can be after another: a month or a missing day leaves both possible."""
    return later is None or earlier is None or earlier.first < later.last
