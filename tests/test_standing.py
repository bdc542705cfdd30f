"""How labels are weighed: alike on every Python."""

import pytest

from soapwriter.judge.standing import _total


@pytest.mark.parametrize(
    ("numbers", "start", "expected"),
    [([0.1] * 10, 0.0, 0.9999999999999999), ([1.0, -1e16], 1e16, 0.0), ([], 0.5, 0.5)],
)
def test_weights_are_added_alike_on_every_python(numbers, start, expected):
    """
    Weights are added one by one, also where Python's own sum makes up for what is lost in rounding.
    """
    assert expected == _total(numbers, start)
