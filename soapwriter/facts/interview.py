"""The order in which `init` asks: what an explanation needs first, then every question that is still open."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from soapwriter.facts.attempts import contradictions
from soapwriter.facts.dates import When
from soapwriter.facts.facts import Facts
from soapwriter.facts.facts_file import FactsFile
from soapwriter.facts.questions import Place, Questions, Table, load_questions
from soapwriter.facts.replies import Reply, in_words, value_of
from soapwriter.facts.schema import Attempt
from soapwriter.tables import exams_known_to, pass_line

_RETAKE = "retake"
_NONE = "none"


class Interview:
    """
    The answers of one facts file, and which of its questions are open.

    A question is open when it applies, has no answer that the facts accept, and was not passed over.
    """

    def __init__(self, file: FactsFile, *, today: date) -> None:
        self.file = file
        self.today = today
        self.questions: Questions = load_questions()
        # What cannot be noted in the file: that there is no further entry of a table, for this session.
        self._passed_over: set[Place] = set()
        self._close_tables()

    @property
    def facts(self) -> Facts:
        """What the file says, without the answers that the facts do not accept."""
        return Facts.model_validate(dict(self._readable()))

    @property
    def next_place(self) -> Place | None:
        """The first open question; None where everything is answered or passed over."""
        return next(filter(self._is_open, chain(self.first_places, self._other_places())), None)

    @property
    def is_enough(self) -> bool:
        """Whether an explanation can be written: a failure, its cause, what has changed, and what comes next."""
        facts = self.facts
        causes = facts.story.cause or any(each.cause for each in facts.failures)
        plan = facts.story.plan or facts.coming or not facts.open_exams
        return bool(facts.failures and causes and facts.every_change and plan)

    @property
    def first_places(self) -> tuple[Place, ...]:
        """The places of the five questions that come first, in order, whether answered or not."""
        facts, count = self.facts, self.file.count("exams")
        entries = range(1, count if facts.failures else count + 1)
        # The first exam is asked by parts: how it went with its score, and then the day.
        first = (Place("exams", 0, key) for key in ("exam", "outcome", "score", "date"))
        others = (Place("exams", entry, key) for entry in entries for key in ("exam", "outcome", "date", "score"))
        return (*first, *others, Place("story", 0, "cause"), Place("story", 0, "changes"), *self._plan_places(facts))

    def is_opening(self, place: Place) -> bool:
        """Return whether a place opens a new entry of a repeated table."""
        table = self.questions.table(place.table)
        return table.repeated and place == self._opening(table)

    def has_answer(self, place: Place) -> bool:
        """Return whether the file has an answer at a place, whether the facts accept it or not."""
        return self.file.answer(place) is not None

    def wording(self, place: Place) -> str:
        """Return the words of the question of a place."""
        question = self.questions.at(place)
        outcome = self.file.answer(place._replace(key="outcome")) if question.ask_if else None
        return question.ask_if.get(str(outcome).lower(), question.ask)

    def example(self, place: Place) -> str:
        """Return an example for the answer of a place; a day that is booked is a coming one."""
        is_booked = place.key == "date" and self.file.answer(place._replace(key="outcome")) == "scheduled"
        return (self.questions.retake if is_booked else self.questions.at(place)).example

    def wrong_answer(self, place: Place) -> Any:
        """Return the answer that the file has and the facts do not accept; None where there is none."""
        answer = self.file.answer(place)
        return answer if answer is not None and not _accepts(place, answer) else None

    def put(self, place: Place, reply: Reply) -> None:
        """Take an answer; that of the retake opens an entry of its exam."""
        if place.key == _RETAKE:
            self._put_retake(place, reply)
            return
        self._passed_over.discard(place)
        # "failed, 206?" doubts the number.
        self._set(place, reply._replace(unsure=reply.unsure and not reply.score))
        if reply.score:
            self._set(place._replace(key="score"), Reply(reply.score, unsure=reply.unsure))

    def skip(self, place: Place) -> None:
        """Pass over a question, and note that in the file where its entry is there and it has no answer."""
        self._passed_over.add(place)
        table = self.questions.table(place.table)
        if place.key == _RETAKE or self.has_answer(place):
            return
        if not table.repeated or self.file.has_entry(place):
            self.file.skip(place, self.questions.at(place).nothing)

    def clear(self, place: Place) -> None:
        """Empty an answer; an entry that is empty with it goes, where it is the last of its table."""
        before = self.file.count(place.table)
        self.file.remove(place, self.questions.at(place).nothing)
        if self.questions.table(place.table).repeated and self.file.count(place.table) < before:
            self.file.remove_entry(place)
        self._passed_over.add(place)

    def undo_retake(self, place: Place) -> None:
        """Remove the entry that the answer about the retake opened."""
        self._passed_over.discard(place)
        if self.file.count("exams") > place.entry:
            self.file.remove_entry(place)

    def conflicts(self, place: Place) -> tuple[str, ...]:
        """Return what in the exam record cannot be true, as far as it is about the entry of a place."""
        if place.table != "exams":
            return ()
        attempts = self.facts.exams
        found = (mistake for mistake in contradictions(attempts, now=self.today) if mistake.entry == place.entry)
        past = filter(self._is_past, attempts[place.entry : place.entry + 1])
        booked = (f"{each.exam} is booked for {in_words(each.date)}, and that day has passed" for each in past)
        return (*(mistake.message for mistake in found), *booked)

    def _is_past(self, attempt: Attempt) -> bool:
        return attempt.outcome == "scheduled" and attempt.date is not None and attempt.date.last < self.today

    def _set(self, place: Place, reply: Reply) -> None:
        number = self.questions.at(place).shape == "number"
        self.file.put(place, reply.answer, number=number, unsure=reply.unsure)

    def _put_retake(self, place: Place, reply: Reply) -> None:
        # Whoever answers again has changed their mind about the entry that the first answer opened.
        self.undo_retake(place)
        self._passed_over.add(place)
        if reply.answer == _NONE:
            return
        exam = self.facts.open_exams[0]
        states = {choice.value for choice in self.questions.retake.choices}
        state = str(reply.answer) if reply.answer in states else "scheduled"
        self.file.put(place._replace(key="exam"), exam)
        self.file.put(place._replace(key="outcome"), state)
        if reply.answer not in states:
            self.file.put(place._replace(key="date"), reply.answer)

    def _plan_places(self, facts: Facts) -> tuple[Place, ...]:
        """Return where the plan is asked: the retake, and then how its date will be set."""
        plan = Place("story", 0, "plan")
        if not facts.open_exams or facts.coming:
            return ()
        # Whoever has a plan in words, or passed over it, was asked about the retake before.
        if facts.story.plan or self.file.is_skipped(plan):
            return (plan,)
        return (Place("exams", self.file.count("exams"), _RETAKE), plan)

    def _other_places(self) -> Iterator[Place]:
        for table in self.questions.tables:
            yield from self._places(table)
            if table.repeated:
                yield self._opening(table)

    def _places(self, table: Table) -> Iterator[Place]:
        for entry in range(max(1, self.file.count(table.name))):
            yield from (Place(table.name, entry, question.key) for question in table.questions)

    def _opening(self, table: Table) -> Place:
        return Place(table.name, self.file.count(table.name), table.questions[0].key)

    def _close_tables(self) -> None:
        """Pass over the end of every table that comes before the first open question: it was asked before."""
        for table in self.questions.tables:
            if any(map(self._is_open, self._places(table))):
                return
            if table.repeated:
                self._passed_over.add(self._opening(table))

    def _is_open(self, place: Place) -> bool:
        if place in self._passed_over or self.file.is_skipped(place):
            return False
        answer = self.file.answer(place)
        return (answer is None or not _accepts(place, answer)) and self._applies(place)

    def _applies(self, place: Place) -> bool:
        """Return whether a question is asked, given the other answers."""
        condition = _CONDITIONS.get((place.table, place.key))
        if condition is not None and not condition(self.facts, place):
            return False
        if not self._has_begun(place):
            return False
        wanted = self.questions.at(place).only_if
        return all(self._value(place._replace(key=key)) in values for key, values in wanted.items())

    def _has_begun(self, place: Place) -> bool:
        """Return whether a question is of an entry that is there, or opens one."""
        table = self.questions.table(place.table)
        if not table.repeated or place.key in (table.questions[0].key, _RETAKE):
            return True
        return place.entry < self.file.count(place.table)

    def _value(self, place: Place) -> Any:
        answer = self.file.answer(place)
        return value_of(place, answer) if answer is not None and _accepts(place, answer) else None

    def _readable(self) -> Iterator[tuple[str, Any]]:
        """Yield each table with the answers that the facts accept."""
        for table in self.questions.tables:
            count = self.file.count(table.name)
            entries = [self._entry(table, number) for number in range(count)]
            if table.repeated:
                yield table.name, entries
            elif entries:
                yield table.name, entries[0]

    def _entry(self, table: Table, number: int) -> dict[str, Any]:
        places = (Place(table.name, number, question.key) for question in table.questions)
        answers = ((place, self.file.answer(place)) for place in places)
        return {place.key: answer for place, answer in answers if answer is not None and _accepts(place, answer)}


def _accepts(place: Place, answer: Any) -> bool:
    try:
        value_of(place, answer)
    except ValueError:
        return False
    return True


def _has_score(facts: Facts, place: Place) -> bool:
    """Return whether the report of an exam has a number: of some exams it says only pass or fail."""
    attempts = facts.exams[place.entry : place.entry + 1]
    return any(_may_have_number(attempt.exam, attempt.date) for attempt in attempts if attempt.exam)


def _may_have_number(exam: str, when: When | None) -> bool:
    days = (when.first, when.last) if when else (date.max,)
    # Beyond the table, and without a date, the last line that it has says whether there is a number.
    lines = [pass_line(exam, min(day, exams_known_to())) for day in days]
    return any(line is None or line.least is not None for line in lines)


def _several_failed(facts: Facts, place: Place) -> bool:  # noqa: ARG001 - the other conditions are about a place
    return len(facts.failures) > 1


_CONDITIONS: dict[tuple[str, str], Callable[[Facts, Place], bool]] = {
    ("exams", "score"): _has_score,
    ("exams", "cause"): _several_failed,
}
