#!/usr/bin/env python3
"""
Run the README's transcripts again: every command behind "$ " of a console block, in an empty folder with the samples.

    python tests/transcripts.py            show what differs
    python tests/transcripts.py --write    put the present output into the README
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def again(readme: str) -> str:
    """Return a README with the present output of its transcripts."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "samples", Path(folder, "samples"))
        return _BLOCK.sub(lambda block: _transcript(block.group(), folder=folder), readme)


def _transcript(block: str, *, folder: str) -> str:
    typed = re.findall(r"^\$ .*$(?:\n> .*$)*", block, re.MULTILINE)
    return "\n".join(f"{command}\n{_output(command, folder=folder)}" for command in typed)


def _output(command: str, *, folder: str) -> str:
    """Return what a command prints, on either stream, without a terminal and 80 columns wide."""
    command = re.sub(r"^[$>] ", "", command, flags=re.MULTILINE)
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings = {"PATH": programs, "HOME": folder, "COLUMNS": "80", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    run = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return "\n".join(line.rstrip() for line in run.stdout.splitlines()) + "\n" if run.stdout else ""


def main() -> None:
    """Show the differences, or write the README."""
    old = README.read_text(encoding="utf-8")
    new = again(old)
    if "--write" in sys.argv[1:]:
        README.write_text(new, encoding="utf-8")
        return
    print("\n".join(difflib.unified_diff(old.splitlines(), new.splitlines(), "README.md", "now", lineterm="")))
    sys.exit(old != new)


if __name__ == "__main__":
    main()
