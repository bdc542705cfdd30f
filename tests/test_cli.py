"""The command line as a whole: help, wrong calls, completion, and how it ends when it is stopped."""

import os
import signal
import subprocess
import sys
from types import ModuleType

import click
import pytest
from conftest import spoken

from soapwriter.cli import main
from soapwriter.errors import ExitStatus

WRONG = [
    (["lnt"], "There is no command 'lnt'. Did you mean 'lint'? There are: "),
    (["--versoin"], "There is no option '--versoin'. Did you mean '--version'? See 'soapwriter --help'."),
    (["lint", "--knd", "x"], "There is no option '--knd'. Did you mean '--kind'? See 'soapwriter lint --help'."),
    (["lint", "--format", "jsn", "x"], "There is no --format 'jsn'. Did you mean 'json'? There are: concise, json, "),
    (["lint", "--fail-on", "warn", "x"], "There is no --fail-on 'warn'. Did you mean 'warning'? There are: error, "),
    (["lint", "--kind", "thanks", "x"], "There is no kind 'thanks'. Did you mean 'thank-you'? There are: "),
    (["lint", "gone.txt"], "gone.txt: There is no such file or folder."),
    (["lint", "."], ".: The folder has no texts in it (.txt or .md)."),
    (["lint", "x", "--facts"], "Option '--facts' requires an argument."),
    (["lint", ""], ": There is no such file or folder."),
    (["lint", "x", "--kind", ""], "There is no kind ''. There are: "),
    (["lint", "x", "--select", ","], "--select names no rule and no category. See 'soapwriter lint --help'."),
    (["lint", "x", "--name", "y"], "--name is for standard input (-); a file has its own. See "),
    (["explain"], "Missing argument 'RULE | FILE'. See 'soapwriter explain --help'."),
    (["completion", "bsh"], "There is no shell 'bsh'. Did you mean 'bash'? There are: bash, fish, zsh. "),
    (["rules", "chck", "x"], "There is no command 'chck'. Did you mean 'check'? There are: check. "),
    (["kit"], "Missing argument 'DIR'. See 'soapwriter kit --help'."),
    (["kit", ""], "DIR needs the name of a folder. See 'soapwriter kit --help'."),
    (["kit", "-"], "DIR needs the name of a folder. See 'soapwriter kit --help'."),
    (["kit", "week", "--fact", "x"], "There is no option '--fact'."),
    (["kit", "week"], "me.toml: No such file or directory."),
    (["kinds", "--format", "yaml"], "There is no --format 'yaml'. There are: json, text. "),
]
COMMANDS = list(main.list_commands(click.Context(main)))


@pytest.mark.parametrize(("args", "message"), WRONG, ids=spoken)
def test_a_wrong_call_gets_one_line(args, message, run, tmp_path, monkeypatch):
    """
    A wrong call gets one line on standard error that names the nearest right one, and status 2.
    """
    monkeypatch.chdir(tmp_path)
    result = run(*args)

    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith(f"Error: {message}")
    assert 1 == result.stderr.count("\n")


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["rules", "check"]], ids=spoken)
def test_help_has_examples(command, run):
    """
    Every command has help, with examples that are calls of this program.
    """
    result = run(*command, "--help")

    assert 0 == result.exit_code
    assert f"  soapwriter {' '.join(command)}" in result.output.partition("Examples")[2]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "draft"])
def test_every_command_returns_an_exit_status(name):
    """
    A command says how it ended by an ExitStatus, never by a bare number or by nothing.
    """
    command = main.get_command(click.Context(main), name)

    assert command.callback.__annotations__["return"] is ExitStatus


def test_no_command_is_help(run):
    """
    The name alone prints the help, and nothing is wrong about that.
    """
    result = run()

    assert (0, run("--help").stdout) == (result.exit_code, result.stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_summaries_are_true(name):
    """
    Every command that the help lists exists, under that name.
    """
    assert name == main.get_command(click.Context(main), name).name


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(shell, run):
    """
    The script for each shell asks the program itself.
    """
    assert "_SOAPWRITER_COMPLETE" in run("completion", shell).stdout


COMPLETIONS = [
    (
        "soapwriter ",
        1,
        {
            "init",
            "draft",
            "lint",
            "kit",
            "show",
            "export",
            "send",
            "targets",
            "week",
            "check-application",
            "risks",
            "tables",
            "rules",
            "explain",
            "kinds",
            "completion",
        },
    ),
    ("soapwriter lint --kind th", 3, {"thank-you"}),
    ("soapwriter explain begging/plea", 2, {"begging/plead"}),
    ("soapwriter explain words", 2, set()),
    ("soapwriter lint --fail-on n", 3, {"note", "never"}),
]


@pytest.mark.parametrize(("words", "at", "expected"), COMPLETIONS)
def test_completion(words, at, expected, program):
    """
    A shell is offered commands, kinds and values.
    """
    asked = {"_SOAPWRITER_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    output = program(env=os.environ | asked).stdout.decode()

    assert expected == {line.split(",")[1] for line in output.split()}


def test_the_program_leaves_no_module_of_its_own_making():
    """
    Who runs the program inside another process has pydantic's own loader of plugins afterwards.
    """
    code = (
        "import os, sys; from soapwriter.__main__ import run\n"
        "os._exit = lambda status: print(status, file=sys.stderr)\n"
        "sys.argv[1:] = ['kinds']; run()\n"
        "from pydantic.plugin._loader import get_plugins; print(get_plugins.__module__, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ["0", "pydantic.plugin._loader"] == run.stderr.split()


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["completion", "bash"], ["lint", "--help"]], ids=spoken)
def test_help_loads_nothing_heavy(args):
    """
    Help, version and completion import neither spaCy nor Jinja nor pydantic.
    """
    code = (
        "import sys\n"
        "from soapwriter.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: print(sorted({'spacy', 'jinja2', 'pydantic', 'textstat'} & set(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-c", code, *args], check=True, capture_output=True, text=True)

    assert "[]" == run.stdout.splitlines()[-1]


def test_a_missing_file_loads_no_spacy():
    """
    A file that is missing is told before anything heavy is loaded.
    """
    code = (
        "import sys\n"
        "from soapwriter.cli import main\n"
        "try: main(['lint', 'gone.txt'])\n"
        "except SystemExit as end: print(end.code, 'spacy' in sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert "2 False\n" == run.stdout


@pytest.fixture
def command(monkeypatch):
    """
    Make `soapwriter kinds` do something else: `command(function)`.
    """

    def command(function):
        module = ModuleType("soapwriter.cli.kinds")
        module.kinds = click.command("kinds")(function)
        monkeypatch.setitem(sys.modules, "soapwriter.cli.kinds", module)

    return command


def test_control_c(command, run):
    """
    Ctrl-C ends with 130 and without a traceback.
    """

    def interrupted():
        raise KeyboardInterrupt

    command(interrupted)
    result = run("kinds")

    assert (130, "\n") == (result.exit_code, result.output)


def test_what_the_system_refuses_is_one_line(command, run):
    """
    A refusal of the system is one line with its place.
    """
    command(lambda: open("/no/such/folder/x", "w"))  # noqa: PTH123, SIM115
    result = run("kinds")

    assert (2, "Error: /no/such/folder/x: No such file or directory.\n") == (result.exit_code, result.stderr)


def test_a_bug_is_not_hidden(command, run):
    """
    What is our own mistake still shows as what it is.
    """

    def broken():
        raise ZeroDivisionError

    command(broken)

    assert isinstance(run("kinds").exception, ZeroDivisionError)


@pytest.mark.skipif(os.name != "posix", reason="pipes are closed otherwise elsewhere")
def test_a_reader_who_goes_away(tmp_path):
    """
    A reader who goes away early ends the program quietly.
    """
    command = f"{sys.executable} -m soapwriter kinds --format json | true; exit ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", f"sleep 0; {command}"], check=False, capture_output=True, text=True)

    assert "" == run.stderr
    assert run.returncode in (0, 141)


@pytest.mark.skipif(os.name != "posix", reason="streams are closed otherwise elsewhere")
@pytest.mark.parametrize(
    ("closed", "status", "told"),
    [
        ("lint - <&-", 2, "Error: standard input: There is no text in it: it is empty or only blanks.\n"),
        ("kinds >&-", 0, ""),
        ("lint gone 2>&-", 2, ""),
    ],
)
def test_closed_streams(closed, status, told, tmp_path):
    """
    A stream that is closed is like one that nobody reads or writes, not a traceback.
    """
    command = f"{sys.executable} -m soapwriter {closed}"
    run = subprocess.run(["sh", "-c", command], check=False, capture_output=True, text=True, cwd=tmp_path)

    assert (status, told) == (run.returncode, run.stderr)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full disk here")  # noqa: PTH110
def test_a_full_disk():
    """
    A full disk is one line and status 2.
    """
    with open("/dev/full", "w") as full:  # noqa: PTH123
        command = [sys.executable, "-m", "soapwriter", "kinds"]
        run = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, text=True)

    assert (2, "Error: No space left on device.\n") == (run.returncode, run.stderr)


@pytest.mark.skipif(os.name != "posix", reason="signals are sent otherwise elsewhere")
def test_control_c_while_waiting(tmp_path):
    """
    Ctrl-C while the program waits for standard input ends it with 130, quietly.
    """
    command = [sys.executable, "-m", "soapwriter", "lint", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=tmp_path) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=10)

    assert 130 == process.returncode
    assert "" == told.strip()
