"""Public cases: texts in words of our own after bug reports of other writing aids, and what is expected of each."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from soapwriter.facts import load_facts
from soapwriter.nlp import with_kind
from soapwriter.text import read

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases/public.jsonl").read_text(encoding="utf-8").splitlines()
]
TODAY = date(2027, 3, 16)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_public_case(case, linter, tmp_path):
    """
    What is expected is found as often, what was a false alarm is not, and sentences and words are counted right.
    """
    (tmp_path / case["file_name"]).write_text(case["text"], encoding="utf-8")
    (tmp_path / "facts.toml").write_text(case.get("facts", ""), encoding="utf-8")
    (document,) = map(with_kind, read([str(tmp_path / case["file_name"])], kind=case["kind"]).documents)
    report = linter.lint(document, facts=load_facts(tmp_path / "facts.toml") if "facts" in case else None, now=TODAY)
    expected, found = case["expected"], Counter(finding.rule for finding in report.findings)

    assert not Counter(expected.get("rules", ())) - found
    assert not [rule for rule in found if rule.startswith(tuple(expected.get("not", ())))]
    assert expected.get("sentences", report.counts.sentences) == report.counts.sentences
    assert expected.get("words", report.counts.words) == report.counts.words
