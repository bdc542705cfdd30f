"""The table of targets: sourced, silent about what it does not know, and strict about its names."""

import pytest

from soapwriter import assets
from soapwriter.data import read_model
from soapwriter.errors import BadData
from soapwriter.tables import positions

PLACES = [
    (
        "family-medicine",
        [
            (2025, "before", 805, None, ""),
            (2024, "before", 636, None, ""),
            (2022, "through", 445, None, "categorical places"),
        ],
    ),
    ("neurology", [(2025, "before", 7, None, ""), (2024, "before", 1, 3, "")]),
    ("pmr", [(2025, "before", 0, None, ""), (2024, "before", None, 2, "")]),
    (
        "psychiatry",
        [
            (2025, "before", 8, None, ""),
            (2024, "before", 12, None, ""),
            (2022, "through", 14, None, "categorical places"),
        ],
    ),
    ("onmm", [(2024, "before", 16, None, "")]),
    ("urology", []),
]


@pytest.mark.parametrize(("specialty", "known"), PLACES)
def test_places(specialty, known):
    """
    A field's places are those of the sources, the latest year first; what is in none is not guessed.
    """
    assert known == list(positions.table().counts_of(specialty))


def test_2026_is_not_known():
    """
    No count is of 2026, and the table says so.
    """
    assert 2026 not in {count.year for count in positions.table().counts}
    assert any("2026" in text for text in positions.table().unknown.texts)


def test_everything_has_its_source():
    """
    Each count, rule and service has a source, a date and a confidence; the opinion is said to be the article's.
    """
    sourced = [
        *positions.table().rules,
        *positions.table().services.values(),
        positions.table().keep,
        positions.table().positions.source,
    ]
    sourced += positions.table().counts

    assert all(each.title and each.date and each.confidence for each in sourced)
    assert "article" == positions.table().opinions.source.evidence


@pytest.mark.parametrize(
    ("specialty", "opinion"),
    [
        ("family-medicine", "open"),
        ("internal-medicine", "depends"),
        ("pathology", "background"),
        ("emergency-medicine", "rare"),
        ("orthopedic-surgery", "off"),
        ("preliminary-surgery", None),
    ],
)
def test_opinions(specialty, opinion):
    """
    An opinion is the article's row of the field; preliminary surgery has none, since the article leaves it out.
    """
    judgement = positions.table().judgement(specialty)

    assert opinion == (judgement.id if judgement else None)


def test_most_places_first():
    """
    The fields with the most places are those of the latest year that is known well, without those ruled out.
    """
    first = list(positions.table().most_open(without=frozenset({"family-medicine"})))[:2]

    assert [("preliminary-surgery", 521, 2025), ("internal-medicine", 357, 2025)] == first


PLACED = [
    ("Dunmore, OH", "Ohio", True),
    ("Dunmore, OH", "OH", True),
    ("Dunmore, Ohio", "oh", True),
    ("Dunmore, OH", "Dunmore", True),
    ("Dunmore, OH", "Dunmore, OH", True),
    ("Dunmore, PA", "Dunmore, OH", False),
    ("Little Rock, AR", "Kansas", False),
    ("Washington, DC", "WA", False),
    ("Spokane, WA", "Washington", True),
    ("St. Louis, MO", "St Louis", True),
    ("Dunmore", "OH", False),
    ("", "OH", False),
    ("Dunmore, OH", "", False),
]


@pytest.mark.parametrize(("city", "place", "lies"), PLACED)
def test_a_city_lies_in_a_place(city, place, lies):
    """
    A place is a state, by its name or its letters, or a city; names are compared whole.
    """
    assert lies is positions.table().is_in(city, place)


BROKEN = {
    "an unknown field": ("dermatology", "dermatologgy", "Did you mean 'dermatology'?"),
    "two opinions": ('"dermatology",', '"dermatology", "psychiatry",', "there are two opinions of psychiatry"),
    "an unknown key": ('evidence = "article"', 'evidnce = "article"', "evidnce"),
    "no TOML": ("most = 45", "most = ", "Invalid value"),
}


@pytest.mark.parametrize(("old", "new", "trouble"), BROKEN.values(), ids=BROKEN)
def test_a_broken_table(old, new, trouble, tmp_path):
    """
    A table with an unknown field, two opinions of one or an unknown key is refused in a line that names the file.
    """
    text = assets.table_path("targets").read_text(encoding="utf-8")
    path = tmp_path / "targets.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(BadData) as caught:
        read_model(path, positions.PositionTable)

    assert caught.value.messages[0].startswith(str(path))
    assert trouble in caught.value.messages[0]
