#!/usr/bin/env python3
"""
Run the transcripts of the README and of `docs/` again: every command after "$ " of a console block.

Each page runs in an empty folder with the samples.

    python tests/transcripts.py            show what differs
    python tests/transcripts.py --write    put the present output into the pages
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
PAGES = (README, *sorted((ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def again(page: str) -> str:
    """Return a page with the present output of its transcripts."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "samples", Path(folder, "samples"))
        return _BLOCK.sub(lambda block: _transcript(block.group(), folder=folder), page)


def _transcript(block: str, *, folder: str) -> str:
    typed = re.findall(r"^\$ .*$(?:\n> .*$)*", block, re.MULTILINE)
    return "\n".join(f"{command}\n{_output(command, folder=folder)}" for command in typed)


def _output(command: str, *, folder: str) -> str:
    """Return what a command prints, on either stream, without a terminal, 80 columns wide, on the East Coast."""
    command = re.sub(r"^[$>] ", "", command, flags=re.MULTILINE)
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings = {"PATH": programs, "HOME": folder, "COLUMNS": "80", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    # Times are Eastern; elsewhere a command says the local time as well, which differs from machine to machine.
    surroundings["TZ"] = "America/New_York"
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
    """Show the differences, or write the pages."""
    differs = False
    for page in PAGES:
        old = page.read_text(encoding="utf-8")
        new = again(old)
        if "--write" in sys.argv[1:]:
            page.write_text(new, encoding="utf-8")
            continue
        print("\n".join(difflib.unified_diff(old.splitlines(), new.splitlines(), page.name, "now", lineterm="")))
        differs = differs or old != new
    sys.exit(differs)


if __name__ == "__main__":
    main()
