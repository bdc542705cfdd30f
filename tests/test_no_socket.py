"""No socket at all: no command opens one, to any place, not even to this machine."""

import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "samples"
TEXT, FACTS = str(SAMPLES / "explanation-good.txt"), str(SAMPLES / "facts.toml")
LETTER = str(SAMPLES / "thank-you-good.txt")
CALLS = {
    "lint": ["lint", TEXT, LETTER, "--facts", FACTS],
    "fix": ["lint", TEXT, "--diff"],
    "show": ["show", TEXT],
    "explain": ["explain", "--label", "cause", TEXT],
    "export": ["export", TEXT, "--to", "docx", "--out", "x.docx"],
    "copy": ["export", TEXT, "--copy"],
    "draft": ["draft", "failure", "--facts", FACTS],
    "kit": ["kit", "kit", "--facts", FACTS],
    "week": ["week", "--facts", FACTS, "--ics", "x.ics"],
    "targets": ["targets", "--facts", FACTS],
    "init": ["init", "--blank", "-"],
}
# Python tells a hook of each socket that is made, whatever makes it.
CODE = """
import sys

def hook(event, args):
    if event.startswith("socket.") and event not in ("socket.__new__",):
        print(event, args[1:], file=sys.stderr)
    if event == "socket.__new__":
        print("a socket of family", args[1], file=sys.stderr)

sys.addaudithook(hook)
from soapwriter.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
loaded = {"requests", "urllib3", "httpx", "http.client", "ssl", "asyncio"} & set(sys.modules)
print("loaded:", *sorted(loaded), file=sys.stderr)
"""


@pytest.mark.parametrize("args", CALLS.values(), ids=CALLS)
def test_no_command_opens_a_socket(args, tmp_path):
    """
    Python's own audit of a call reports no socket, and no library that could use one for the web is loaded by spaCy.
    """
    run = subprocess.run([sys.executable, "-c", CODE, *args], check=True, capture_output=True, text=True, cwd=tmp_path)

    assert "socket" not in run.stderr
    assert not {"requests", "urllib3", "httpx"} & set(run.stderr.rpartition("loaded:")[2].split())


def test_spacy_is_whole_for_others():
    """
    Code that uses spaCy in the same process finds its command line where it was.
    """
    code = (
        "import soapwriter; soapwriter.read('I failed Step 1.')\n"
        "import spacy; print(spacy.info.__module__, spacy.cli.download.__module__, hasattr(spacy, 'nothing'))"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert "spacy.cli.info spacy.cli.download False\n" == run.stdout
