"""
The AAMC ID: the number under which ERAS keeps one applicant, eight digits.

Eight digits in a row count as one, and so do two groups of four with a space or a hyphen between them. In a text the
two groups count only after the words "AAMC ID", since "2019-2023" is a pair of years. Eight zeros are a placeholder.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_DIGITS = 8
_WHOLE = r"[0-9]{8}|[0-9]{4}[ -][0-9]{4}"
_LABEL = r"\bAAMC\s*(?:ID|number)\W{0,3}"
# After the label, a number with a digit too few or too many is a mistyped ID; elsewhere it may be anything.
_IN_TEXT = re.compile(
    rf"(?:{_LABEL}(?P<labelled>{_WHOLE}|[0-9]{{5,12}})|(?:(?<![^\W_])|(?<=\bID))(?P<bare>[0-9]{{8}}))(?![^\W_])", re.I
)
# The USMLE and ECFMG numbers have eight digits too, and so have telephone numbers of some countries.
_OTHER_NUMBER = re.compile(r"(?:\b(?:USMLE|NBME|NBOME|ECFMG|NRMP)(?:\s*(?:ID|number))?\W{0,3}|\+[0-9]{1,3}\W?)\Z", re.I)
# As long as the longest label of another number.
_BEFORE = 20


class AamcId(NamedTuple):
    """A number given as an AAMC ID: its digits, and its characters in the text (from 0, end exclusive)."""

    digits: str
    start: int
    end: int

    @property
    def is_complete(self) -> bool:
        """Whether it has eight digits; one that does not is mistyped."""
        return len(self.digits) == _DIGITS


def read_aamc_id(text: str) -> str | None:
    """Return the eight digits of an AAMC ID that a person entered, or None where the text is not one."""
    digits = _digits(text)
    return digits if re.fullmatch(_WHOLE, text) and int(digits) else None


def find_aamc_ids(prose: str) -> Iterator[AamcId]:
    """Yield the numbers that a text gives as an AAMC ID, those with a missing or an extra digit too."""
    for match in _IN_TEXT.finditer(prose):
        start, end = match.span("labelled" if match["labelled"] else "bare")
        found = AamcId(_digits(prose[start:end]), start, end)
        if int(found.digits) and not _OTHER_NUMBER.search(prose[max(0, start - _BEFORE) : start]):
            yield found


def _digits(text: str) -> str:
    return re.sub(r"[ -]", "", text)
