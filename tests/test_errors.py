"""How messages name what is wrong, and the command that helps."""

import os

import pytest

from soapwriter.errors import command_line, did_you_mean, nearest, quoted, unknown

TYPED = [
    (("lint", "a.txt"), "soapwriter lint a.txt", "soapwriter lint a.txt"),
    (("lint", "my text.txt"), 'soapwriter lint "my text.txt"', 'soapwriter lint "my text.txt"'),
    (("lint", r"C:\me\a.txt"), r"soapwriter lint C:\me\a.txt", r"soapwriter lint C:\me\a.txt"),
    (
        ("draft", "--program", "St. Luke's"),
        'soapwriter draft --program "St. Luke\'s"',
        'soapwriter draft --program "St. Luke\'s"',
    ),
    (("lint", "$HOME plan"), "soapwriter lint '$HOME plan'", 'soapwriter lint "$HOME plan"'),
    (("lint", "a;b"), 'soapwriter lint "a;b"', 'soapwriter lint "a;b"'),
    (("lint", ""), 'soapwriter lint ""', 'soapwriter lint ""'),
]


@pytest.mark.parametrize(("words", "posix", "windows"), TYPED)
@pytest.mark.parametrize("system", ["posix", "nt"])
def test_a_command_is_as_a_shell_takes_it(words, posix, windows, system, monkeypatch):
    """
    A word that a shell would split or expand is quoted, in double quotes wherever those are enough.
    """
    monkeypatch.setattr(os, "name", system)

    assert {"posix": posix, "nt": windows}[system] == command_line(*words)


@pytest.mark.parametrize(("words", "expected"), [("failure", "'failure'"), ("St. Luke's", '"St. Luke\'s"'), ("", "''")])
def test_words_are_quoted(words, expected):
    """
    Words have single quotation marks around them, and double ones where they have an apostrophe.
    """
    assert expected == quoted(words)


@pytest.mark.parametrize(("name", "expected"), [("Thanks", "thank-you"), ("STATUS", "Status"), ("zzz", ""), ("", "")])
def test_the_nearest_name(name, expected):
    """
    The nearest of the known names is found in any case, as it is written; none where nothing is alike.
    """
    assert expected == nearest(name, ["thank-you", "Status", "failure"])


def test_no_hint_without_a_name():
    """
    Where no name is near, nothing is suggested.
    """
    assert ("", " Did you mean 'failure'?") == (did_you_mean(""), did_you_mean("failure"))


def test_an_unknown_name():
    """
    An unknown name is said with the nearest one and with all that there are.
    """
    said = unknown("kind", "failur", ["statement", "failure"])

    assert "There is no kind 'failur'. Did you mean 'failure'? There are: failure, statement." == said
