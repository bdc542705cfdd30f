"""What an edit would do, said in a line; and findings that the same edit mends, told once."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from soapwriter.errors import quoted
from soapwriter.finding import Finding, Safety
from soapwriter.render.screen import Screen, visible

_PLACES = 6
_LEADS = {
    Safety.SAFE: "--fix puts {new} in place of {old}.",
    Safety.UNSAFE: "If you agree, put {new} in place of {old}.",
    Safety.SHOWN: "Perhaps you mean {new}.",
}
# Unicode's categories of blanks and of what has no shape.
_UNSEEN = "CZ"
_NAMES = {"\t": "tab"}


class Told(NamedTuple):
    """A finding, and those after it of the same rule that `lint --fix` mends as well."""

    finding: Finding
    others: tuple[Finding, ...] = ()


def told_once(findings: Sequence[Finding]) -> Iterator[Told]:
    """Yield the findings in order, those of one rule that can be mended unasked together with the first of them."""
    told: set[str] = set()
    for at, finding in enumerate(findings):
        if finding.safe_fix is None:
            yield Told(finding)
        elif finding.rule not in told:
            told.add(finding.rule)
            later = (other for other in findings[at + 1 :] if other.rule == finding.rule and other.safe_fix)
            yield Told(finding, tuple(later))


def edit(finding: Finding, screen: Screen) -> str:
    """Return what a finding's edit would do; nothing for a finding without one."""
    if finding.fix is None:
        return ""
    old, new = (_named(text, screen) for text in (finding.quote, finding.fix.text))
    return _LEADS[finding.fix.safety].format(old=old, new=new)


def elsewhere(others: Sequence[Finding]) -> str:
    """Return where the others are, the first few of them by line and column; nothing for none."""
    if not others:
        return ""
    places = ", ".join(f"{other.line}:{other.column}" for other in others[:_PLACES])
    more = " and so on" if len(others) > _PLACES else ""
    return f"{len(others):,} more like it: {places}{more}"


def _named(text: str, screen: Screen) -> str:
    """Return a text in quotation marks; one that nobody could see, or that the screen lacks, by its name."""
    if not text:
        return "nothing"
    if all(unicodedata.category(character)[0] in _UNSEEN for character in text):
        return _counted(text)
    bare = " ".join(visible(text).split())
    if len(bare) == 1 and screen.plain(bare) != bare:
        return _one(_name(bare))
    return quoted(bare)


def _counted(text: str) -> str:
    if len(set(text)) > 1:
        return f"{len(text)} blanks"
    return _one(_name(text[0])) if len(text) == 1 else f"{len(text)} {_name(text[0])}s"


def _name(character: str) -> str:
    """Return what a character is called, "no-break space", or "unseen character" where it has no name."""
    return _NAMES.get(character) or unicodedata.name(character, "unseen character").lower()


def _one(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
