"""The mechanisms that rules are made of: each looks at one document and says where its rule is broken."""

from typing import Annotated

from pydantic import Field

from soapwriter.checks.characters import CharactersCheck
from soapwriter.checks.content import DetailsCheck, LacksCheck, MarkedCheck
from soapwriter.checks.facts import FactsCheck
from soapwriter.checks.leak import LeakCheck
from soapwriter.checks.look import Check as Check
from soapwriter.checks.look import Look as Look
from soapwriter.checks.look import Place as Place
from soapwriter.checks.measure import STANDINGS as STANDINGS
from soapwriter.checks.measure import (
    EmailCheck,
    LateCheck,
    LengthCheck,
    OrderCheck,
    ShareCheck,
    StandingCheck,
    UnnamedCheck,
)
from soapwriter.checks.naming import ExamNameCheck
from soapwriter.checks.pattern import PatternCheck
from soapwriter.checks.phrases import PhraseCheck
from soapwriter.checks.residue import ResidueCheck
from soapwriter.checks.spelling import SpellingCheck as SpellingCheck
from soapwriter.checks.unused import UnusedCheck as UnusedCheck
from soapwriter.checks.world import WorldCheck

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
