"""The spelling library, Harper: built in a thread of its own, which then does all of its work."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from soapwriter import assets
from soapwriter.data import read_toml
from soapwriter.errors import SoapwriterError
from soapwriter.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    import harper

# The library's names for a word that its dictionary lacks, a small letter that begins a sentence, and a word that may
# be two run together.
UNKNOWN_WORD = "SpellCheck"
FIRST_WORD = "SentenceCapitalization"
# Our own name for an unknown word that would be known with a capital: "october".
SMALL_LETTER = "SmallLetter"
_RUN_TOGETHER = "SplitWords"
# Longer than any word of English: an address or a key, which has no spelling.
_NO_WORD = re.compile(r"\S{60,}")
# A long run of marks, for each of which the library looks through the rest.
_NO_WORDS = re.compile(r"(?:[^\w\s]{1,3}[^\S\n]+){20,}")
_CONTRACTED = re.compile(r"\A(i|you|we|they|he|she|it|[a-z]+n)(ve|ll|re|d|t)\Z", re.I)
# More guesses take longer to read than the word is worth.
_SHOWN = 3
# A guess less like the word than the best one by more than this (of 1) is another word: a wider limit shows noise.
_CLOSE = 0.08
# A guess of two words has to be better than one of a single word by this much: enough to decide between equals.
_SPLIT = 0.015
# A part of a guess that is this short is a shred of the word, unless it is a word in `usual.toml`: "a lot".
_SHRED = 2
# Letters in another order are a slip of typing: likelier than nearly any other guess, but not than the word itself.
_JUMBLED = 0.95
# Words whose guesses are kept: the texts of one run repeat their names, and each look-up asks every dialect.
_REMEMBERED = 4096


class Slip(NamedTuple):
    """A finding of the library: the name of its lint, the place in characters, and what it suggests instead."""

    lint: str
    span: Span
    better: tuple[str, ...] = ()


class Speller:
    """
    Harper with some of its lints, and with our dictionaries.

    Building it takes half a second that nobody has to wait for: a thread builds it while the reader loads, and
    does all the work afterwards, since the library can do one thing at a time.
    """

    def __init__(self, lints: Iterable[str]) -> None:
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spelling")
        self._library = self._worker.submit(_Library, frozenset(lints))

    def begin(self, prose: str) -> Future[tuple[Slip, ...]]:
        """Begin to check a text, and return its slips to come, in order of place."""
        return self._worker.submit(lambda: self._library.result().slips(prose))

    @property
    def lints(self) -> frozenset[str]:
        """The names of all lints that the library has."""
        return self._library.result().lints


class _Library:
    """
    The library's linters: one does the work, and one for each further dialect of English says which words it knows.

    Nothing of the user's is read, and nothing is kept: the dictionary is the library's own and ours.
    """

    def __init__(self, names: frozenset[str]) -> None:
        try:
            import harper
        except ImportError as error:
            raise SoapwriterError(
                "The spelling library is missing: install 'harper-py', or lint with --no-spelling."
            ) from error
        self.lints = frozenset((*harper.get_default_lint_config(), SMALL_LETTER))
        looks_up = not names.isdisjoint((UNKNOWN_WORD, SMALL_LETTER))
        wanted = names | {UNKNOWN_WORD, _RUN_TOGETHER} if looks_up else names
        self._names = names
        self._main = self._linter(harper.Dialect.AMERICAN, wanted)
        self._others = [
            self._linter(dialect, frozenset({UNKNOWN_WORD}))
            for dialect in harper.Dialect
            if dialect is not harper.Dialect.AMERICAN
        ]
        self._guesses = lru_cache(maxsize=_REMEMBERED)(self._guesses_by_dialect)

    def _linter(self, dialect: harper.Dialect, names: frozenset[str]) -> harper.Linter:
        import harper

        linter = harper.Linter(dialect)
        linter.set_lint_config({name: name in names for name in linter.get_lint_config()})
        return linter

    def slips(self, prose: str) -> tuple[Slip, ...]:
        """Return what the library finds in a text, without the words that we or another dialect know."""
        found = _found(self._main, prose)
        apart = {slip.span: slip.better for slip in found if slip.lint == _RUN_TOGETHER}
        checked = filter(None, (self._checked(slip, prose, apart) for slip in found))
        kept = (slip for slip in checked if slip.lint in self._names)
        return tuple(sorted(kept, key=lambda slip: (slip.span, slip.lint)))

    def _checked(self, slip: Slip, prose: str, apart: dict[Span, tuple[str, ...]]) -> Slip | None:
        """Return a slip with the best guesses first; None where its word is known after all."""
        word = prose[slip.span.start : slip.span.end].replace("’", "'")
        if is_listed(word):
            return None
        if slip.lint != UNKNOWN_WORD:
            return slip
        guesses = self._guesses(word)
        if guesses is None:
            return None
        if self._is_known_with_capital(word):
            return Slip(SMALL_LETTER, slip.span, (word.capitalize(),))
        if contracted := self._contracted(word):
            return slip._replace(better=(contracted,))
        return slip._replace(better=_best(word, (*slip.better, *guesses, *apart.get(slip.span, ()))))

    def _guesses_by_dialect(self, word: str) -> tuple[str, ...] | None:
        """Return what other dialects suggest for a word; None where one knows it, or the word before its "'s"."""
        if word.endswith("'s") and self._is_known(word.removesuffix("'s")):
            return None
        found = [_found(linter, word) for linter in self._others]
        if not all(found):
            return None
        return tuple(guess for slips in found for guess in slips[0].better)

    def _is_known(self, word: str) -> bool:
        return not _found(self._others[0], word)

    def _is_known_with_capital(self, word: str) -> bool:
        return word.islower() and self._is_known(word.capitalize())

    def _contracted(self, word: str) -> str | None:
        """Return a word with the apostrophe that it lacks: "I've" for "ive"; None for any other word."""
        written = _CONTRACTED.sub(r"\1'\2", word)
        if written == word:
            return None
        return next((each for each in (written, written.capitalize()) if self._is_known(each)), None)


def _found(linter: harper.Linter, prose: str) -> list[Slip]:
    """Return all that a linter finds; carriage returns, and what is too long to be a word, are hidden from it."""
    text = prose.replace("\r", " ")
    for pattern in (_NO_WORD, _NO_WORDS):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    lints = linter.organized_lints(text, language="plaintext", dedup=False)
    return [
        Slip(
            name,
            Span(lint.span.start, lint.span.end),
            tuple(each.replacement_text for each in lint.suggestions if each.kind.name == "REPLACE"),
        )
        for name, found in lints.items()
        for lint in found
    ]


def _best(word: str, guesses: Iterable[str]) -> tuple[str, ...]:
    """Return the guesses that are most like a word, best first: at most three, and none far less like than the best."""
    scores = {guess: _likeness(word, guess) for guess in guesses if _is_sensible(word, guess)}
    ranked = sorted(scores, key=lambda guess: (-scores[guess], guess))
    return tuple(guess for guess in ranked if scores[guess] >= scores[ranked[0]] - _CLOSE)[:_SHOWN]


def _likeness(word: str, guess: str) -> float:
    """Return how like a word a guess is, from 0 to 1; letters in another order count little."""
    if is_jumbled(word, guess):
        return _JUMBLED
    return SequenceMatcher(None, word.lower(), guess.lower()).ratio() - _SPLIT * (" " in guess)


def is_jumbled(word: str, guess: str) -> bool:
    """Return whether a word has the letters of a guess, in whatever order and case."""
    return sorted(word.lower()) == sorted(guess.lower())


def _is_sensible(word: str, guess: str) -> bool:
    """Return whether a guess is worth showing: not a possessive for another word, and not a word split into shreds."""
    parts = guess.lower().split()
    is_whole = len(parts) == 1 or all(map(_is_long_enough, parts))
    return is_whole and (guess.replace("'", "") == word or not guess.endswith("'s"))


def _is_long_enough(part: str) -> bool:
    return len(part) > _SHRED or part in usual("short")


def is_listed(word: str) -> bool:
    """Return whether our dictionaries have a word, its singular, or an ending that only such words have."""
    low = word.lower().removesuffix("'s").removesuffix("'")
    words, endings = _dictionary()
    return low in words or low.removesuffix("s") in words or endings.search(low) is not None


@cache
def usual(*places: str) -> frozenset[str]:
    """Return the words of these places that are so common there that a near miss with a capital is not a name."""
    path = assets.folder("lint_rules") / "dictionary" / "usual.toml"
    words = read_toml(path)
    return frozenset(word for place in places for word in words[place].split())


@cache
def _dictionary() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return our own words, and the endings by which medical words are known, of `lint_rules/dictionary/`."""
    folder = assets.folder("lint_rules") / "dictionary"
    read = {path.stem: read_toml(path) for path in sorted(folder.glob("*.toml"))}
    endings = "|".join(" ".join(read.pop("endings").values()).split())
    del read["usual"]
    words = (word for topics in read.values() for text in topics.values() for word in text.split())
    return frozenset(words), re.compile(rf"[a-z]{{3,}}(?:{endings})\Z")
