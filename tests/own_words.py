"""
Gather the sentences of the samples, and of the examples of `soapwriter init`, which nobody may send as their own.

    python tests/own_words.py            show what differs from lint_rules/reference/samples.toml
    python tests/own_words.py --write    write it again
"""

import difflib
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from soapwriter.kinds import kinds
from soapwriter.text import count_words, split_sentences

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "lint_rules" / "reference" / "samples.toml"
LEAST_WORDS = 9
# A wording of fewer words than this, beside its slots, would take any sentence for its own.
LEAST_OWN = 4
HEAD = """\
# Every longer sentence of the samples, and of the examples of `soapwriter init`: people copy those, and nobody may send
# them as their own. `by` is the invented applicant whose facts they are.
#
# Made by `python tests/own_words.py --write`; a test holds that it is up to date.
"""


def table() -> str:
    """Return the table as the samples are today."""
    return HEAD + "".join(_section(*each) for each in _samples())


def _samples() -> Iterator[tuple[str, str, str, list[str]]]:
    for path in sorted((ROOT / "samples").iterdir()):
        text = path.read_text(encoding="utf-8")
        facts = tomllib.loads(text) if path.suffix == ".toml" else {}
        by = facts.get("applicant", {}).get("name", "")
        # The other samples are drafts of the facts, whose sentences stand there with their applicant.
        if facts or path.stem.startswith(("explanation", "thank-you")):
            yield path.stem, f"samples/{path.name}", by, list(_texts(facts)) if facts else text.split("\n\n")
    questions = tomllib.loads((ROOT / "templates" / "questions.toml").read_text(encoding="utf-8"))
    asked = [each for part in questions["tables"] for each in part["questions"]]
    by = next(each["example"] for each in asked if each["key"] == "name")
    yield "init", "the examples of 'soapwriter init'", by, [each["example"] for each in asked]


@cache
def _formulas() -> tuple[re.Pattern[str], ...]:
    """Return the wordings of all kinds, with anything in their slots."""
    wordings = {wording for kind in kinds().values() for some in kind.joins.values() for wording in some}
    wordings = {each for each in wordings if len(re.sub(r"\{\w+\}", "", each).split()) >= LEAST_OWN}
    return tuple(re.compile(r".*?".join(map(re.escape, re.split(r"\{\w+\}", wording)))) for wording in wordings)


def _is_formula(sentence: str) -> bool:
    return any(formula.fullmatch(sentence) for formula in _formulas())


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a facts file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _section(name: str, origin: str, by: str, texts: list[str]) -> str:
    found = dict.fromkeys(" ".join(each.split()) for text in texts for each in split_sentences(text))
    # What a draft says for everybody is no sample's.
    lines = [each for each in found if count_words(each) >= LEAST_WORDS and not _is_formula(each)]
    if not lines:
        return ""
    named = f'by = "{by}"\n' if by else ""
    return f"\n[{name}]\norigin = \"{origin}\"\n{named}sentences = '''\n" + "\n".join(lines) + "\n'''\n"


def main() -> None:
    """Show the differences, or write the table."""
    old = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
    if "--write" in sys.argv[1:]:
        TABLE.write_text(table(), encoding="utf-8")
        return
    print("\n".join(difflib.unified_diff(old.splitlines(), table().splitlines(), TABLE.name, "now", lineterm="")))
    sys.exit(old != table())


if __name__ == "__main__":
    main()
