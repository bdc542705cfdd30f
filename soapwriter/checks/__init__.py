"""The mechanisms that rules are made of: each looks at one document and says where its rule is broken."""

from typing import Annotated

from pydantic import Field

from soapwriter.checks.facts import FactsCheck
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
from soapwriter.checks.pattern import PatternCheck
from soapwriter.checks.phrases import PhraseCheck
from soapwriter.checks.world import WorldCheck

AnyCheck = Annotated[
    PhraseCheck
    | PatternCheck
    | StandingCheck
    | UnnamedCheck
    | ShareCheck
    | OrderCheck
    | LateCheck
    | LengthCheck
    | EmailCheck
    | FactsCheck
    | WorldCheck,
    Field(discriminator="type"),
]
