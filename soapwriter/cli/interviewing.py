"""The questions of `init`, one at a time: each answer is said back and saved at once, and each has a way back."""

import textwrap
from collections.abc import Callable, Sequence
from typing import Literal

from soapwriter.cli.prompting import Command, read_answer, say, say_choices
from soapwriter.cli.replying import say_back, say_help, shown, understood
from soapwriter.errors import quoted
from soapwriter.facts import Interview, Place, Question, Reply

_EMPTY = "-"
_ANSWERS: dict[str, Literal["write", "go on", "back"]] = {
    **dict.fromkeys(("1", "w", "write", "write it", "write it now", "now", "yes", "y"), "write"),
    **dict.fromkeys(("2", "g", "go", "go on", "later", "on", "no", "n", str(Command.SKIP).lower()), "go on"),
    str(Command.BACK).lower(): "back",
}


class Session:
    """An interview with a person; `save` is called after every answer."""

    def __init__(self, interview: Interview, save: Callable[[], None]) -> None:
        self.interview = interview
        self.save = save
        self._asked: list[Place] = []
        # What was printed last: the number of one of the first five questions, and then the table and its entry.
        self._part = 0
        self._entry: tuple[str, int] | None = None
        self._said: set[str] = set()

    def run(self) -> bool:
        """
        Ask every open question, and return whether the explanation is to be written now.

        Raises:
            Quit: the person stops before the end.
            KeyboardInterrupt: the same, with Ctrl-C.
        """
        # Whoever goes on with a file that is far enough has been offered it before.
        offered = self.interview.is_enough
        while (place := self.interview.next_place) is not None:
            if not offered and self.interview.is_enough and not self._is_first(place):
                answer = self._offer()
                if answer == "write":
                    return True
                offered = answer == "go on"
                place = self._before() if answer == "back" else place
            self._ask_and_go_back(place)
        return not offered and self.interview.is_enough and self._offer() == "write"

    def edit(self, place: Place) -> None:
        """Ask one question again, under the name of its table and entry."""
        self._entry = ("", 0)
        self._ask(place)

    def choose(self, places: Sequence[Place]) -> Place | None:
        """Return the place that a person chooses from a list, the only one of a list of one; None for none."""
        if len(places) < 2:
            return next(iter(places), None)
        say("Which one?", bold=True)
        say_choices(map(self._label, places))
        by_number = {str(number): place for number, place in enumerate(places, start=1)}
        while (answer := read_answer()) not in by_number:
            if answer in (Command.SKIP, Command.BACK):
                return None
            say(f"Its number is enough, 1 to {len(places)}; Enter changes nothing.")
        return by_number[str(answer)]

    def _label(self, place: Place) -> str:
        """Return a place and its answer in one line."""
        repeated = self.interview.questions.table(place.table).repeated
        name = f"{place.table} {place.entry + 1} {place.key}" if repeated else f"{place.table} {place.key}"
        answer = self.interview.file.answer(place)
        if answer is None:
            return f"{name}: {'one more' if self.interview.is_opening(place) else 'no answer yet'}"
        return f"{name}: {textwrap.shorten(shown(place, answer), 50, placeholder=' …')}"

    def _ask_and_go_back(self, place: Place) -> None:
        """Ask a question; while the answer is "back", ask the one before."""
        while not self._ask(place):
            if not self._asked:
                say("This is the first question.")
                continue
            place = self._before()
        self._asked.append(place)

    def _before(self) -> Place:
        """Return the question before, to be asked again; what its answer opened is gone."""
        place = self._asked.pop()
        self._part = 0
        if place.key == self.interview.questions.retake.key:
            self.interview.undo_retake(place)
            self.save()
        return place

    def _is_first(self, place: Place) -> bool:
        return place in self.interview.first_places

    def _offer(self) -> Literal["write", "go on", "back"]:
        """Offer to write the explanation, and return what the person wants."""
        say()
        say("You have enough for your explanation: write it now, or go on?", bold=True)
        say_choices(("Write it now", "Go on with the other questions"))
        while (answer := read_answer()) is Command.HELP or str(answer).lower() not in _ANSWERS:
            say("1 writes it now, 2 goes on; you can do both, one after the other.")
        return _ANSWERS[str(answer).lower()]

    def _ask(self, place: Place) -> bool:
        """Ask one question until it is answered or skipped; return False for "back"."""
        question = self.interview.questions.at(place)
        self._say_part(place)
        self._say_question(place, question)
        if question.shape == "list":
            return self._ask_list(place, question)
        while (answer := read_answer(paste=not question.reads)) is not Command.BACK:
            if self._take(place, question, answer):
                return True
        return False

    def _take(self, place: Place, question: Question, answer: str | Command) -> bool:
        """Take what was typed, and return whether the question is done."""
        if answer is Command.HELP:
            say_help(question)
            return False
        if answer is Command.SKIP:
            self._leave(place)
            return True
        if answer == _EMPTY:
            self.interview.clear(place)
            self.save()
            return True
        reply = understood(place, str(answer))
        if reply is None:
            return False
        before = self.interview.conflicts(place)
        self.interview.put(place, reply)
        self.save()
        say_back(reply)
        return self._fits(place, before)

    def _fits(self, place: Place, before: tuple[str, ...]) -> bool:
        """Say what does not fit together since the last answer, and return whether everything does."""
        trouble = [each for each in self.interview.conflicts(place) if each not in before]
        for message in trouble:
            say(f"This does not fit yet: {message.rstrip('.')}.")
        if trouble:
            say("Type this one again, Enter leaves it as it is, 'back' goes to the one before.")
        return not trouble

    def _leave(self, place: Place) -> None:
        """Keep the answer that is there; where there is none, pass over the question."""
        if not self.interview.has_answer(place) or self.interview.wrong_answer(place) is not None:
            self.interview.skip(place)
            self.save()

    def _ask_list(self, place: Place, question: Question) -> bool:
        """Ask for the lines of a list; "back" takes the last one back, and then goes to the question before."""
        lines = self._kept_lines(place)
        if lines is None:
            return False
        say("One a line; Enter on an empty line when you are done.", dim=True)
        while (answer := read_answer()) is not Command.SKIP:
            if answer is Command.BACK and not lines:
                return False
            if answer is Command.HELP:
                say_help(question)
                continue
            lines = self._changed(place, lines, answer)
            self._put_lines(place, lines)
        if not lines:
            self._leave(place)
        return True

    def _changed(self, place: Place, lines: tuple[str, ...], answer: str | Command) -> tuple[str, ...]:
        """Return the lines with one more, or for "back" with one less."""
        if answer is Command.BACK:
            say(f"Taken back: {lines[-1]}", indent=2)
            return lines[:-1]
        # Some terminals hand over pasted lines as one.
        replies = (understood(place, line) for line in str(answer).splitlines())
        return (*lines, *(str(reply.answer) for reply in replies if reply))

    def _kept_lines(self, place: Place) -> tuple[str, ...] | None:
        """Go through the lines that are there, and return those that stay; None for "back"."""
        old = () if self.interview.wrong_answer(place) is not None else self.interview.file.answer(place) or ()
        old = (old,) if isinstance(old, str) else tuple(old)
        if old:
            say("For each line: Enter keeps it, - removes it, or type it anew.", dim=True)
        lines = list(old)
        for number, line in enumerate(old):
            say(line, indent=2)
            answer = read_answer()
            if answer is Command.BACK:
                return None
            if isinstance(answer, str):
                lines[number] = "" if answer == _EMPTY else answer
                self._put_lines(place, tuple(filter(None, lines)))
        return tuple(filter(None, lines))

    def _put_lines(self, place: Place, lines: tuple[str, ...]) -> None:
        if lines:
            self.interview.put(place, Reply(lines))
        else:
            self.interview.clear(place)
        self.save()

    def _say_part(self, place: Place) -> None:
        """Print the part that a question belongs to, where that is another one than before."""
        say()
        if self._entry is None and self._is_first(place):
            self._say_number(place)
            return
        before, self._entry = self._entry, place[:2]
        # One more entry of a table needs no title, and the answers to one are asked in a row.
        if self._entry == before or (before and before[0] == place.table and self.interview.is_opening(place)):
            return
        title, intro = self._table_of(place)
        say(title, bold=True)
        self._say_once(intro)
        say()

    def _say_number(self, place: Place) -> None:
        """Print which of the first five questions it is."""
        parts = self.interview.questions.first
        found = next(number for number, part in enumerate(parts, start=1) if f"{place.table}.{place.key}" in part.keys)
        # The day of a booked retake is a date too, and belongs to the retake.
        if found > self._part:
            self._part = found
            say(f"{found} of {len(parts)}", bold=True)
            self._say_once(parts[found - 1].intro)

    def _say_once(self, intro: str) -> None:
        """Print the text before a part, where it was not printed before."""
        if intro and intro not in self._said:
            self._said.add(intro)
            say(intro)

    def _table_of(self, place: Place) -> tuple[str, str]:
        table = self.interview.questions.table(place.table)
        # Two attempts of one exam are told apart by their days.
        keys = [question.key for question in table.questions if question.key in (table.questions[0].key, "date")]
        named = filter(None, (self._answer(place._replace(key=key)) for key in keys))
        name = ", ".join(named) if table.repeated else ""
        return (f"{table.title}: {name}", "") if name else (table.title, table.intro)

    def _answer(self, place: Place) -> str:
        """Return an answer of the file in words; "" for none."""
        answer = self.interview.file.answer(place)
        return "" if answer is None else shown(place, answer)

    def _say_question(self, place: Place, question: Question) -> None:
        table = self.interview.questions.table(place.table)
        opens_another = self.interview.is_opening(place) and place.entry > 0
        say(table.another if opens_another else self.interview.wording(place))
        if opens_another:
            say("Enter goes on to the next part.", dim=True)
        say_choices(choice.shown for choice in question.offered)
        if question.others:
            say("Or type another one.", dim=True)
        self._say_answer(place, question)

    def _say_answer(self, place: Place, question: Question) -> None:
        """Print the answer that is there, or else an example."""
        if (wrong := self.interview.wrong_answer(place)) is not None:
            say(f"The file has {quoted(wrong)} here, which could not be read.")
        elif answer := self._answer(place):
            # A list is shown line by line.
            if question.shape != "list":
                say(f"Now: {answer}\nEnter keeps it, - empties it.")
        elif question.with_example:
            say(f"For example: {self.interview.example(place)}", dim=True)
