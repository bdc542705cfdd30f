"""
The mechanisms that rules are made of: each looks at one document and reports where its rule is broken.

A class of this folder that has a `type` is a check; no list names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated, get_args

from pydantic_core import core_schema

from soapwriter.linter.context import Check

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler


@cache
def check_classes() -> dict[str, type[Check]]:
    """Return every check by its type, in alphabetical order."""
    classes = {_type_of(check): check for module in iter_modules(__path__) for check in _checks_of(module.name)}
    return dict(sorted(classes.items()))


def _checks_of(module: str) -> Iterator[type[Check]]:
    for value in vars(import_module(f"{__name__}.{module}")).values():
        if isinstance(value, type) and issubclass(value, Check) and "type" in value.model_fields:
            yield value


def _type_of(check: type[Check]) -> str:
    return str(get_args(check.model_fields["type"].annotation)[0])


class _AnyOfFolder:
    """Has pydantic read a check as the class that its `type` names."""

    def __get_pydantic_core_schema__(
        self, _source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.TaggedUnionSchema:
        choices = {name: handler.generate_schema(check) for name, check in check_classes().items()}
        return core_schema.tagged_union_schema(choices, "type")


AnyCheck = Annotated[Check, _AnyOfFolder()]
