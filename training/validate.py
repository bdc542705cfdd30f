"""
Check the labelled texts: schema, exact spans, sentences, no copies, no reserved source.

Usage: python training/validate.py [PLACE ...] [--reserved FILE]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import corpus


def main() -> None:
    """Print each trouble in a line, then counts; exit with 1 where there is a trouble."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("places", type=Path, nargs="*", default=[corpus.HERE / "corpus"])
    parser.add_argument("--reserved", type=Path, default=corpus.HERE / "corpus" / "reserved.sha256")
    asked = parser.parse_args()
    reserved = frozenset(asked.reserved.read_text("utf-8").split()) if asked.reserved.exists() else frozenset()
    texts = corpus.read(*asked.places)

    found = [f"{text.id}: {trouble}" for text in texts for trouble in corpus.troubles(text, reserved)]
    ids = Counter(text.id for text in texts)
    found += [f"{name}: {count} texts have this id" for name, count in ids.items() if count > 1]
    found += [f"{one} and {other} are near twins" for one, other in corpus.twins(texts)]
    print(*found, sep="\n" if found else "")
    print(f"{len(texts)} texts by {len({text.hand for text in texts})} hands; {len(found)} troubles")
    print(f"clean {sum(text.clean for text in texts)}, adapted {sum(text.source is not None for text in texts)}")
    print(f"kinds {dict(Counter(text.kind for text in texts))}")
    print(f"second readings {dict(Counter(text.second for text in texts))}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
