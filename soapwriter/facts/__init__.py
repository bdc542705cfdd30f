"""What the applicant says: the facts file, the record of attempts, dates, questions, and whom a text is for."""

from soapwriter.facts.facts import Facts, load_facts, remarks
from soapwriter.facts.questions import Answer, Answers, Entry, Question, Table, mistake, questions, written
from soapwriter.facts.record import Attempt, Practice, Score
from soapwriter.facts.schema import Applicant, Program, SpecialtyFacts, Worded
from soapwriter.facts.target import Target, agree, of_facts, of_program, target, target_of
from soapwriter.facts.when import MONTHS, When, read_when

__all__ = [
    "MONTHS",
    "Answer",
    "Answers",
    "Applicant",
    "Attempt",
    "Entry",
    "Facts",
    "Practice",
    "Program",
    "Question",
    "Score",
    "SpecialtyFacts",
    "Table",
    "Target",
    "When",
    "Worded",
    "agree",
    "load_facts",
    "mistake",
    "of_facts",
    "of_program",
    "questions",
    "read_when",
    "remarks",
    "target",
    "target_of",
    "written",
]
