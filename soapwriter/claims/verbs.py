"""Whose doing a verb is, and whether it happened: grammar by closed classes of words, since there is no parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soapwriter.claims.exam_names import class_of
from soapwriter.nlp import Hit

if TYPE_CHECKING:
    from spacy.tokens import Token

    from soapwriter.claims.exam_names import Names
    from soapwriter.nlp import Sentence

# How far before a verb that which makes it unreal, or denies it, can stand; and how far behind it its object.
_REACH = 6
_OBJECT = 5
_SELF = ("i", "we", "me", "my", "mine", "myself")
_NONE = ("neither", "no", "none", "nothing")
_BUILDING = ("DET", "ADJ", "NUM", "PRON")


class Voice:
    """Tells of the verbs of one reading whether they are the writer's own, and real."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.doc = names.doc

    def failing(self, at: int, sentence: Sentence) -> str:
        """Return "failed" for the writer's own failure of an exam, else "other"."""
        goes_on = self.names.norm(at + 1, sentence) in class_of("passing_what") | {"to", *_NONE}
        unsaid = self._is_denied(at, sentence) or self.names.norm(at - 1, sentence) in class_of("not_yet")
        if unsaid or goes_on or self._is_of_else(at, sentence) or not self.is_real(at):
            return "other"
        return "failed"

    def passing(self, at: int, sentence: Sentence) -> str:
        """Return "passed", "failed" for what was not, "wish", "other" for another's, or nothing for another word."""
        behind = at + 1 + (self.names.norm(at + 1, sentence) == "the")
        if self.names.norm(behind, sentence) in class_of("passing_by") | class_of("passing_what"):
            return ""
        if self.names.norm(at + 1, sentence) in _NONE:
            return "other"
        if self._is_denied(at, sentence):
            near = {token.norm_ for token in self.doc[max(sentence.first, at - _REACH) : at]}
            return "failed" if self.is_own(at) and not near.isdisjoint(class_of("denied_pass")) else "other"
        norm = self.doc[at].norm_
        if norm in ("pass", "clear") and self.names.norm(at - 1, sentence) == "to":
            return "wish"
        if norm in ("passing", "clear") or (norm == "pass" and not self._is_reported(at, sentence)):
            return ""
        bounded = self.names.norm(at - 2, sentence) in class_of("bounding")  # "short of a pass"
        return "other" if bounded or self._is_of_else(at, sentence) or not self.is_real(at) else "passed"

    def is_real(self, at: int) -> bool:
        """Tell whether the writer did this, and it is neither wished, feared nor supposed."""
        if not self.is_own(at) or self._is_still_to_be(at):
            return False
        for before in range(at - 1, max(self.names.opening(self.names.clause_of(at)), at - _REACH) - 1, -1):
            if self.doc[before].norm_ in class_of("unreal"):
                return False
            if self.doc[before].norm_ in (",", "and", "but", ";", "("):
                break
        return True

    def _is_still_to_be(self, at: int) -> bool:
        """Tell whether a perfect speaks of days to come: "when I have passed"."""
        start = max(self.names.opening(self.names.clause_of(at)), at - _REACH)
        norms = self.names.norms[start:at]
        return bool({"have", "has"} & set(norms)) and bool({"when", "once", "after", "until", "soon"} & set(norms))

    def is_own(self, at: int) -> bool:
        """Tell whether the writer does this: nobody else stands nearer before it in the clause."""
        others = class_of("otherpeople") | class_of("family")
        for before in range(at - 1, self.names.opening(self.names.clause_of(at)) - 1, -1):
            token = self.doc[before]
            if token.norm_ in _SELF:
                return token.norm_ in ("i", "we") or self.doc[before + 1].norm_ not in others
            if token.norm_ in others or self._is_somebody(token, at):
                return False
        return True

    def _is_somebody(self, token: Token, at: int) -> bool:
        """Tell whether a token is a person's name just before a verb: "Dr. Osei passed"."""
        named = token.i == at - 1 and token.pos_ == "PROPN" and not token.ent_type_
        return named and token.i > 0 and self.doc[token.i - 1].norm_ in class_of("title")

    def denies(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a number is denied: "never a 388"; in "not passed, with a 208" it is the pass that is denied."""
        near = {token.norm_ for token in self.doc[max(sentence.first, at - _REACH) : at]}
        return near.isdisjoint(class_of("passing")) and self._is_denied(at, sentence)

    def _is_denied(self, at: int, sentence: Sentence) -> bool:
        return self.names.parsed.denied(Hit(self.names.number_of(sentence), at, at + 1))

    def _is_reported(self, at: int, sentence: Sentence) -> bool:
        """Tell whether "pass" is what a report says: "Result: pass"."""
        return self.names.norm(at - 1, sentence) in (":", ",", "a", "-", "the")

    def _is_of_else(self, at: int, sentence: Sentence) -> bool:
        """Tell whether something else fails ("the graft failed") or is failed ("failed my shelf")."""
        return self._has_other_subject(at, sentence) or self._has_other_object(at, sentence)

    def _has_other_subject(self, at: int, sentence: Sentence) -> bool:
        before = at - 1
        while before > sentence.first and self._helps(self.doc[before]):
            before -= 1
        if before < sentence.first or self.doc[before].ent_type_ == "exam" or before in self.names.ends_of_dates:
            return False
        token = self.doc[before]
        own = class_of("attemptword") | class_of("scoreword") | class_of("sat_thing") | class_of("failword")
        return token.norm_ in class_of("organ") or (token.pos_ in ("NOUN", "PROPN") and token.norm_ not in own | {"i"})

    def _helps(self, token: Token) -> bool:
        """Tell whether a token belongs to the verb behind it: "has never failed"."""
        return token.pos_ in ("AUX", "ADV", "PART") or token.norm_ in class_of("have")

    def _has_other_object(self, at: int, sentence: Sentence) -> bool:
        """Tell whether the next noun is neither an exam nor a word for one."""
        for behind in range(at + 1, min(at + _OBJECT, sentence.last)):
            token = self.doc[behind]
            if behind in self.names.exams or behind in self.names.dates or token.norm_ in class_of("sat_thing"):
                return False
            if token.norm_ in class_of("other_thing"):
                return True
            if token.pos_ not in _BUILDING:
                return token.pos_ in ("NOUN", "PROPN") and token.norm_ not in class_of("attemptword")
        return False
