"""The mechanisms that rules are made of: each looks at one document and says where its rule is broken."""

from typing import Annotated

from pydantic import Field

from soapwriter.linter.checks.characters import CharactersCheck
from soapwriter.linter.checks.content import DetailsCheck, LacksCheck, MarkedCheck
from soapwriter.linter.checks.exam_names import ExamNameCheck
from soapwriter.linter.checks.facts import FactsCheck
from soapwriter.linter.checks.leak import LeakCheck
from soapwriter.linter.checks.measure import STANDINGS as STANDINGS
from soapwriter.linter.checks.measure import (
    EmailCheck,
    LateCheck,
    LengthCheck,
    OrderCheck,
    ShareCheck,
    StandingCheck,
    UnnamedCheck,
)
from soapwriter.linter.checks.pattern import PatternCheck
from soapwriter.linter.checks.phrases import PhraseCheck
from soapwriter.linter.checks.spelling import SpellingCheck as SpellingCheck
from soapwriter.linter.checks.table_checks import WorldCheck
from soapwriter.linter.checks.template_sentences import ResidueCheck
from soapwriter.linter.checks.unused import UnusedCheck as UnusedCheck
from soapwriter.linter.context import Check as Check
from soapwriter.linter.context import Context as Context
from soapwriter.linter.context import Match as Match

AnyCheck = Annotated[
    PhraseCheck
    | PatternCheck
    | CharactersCheck
    | ExamNameCheck
    | StandingCheck
    | UnnamedCheck
    | ShareCheck
    | OrderCheck
    | LateCheck
    | LengthCheck
    | EmailCheck
    | FactsCheck
    | LeakCheck
    | ResidueCheck
    | SpellingCheck
    | MarkedCheck
    | LacksCheck
    | DetailsCheck
    | UnusedCheck
    | WorldCheck,
    Field(discriminator="type"),
]
