"""A name of a table, found however a person writes it."""

import re
from collections.abc import Mapping, Sequence

from soapwriter.errors import UnknownName, did_you_mean, nearest, quoted

# With a suggestion, a list of all names is given up to this length: more than two lines hide the suggestion.
_FEW = 12


def find_name(text: str, *, names: Mapping[str, str], what: str, known: Sequence[str]) -> str:
    """
    Return the name of a table that a text means; `names` are by their keys (see `name_key`), aliases with them.

    Raises:
        UnknownName: it means none of them; the message says `what` it should be, the nearest and those `known`.
    """
    key = name_key(text)
    if key in names:
        return names[key]
    near = names.get(nearest(key, names), "")
    every = "" if near and len(known) > _FEW else f" There are: {', '.join(known)}."
    raise UnknownName(f"There is no {what} {quoted(text)}.{did_you_mean(near)}{every}")


def name_key(text: str) -> str:
    """Return a name's letters and digits, in lower case: what stays the same however it is written."""
    return re.sub(r"[^a-z0-9]", "", text.lower())
