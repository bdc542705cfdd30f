"""What the facts know of programs, found in a text: their names, cities and people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from soapwriter.checks.look import Look, Place
from soapwriter.phrase import words
from soapwriter.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from soapwriter.facts import Facts
    from soapwriter.tables import Program

    _Patterns = Callable[[Program], Iterator[str]]

_TITLE = r"(?:Drs?|Prof|Professor|Mr|Ms|Mrs)\.?"
_TITLED = re.compile(rf"^{_TITLE}\s+")
_GREETED = re.compile(rf"{_TITLE}\s+((?:[^\W\d_][\w'\u2019-]*\.?\s+)*[^\W\d_][\w'\u2019-]*)")
_SHORTEST = 4


class Named(NamedTuple):
    """Where a text names a program, or somebody or something of it."""

    span: Span
    program: Program


def names(look: Look) -> Iterator[Place]:
    """Yield the names of other programs than the reader's."""
    for named in _others(look, _name_patterns):
        yield _place(look, named)


def cities(look: Look) -> Iterator[Place]:
    """Yield the cities of other programs, outside any program's name."""
    covered = [named.span for named in _found(look, _name_patterns)]
    for named in _others(look, _city_patterns):
        if all(named.span.end <= start or end <= named.span.start for start, end in covered):
            yield _place(look, named)


def people(look: Look) -> Iterator[Place]:
    """Yield the people of other programs; where no reader is known, who is greeted beside another program's name."""
    for named in _others(look, _person_patterns):
        yield _place(look, named)
    if look.target is None and look.kind.email:
        greeted = [each for each in _found(look, _person_patterns) if _role(look, each.span) == "greeting"]
        named_too = _found(look, _name_patterns)
        programs = {each.program.name for each in greeted}
        if greeted and named_too and not programs & {each.program.name for each in named_too}:
            yield _place(look, greeted[0], known="its own words", wanted=named_too[0].program.name)


def greeted(look: Look) -> Iterator[Place]:
    """Yield who is greeted and is nobody that the facts know; doubted where they do not say who the interviewer is."""
    program = look.target.program if look.target else None
    if look.facts is None or program is None or not (known := _people(program)):
        return
    everybody = {_surname(person).lower() for each in look.facts.programs for person in _people(each)}
    for sentence in look.reading.sentences:
        if sentence.role == "greeting":
            start, end = sentence.span
            for match in _GREETED.finditer(look.reading.document.prose, start, end):
                if everybody.isdisjoint(word.lower() for word in re.findall(r"[\w'\u2019-]+", match.group(1))):
                    span = Span(*match.span())
                    wanted = " or ".join(_bare(each) for each in known)
                    told = {"match": match.group(), "known": program.name or "", "wanted": wanted}
                    yield Place(span, told, sure=program.interviewer is not None)


def inferred(look: Look, facts: Facts) -> Program | None:
    """Return the one program of the facts that a text names, or one of whose people it greets; else nothing."""
    found = [*_found(look, _name_patterns), *_found(look, _person_patterns)]
    programs = {each.program.name: each.program for each in found}
    return next(iter(programs.values())) if len(programs) == 1 and facts.programs else None


def _others(look: Look, patterns: _Patterns) -> Iterator[Named]:
    """Yield where what is of other programs stands, save what is of the reader's, or the writer's own, as well."""
    target = look.target
    if look.facts is None or target is None or target.program is None:
        return
    own = _own(look.facts, target.program)
    ours = [named.span for named in _found(look, patterns) if named.program == target.program]
    for named in _found(look, patterns):
        text = look.reading.document.prose[named.span.start : named.span.end]
        inside = any(start <= named.span.start and named.span.end <= end for start, end in ours)
        if named.program != target.program and not inside and text.lower() not in own:
            yield named


def _found(look: Look, patterns: _Patterns) -> list[Named]:
    """Return where the patterns of every program match, in order of place; of two that overlap, the longer."""
    found: list[Named] = []
    for program in look.facts.programs if look.facts else ():
        for pattern in patterns(program):
            matches = re.finditer(pattern, look.reading.document.prose)
            found.extend(Named(Span(*match.span()), program) for match in matches)
    kept: list[Named] = []
    for named in sorted(found, key=lambda each: each.span.start - each.span.end):
        if all(named.span.end <= each.span.start or each.span.end <= named.span.start for each in kept):
            kept.append(named)
    return sorted(kept, key=lambda each: each.span)


def _name_patterns(program: Program) -> Iterator[str]:
    """Yield how a program may be named: whole, or by what is its own of its name; never behind a doctor's title."""
    name = program.name or ""
    short = _short(name)
    if name:
        yield rf"(?i)(?<!\w){_spaced(name)}(?!\w)"
    if short and short != name:
        yield rf"(?<!\w)(?<!Dr\.\s)(?<!Dr\s){_spaced(short)}(?!\w)"


def _city_patterns(program: Program) -> Iterator[str]:
    city = (program.city or "").partition(",")[0].strip()
    if city:
        yield rf"(?<!\w)(?<!Dr\.\s)(?<!Dr\s){_spaced(city)}(?!\w)"


def _person_patterns(program: Program) -> Iterator[str]:
    """Yield how a program's people may be named: by title and surname, perhaps with a first name, or by both names."""
    for person in _people(program):
        bare = _bare(person)
        name = _TITLED.sub("", bare)
        yield rf"(?<!\w){_TITLE}\s+(?:[^\W\d_][\w'\u2019-]*\.?\s+){{0,2}}{re.escape(_surname(person))}(?!\w)"
        if len(name.split()) > 1:
            yield rf"(?<!\w){_spaced(name)}(?!\w)"


def _people(program: Program) -> list[str]:
    told = (*program.people, program.interviewer or "", program.writer or "")
    return [person for person in dict.fromkeys(told) if _surname(person)]


def _bare(person: str) -> str:
    """Return a person without an office: "Dr. Ilse Castellane" of "Dr. Ilse Castellane, program director"."""
    return re.split(r",|\(|;| - ", person)[0].strip()


def _surname(person: str) -> str:
    name = _TITLED.sub("", _bare(person)).split()
    return name[-1] if name else ""


def _short(name: str) -> str:
    """Return the words of a program's name before the first that any program's may have; "" where that is none."""
    common = words().classes["program_word"]
    kept: list[str] = []
    for word in name.split():
        if word.lower().strip(",.") in common:
            break
        kept.append(word)
    short = " ".join(kept).rstrip(",'\u2019")
    return short if len(short) >= _SHORTEST else ""


def _own(facts: Facts, program: Program) -> set[str]:
    """Return the names, in small letters, that are the reader's or the writer's own too."""
    said = [program.name, program.city, facts.applicant.school, facts.applicant.name, *_people(program)]
    texts = [text.lower() for text in said if text]
    return {" ".join(run) for text in texts for run in _runs(re.findall(r"[\w.'\u2019-]+", text))}


def _runs(found: list[str]) -> Iterable[list[str]]:
    """Return every run of neighbouring words."""
    return (found[start:end] for start in range(len(found)) for end in range(start + 1, len(found) + 1))


def _spaced(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


def _role(look: Look, span: Span) -> str:
    return next((each.role for each in look.reading.sentences if each.span.start <= span.start < each.span.end), "")


def _place(look: Look, named: Named, *, known: str = "", wanted: str | None = None) -> Place:
    said = " ".join(look.reading.document.text[named.span.start : named.span.end].split())
    target = look.target
    by, program = (target.by, target.program) if target else ("", None)
    wanted = wanted or (program.name if program else "") or ""
    told = {"match": said, "said": named.program.name or "", "known": known or by, "wanted": wanted}
    return Place(named.span, told, target.sure if target else True)
