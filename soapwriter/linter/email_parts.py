"""Which parts of an email are there: lines and numbers by rule, what is said by the trained reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from soapwriter.facts import find_aamc_ids
from soapwriter.finding import EmailParts
from soapwriter.nlp import any_of
from soapwriter.reader import load_card

if TYPE_CHECKING:
    from soapwriter.nlp import ParsedDocument

_NAME = re.compile(r"[^\W\d_]{2,}")
_NAME_WORDS = 4
# A closing in words that no rule knows, in another language or none, is one where the reader is this sure.
_SURE = 0.95


def email_parts(parsed: ParsedDocument) -> EmailParts:
    """Return which of its six parts an email has."""
    roles = [sentence.role for sentence in parsed.sentences]
    return EmailParts(
        subject="subject" in roles,
        greeting="greeting" in roles,
        specific_detail=_is_said(parsed, "specific_detail"),
        interest=_is_said(parsed, "interest") and not any_of("interest_word").isdisjoint(_norms(parsed)),
        signoff=_signed(parsed) or parsed.reading.email["signoff"] >= _SURE,
        aamc_id=any(found.is_complete for found in find_aamc_ids(parsed.document.prose)),
    )


def _norms(parsed: ParsedDocument) -> set[str]:
    """Return the words of the body."""
    told = (sentence for sentence in parsed.sentences if sentence.role in ("text", "item"))
    return {token.norm_ for sentence in told for token in parsed.tokens(sentence)}


def _is_said(parsed: ParsedDocument, part: str) -> bool:
    return parsed.reading.email[part] >= load_card().email[part]


def _signed(parsed: ParsedDocument) -> bool:
    """Return whether a name ends the letter, after a closing word ("Best, Ana") or on a line of its own."""
    closing = [sentence.span for sentence in parsed.sentences if sentence.role == "closing"]
    # A comment on a line of its own is no blank line, after which a name could stand.
    prose = parsed.document.as_sent
    if not closing:
        return _is_name(_last_lines(prose))
    start, end = closing[0]
    return _is_name(prose[start:end].partition(",")[2] + prose[end:])


def _is_name(text: str) -> bool:
    """Return whether a word is left when IDs and brackets are taken out."""
    return bool(_NAME.search(re.sub(r"AAMC|ID|\[.*?\]", " ", text)))


def _last_lines(prose: str) -> str:
    """Return the lines after the last blank one when they look like a name; nothing else."""
    last = re.split(r"\n[ \t\r]*\n", prose.strip())[-1].strip()
    first = last.splitlines()[0] if last else ""
    return last if len(first.split()) <= _NAME_WORDS and not first.endswith((".", ",", "!", "?", ")")) else ""
