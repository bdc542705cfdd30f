"""What a rule of words looks for: phrases, frames (who does what), and meetings (words in one sentence)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field

from soapwriter.data import FrozenModel, TextLines
from soapwriter.judge.frames import frames_of
from soapwriter.nlp import Hit, Phrases, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soapwriter.judge.frames import Frame
    from soapwriter.nlp import ParsedDocument, Pattern, PatternId


_SLOTS = ("who", "does", "what", "beside", "never", "spares")


class Composed(FrozenModel):
    """What is composed of the hits of other phrases, its slots."""

    @property
    def slots(self) -> dict[str, TextLines]:
        """The phrases of each slot."""
        raise NotImplementedError

    @property
    def needed(self) -> tuple[str, ...]:
        """The slots without a hit of which it cannot occur."""
        return ()

    def places(self, parsed: ParsedDocument, slots: Mapping[str, Sequence[Hit]]) -> Iterator[Hit]:
        """Yield where it occurs in a document, given the hits of each slot's phrases."""
        raise NotImplementedError


class FramePattern(Composed):
    """
    Who does what: each of `who`, `does` and `what` is phrases of which one must cover the head, the verb, an object.

    `beside` are phrases of which one must be in the same sentence, `never` phrases of which none may, `spares`
    phrases of which none may cover the verb. `denied` and `passive` ask for one or the other; None takes both. What is
    only supposed or promised counts with `supposed`; `bidding` keeps to what the reader is told to do.
    """

    who: TextLines = ()
    does: TextLines = ()
    what: TextLines = ()
    beside: TextLines = ()
    never: TextLines = ()
    spares: TextLines = ()
    denied: bool | None = None
    passive: bool | None = None
    supposed: bool = False
    bidding: bool = False

    def model_post_init(self, _context: object) -> None:
        """Refuse to look for nothing."""
        if not (self.who or self.does or self.what):
            raise ValueError("a frame needs who, does or what")

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The slots without a hit of which it cannot occur."""
        return tuple(name for name in ("who", "does", "what", "beside") if getattr(self, name))

    @property
    def slots(self) -> dict[str, TextLines]:
        """The phrases of each slot."""
        return {name: getattr(self, name) for name in _SLOTS}

    def places(self, parsed: ParsedDocument, slots: Mapping[str, Sequence[Hit]]) -> Iterator[Hit]:
        """Yield each frame that fits."""
        if any(getattr(self, name) and not slots[name] for name in ("who", "does", "what", "beside")):
            return
        for frame in frames_of(parsed):
            if self._fits(frame) and self._meets(frame, slots):
                yield Hit(frame.sentence, *frame.place)

    def _fits(self, frame: Frame) -> bool:
        if (frame.supposed and not self.supposed) or (self.bidding and not frame.bidding):
            return False
        return self.denied in (None, frame.denied) and self.passive in (None, frame.passive)

    def _meets(self, frame: Frame, slots: Mapping[str, Sequence[Hit]]) -> bool:
        heads = {"who": frame.who, "does": (frame.verb,), "what": frame.what}
        if not all(_covered(heads[name], slots[name]) for name in heads if getattr(self, name)):
            return False
        if self.spares and _covered(heads["does"], slots["spares"]):
            return False
        if self.beside and not any(hit.sentence == frame.sentence for hit in slots["beside"]):
            return False
        return not any(hit.sentence == frame.sentence for hit in slots["never"])


class Meeting(Composed):
    """
    Words that should not meet in one sentence, in whatever order.

    One of each of `all` must be there, and at least `least` different ones of `of`, or words of at least `least`
    different `fields`; none of `never` may.
    """

    all: tuple[TextLines, ...] = ()
    of: TextLines = ()
    fields: tuple[TextLines, ...] = ()
    least: int = Field(default=2, ge=1)
    never: TextLines = ()

    def model_post_init(self, _context: object) -> None:
        """Refuse to look for nothing."""
        if not (self.all or self.of or self.fields):
            raise ValueError("a meeting needs all, of or fields")
        if self.of and self.fields:
            raise ValueError("a meeting counts words (of) or fields, not both")

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The slots without a hit of which it cannot occur."""
        return (*(f"all.{at}" for at in range(len(self.all))), *(["of"] if self.of else []))

    @property
    def slots(self) -> dict[str, TextLines]:
        """The phrases of each slot; `all` and `fields` have one for each of their members."""
        all_of = {f"all.{at}": lines for at, lines in enumerate(self.all)}
        fields = {f"field.{at}": lines for at, lines in enumerate(self.fields)}
        return {**all_of, **fields, "of": self.of, "never": self.never}

    def places(self, parsed: ParsedDocument, slots: Mapping[str, Sequence[Hit]]) -> Iterator[Hit]:
        """Yield from the first to the last word of each meeting."""
        for number in self._sentences(slots):
            here = {
                name: [hit for hit in hits if hit.sentence == number and _is_meant(parsed, hit)]
                for name, hits in slots.items()
            }
            met = self._met(parsed, here)
            if met and not here["never"]:
                yield Hit(number, min(hit.start for hit in met), max(hit.end for hit in met))

    def _sentences(self, slots: Mapping[str, Sequence[Hit]]) -> list[int]:
        """Return the sentences in which enough may meet."""
        where = {name: {hit.sentence for hit in hits} for name, hits in slots.items() if name != "never"}
        if self.needed:
            return sorted(set.intersection(*(where[name] for name in self.needed)))
        fields = Counter(number for numbers in where.values() for number in numbers)
        return sorted(number for number, count in fields.items() if count >= self.least)

    def _met(self, parsed: ParsedDocument, here: Mapping[str, Sequence[Hit]]) -> list[Hit]:
        met: list[Hit] = []
        for at in range(len(self.all)):
            free = _free(here[f"all.{at}"], met)
            if not free:
                return []
            met.append(free[0])
        if self.fields:
            return self._met_fields(here, met)
        if not self.of:
            return met
        several = {parsed.doc[hit.start : hit.end].text.lower(): hit for hit in _apart(here["of"])}
        return [*met, *several.values()] if len(several) >= self.least else []

    def _met_fields(self, here: Mapping[str, Sequence[Hit]], met: list[Hit]) -> list[Hit]:
        """Return what is met with one word of each field that has one of its own, if these are enough."""
        enough = len(met) + self.least
        for at in range(len(self.fields)):
            met = [*met, *_free(here[f"field.{at}"], met)[:1]]
        return met if len(met) >= enough else []


class _Part(NamedTuple):
    """A frame or meeting: the ids of the phrases that it needs, and of the phrases of each slot."""

    whole: Composed
    needed: frozenset[PatternId]
    slots: dict[str, PatternId]


class Sayings(Phrases):
    """Phrases and tokens, with frames and meetings that are composed of phrases."""

    frames: tuple[FramePattern, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to look for."""
        return not (self.phrases or self.tokens or self.frames or self.meetings)

    def slots(self, pattern_id: PatternId) -> dict[PatternId, tuple[str | Pattern, ...]]:
        """Return the phrases of the slots of frames and meetings, given the id of the rule's phrases."""
        return {part.slots[name]: lines for part in self._parts(pattern_id) for name, lines in part.whole.slots.items()}

    def needs(self, pattern_id: PatternId) -> list[frozenset[PatternId]]:
        """Return, for each frame and meeting, the ids of the phrases without a hit of which it cannot occur."""
        return [part.needed for part in self._parts(pattern_id)]

    def made(self, parsed: ParsedDocument, pattern_id: PatternId) -> list[Hit]:
        """Return where the frames and meetings occur in a document."""
        found: list[Hit] = []
        for part in self._parts(pattern_id):
            if parsed.hits.has_all(part.needed):
                slots = {name: parsed.hits.get(slot, ()) for name, slot in part.slots.items()}
                if any(slots.values()):
                    found.extend(part.whole.places(parsed, slots))
        return found

    def _parts(self, pattern_id: PatternId) -> list[_Part]:
        """Return the frames and meetings of a rule."""
        if pattern_id not in self._known:
            self._known[pattern_id] = [
                _part(each, pattern_id, f"{key}.{number}")
                for key, composed in (("frames", self.frames), ("meetings", self.meetings))
                for number, each in enumerate(composed, 1)
            ]
        return self._known[pattern_id]

    @cached_property
    def _known(self) -> dict[PatternId, list[_Part]]:
        return {}


def _part(whole: Composed, pattern_id: PatternId, key: str) -> _Part:
    """Return a frame or meeting with the ids of its slots: "frames.1.who"."""
    slots = {name: pattern_id.at(f"{key}.{name}") for name in whole.slots}
    return _Part(whole, frozenset(slots[name] for name in whole.needed), slots)


def _covered(heads: tuple[int, ...], hits: Sequence[Hit]) -> bool:
    return any(hit.start <= at < hit.end for at in heads for hit in hits)


def _is_meant(parsed: ParsedDocument, hit: Hit) -> bool:
    """Return whether a hit is the writer's own word, and no negator touches it: "no storm"."""
    if hit.start and parsed.doc[hit.start - 1].norm_ in any_of("negator"):
        return False
    return not (parsed.quotes and parsed.quoted(parsed.span(hit.start, hit.end)))


def _free(hits: Sequence[Hit], met: Sequence[Hit]) -> list[Hit]:
    """Return the hits that overlap none that is met already."""
    return [hit for hit in hits if all(hit.end <= one.start or one.end <= hit.start for one in met)]


def _apart(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without those that overlap an earlier or longer one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.start, each.start - each.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept
