"""Rules, the linter that applies them, suppressions, baselines and fixes."""

from soapwriter.linter.baseline import Baseline, baseline_of, read
from soapwriter.linter.fixing import Fixed, fix_all
from soapwriter.linter.linter import Linter, lint
from soapwriter.linter.look import Look
from soapwriter.linter.profile import Profile, find, settle
from soapwriter.linter.proof import prove
from soapwriter.linter.rule import Example, Rule, Source, load_rules, names_of, no_such
from soapwriter.linter.suppress import troubles

__all__ = [
    "Baseline",
    "Example",
    "Fixed",
    "Linter",
    "Look",
    "Profile",
    "Rule",
    "Source",
    "baseline_of",
    "find",
    "fix_all",
    "lint",
    "load_rules",
    "names_of",
    "no_such",
    "prove",
    "read",
    "settle",
    "troubles",
]
