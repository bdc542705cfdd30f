"""The mechanisms that rules are made of: each looks at one document and says where its rule is broken."""

from typing import Annotated

from pydantic import Field

from soapwriter.linter.checks.characters import CharactersCheck
from soapwriter.linter.checks.content import DetailsCheck, LacksCheck, MarkedCheck
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
from soapwriter.linter.checks.naming import ExamNameCheck
from soapwriter.linter.checks.pattern import PatternCheck
from soapwriter.linter.checks.phrases import PhraseCheck
from soapwriter.linter.checks.residue import ResidueCheck
from soapwriter.linter.checks.spelling import SpellingCheck as SpellingCheck
from soapwriter.linter.checks.unused import UnusedCheck as UnusedCheck
from soapwriter.linter.checks.world import WorldCheck
from soapwriter.linter.look import Check as Check
from soapwriter.linter.look import Look as Look
from soapwriter.linter.look import Place as Place

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
