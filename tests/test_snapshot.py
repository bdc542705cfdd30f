"""What is said of clean texts."""

import snapshot

from soapwriter.linter import Linter


def test_nothing_new_is_said_of_clean_texts():
    """
    Every finding on every clean text is known; `python tests/snapshot.py --write` takes a change in.
    """
    assert snapshot.SNAPSHOT.read_text(encoding="utf-8") == snapshot.snapshot(Linter(spelling=False))
