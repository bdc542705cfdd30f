"""Practice tests: how a text names them, for which exams they are made, and in which unit they report."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from soapwriter import assets
from soapwriter.data import CheckedTable, FrozenModel, read_model
from soapwriter.tables.dated_lines import Line, refuse_gaps
from soapwriter.tables.name_search import name_key
from soapwriter.text import Places

# "NBME forms 12, 13 and 14": the last number may be a score ("form 12 and 71%").
_RANGE = r"(?:\s*(?:,|and|&|to|through|thru|or|-|\u2013)\s*\d{1,2}(?!\s*[%\d/]|\s*percent))*"
# A percentage, a date or a time after a test's name is not the number of a form.
_NUMBER = rf"(?P<form>\d{{1,3}}){_RANGE}(?!\s*%|\d|[.,:/]\d|\s*percent)"
_FORM = re.compile(rf"[\s-]*(?P<word>(?:forms?|phases?|version|number|no\.?)\s*#?\s*|#\s*)?{_NUMBER}", re.IGNORECASE)
# "Form 12" without the name of its test; "form 224" gives a score.
_HIGHEST_FORM = 40
_FORM_ALONE = re.compile(rf"\bforms?\s*#?\s*{_NUMBER}", re.IGNORECASE)


class UnitLine(Line):
    """The unit in which a practice test reports, and the range of a plausible result."""

    unit: Literal["percent", "three-digit"]
    range: tuple[int, int]


class Test(FrozenModel):
    """
    A practice test: its names, and the exams that it is made for.

    A number right after its name is the number of a form up to `highest_form`, else a score.
    """

    id: str
    name: str
    names: tuple[str, ...]
    exams: tuple[str, ...]
    phases: dict[str, str] = Field(default={})
    stands_for: dict[str, str] = Field(default={}, alias="as")
    highest_form: int
    lines: tuple[UnitLine, ...]

    @model_validator(mode="after")
    def _without_gaps(self) -> "Test":
        refuse_gaps(self.id, self.lines)
        return self


class _Tests(CheckedTable):
    tests: tuple[Test, ...]


class TestMention(NamedTuple):
    """A practice test as a text names it, and where: its id ("" for "form 12" alone), its form, offsets."""

    id: str
    form: str
    start: int
    end: int


@cache
def tests() -> dict[str, Test]:
    """Return every practice test by its id."""
    return {test.id: test for test in _table().tests}


def test_for(name: str, exam: str) -> Test | None:
    """Return the test that an id means for an exam: "NBME form 12" is the CCSSA for Step 2 CK; None for "" or no id."""
    test = tests().get(name)
    return tests()[test.stands_for[exam]] if test and exam in test.stands_for else test


def find_tests(text: str) -> list[TestMention]:
    """Return every practice test that a text names, in order of place; "form 12" alone has no id."""
    tests_ = list(_tests_in(text))
    places = Places(tests_)
    forms = [form for form in _forms_in(text) if not any(places.overlapping(form))]
    return sorted((*tests_, *forms), key=lambda mention: mention.start)


def _tests_in(text: str) -> Iterator[TestMention]:
    # Small letters are found many times faster than letters of any case; a few characters are longer in lower case.
    lower = text.lower()
    for match in _names().finditer(lower if len(lower) == len(text) else text):
        test = tests()[_ids()[name_key(match.group())]]
        form = _FORM.match(text, match.end())
        if form and int(form["form"]) <= test.highest_form:
            yield TestMention(test.id, form["form"], match.start(), form.end())
        else:
            yield TestMention(test.id, "", match.start(), match.end())


def _forms_in(text: str) -> Iterator[TestMention]:
    for match in _FORM_ALONE.finditer(text):
        if int(match["form"]) <= _HIGHEST_FORM:
            yield TestMention("", match["form"], match.start(), match.end())


@cache
def _table() -> _Tests:
    return read_model(assets.table_path("practice"), _Tests)


@cache
def _ids() -> dict[str, str]:
    return {name_key(name): test.id for test in _table().tests for name in (test.id, *test.names)}


@cache
def _names() -> re.Pattern[str]:
    names = sorted({name for test in _table().tests for name in test.names}, key=len, reverse=True)
    ways = (re.escape(name).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]?") for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?![a-z])")
