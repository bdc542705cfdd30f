"""Stretches by their place: the same answers as comparing each with all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from soapwriter.text import Places, Span, overlap

SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 2_000), st.integers(0, 700))


@settings(deadline=None)
@given(st.lists(SPANS, max_size=40), SPANS)
def test_the_same_as_comparing_all(spans, span):
    """
    What overlaps a stretch is found, and nothing else, wherever it is and however long.
    """
    assert {other for other in spans if overlap(span, other)} == set(Places(spans).overlapping(span))


def test_only_what_is_near_is_looked_at(monkeypatch):
    """
    Of ten thousand stretches, only the few in the same place are compared.
    """
    places = Places(Span(at, at + 1) for at in range(0, 1_000_000, 100))
    compared = []
    monkeypatch.setattr("soapwriter.text.span.overlap", lambda *pair: bool(compared.append(pair)))
    list(places.overlapping(Span(500_000, 500_001)))

    assert len(compared) < 5
