"""What the world says, with dates and sources: exams, practice tests, specialties, positions, steps of the week."""

from soapwriter.tables.codes import is_code, read_code
from soapwriter.tables.examname import Name, names
from soapwriter.tables.fields import Found
from soapwriter.tables.practice import Test, UnitLine, find_tests
from soapwriter.tables.reference import AttemptLimit, PassLine, Row, Specialty, read_table, specialties, table_path
from soapwriter.tables.steps import Cited, Fact, Shown, Step
from soapwriter.tables.supply import Judgement, Places, Source

__all__ = [
    "AttemptLimit",
    "Cited",
    "Fact",
    "Found",
    "Judgement",
    "Name",
    "PassLine",
    "Places",
    "Row",
    "Shown",
    "Source",
    "Specialty",
    "Step",
    "Test",
    "UnitLine",
    "find_tests",
    "is_code",
    "names",
    "read_code",
    "read_table",
    "specialties",
    "table_path",
]
