"""What a text says happened: sittings, results, dates, programs."""

from soapwriter.claims.claims import read_claims
from soapwriter.claims.dated import between, find_dates
from soapwriter.claims.named import exam_named
from soapwriter.claims.programs import (
    TITLE,
    Named,
    Patterns,
    bare_name,
    city_patterns,
    find_programs,
    inferred_program,
    name_patterns,
    people_of,
    person_patterns,
    surname,
)
from soapwriter.claims.values import Claims, Result, Said, Sitting, Trial

__all__ = [
    "TITLE",
    "Claims",
    "Named",
    "Patterns",
    "Result",
    "Said",
    "Sitting",
    "Trial",
    "bare_name",
    "between",
    "city_patterns",
    "exam_named",
    "find_dates",
    "find_programs",
    "inferred_program",
    "name_patterns",
    "people_of",
    "person_patterns",
    "read_claims",
    "surname",
]
