"""The words of the specialties in a text: names, titles, vocabulary."""

import pytest

from soapwriter.tables import specialty_words
from soapwriter.tables.specialty_table import specialties

NAMES = [
    ("I am applying in family medicine.", [("family medicine", "family-medicine")]),
    ("Internal Medicine-Pediatrics, or med-peds", [("Internal Medicine-Pediatrics", "medicine-pediatrics"), ("med-peds", "medicine-pediatrics")]),
    ("internal medicine and pediatrics", [("internal medicine and pediatrics", "medicine-pediatrics")]),
    ("prelim surgery, general surgery, surgery", [("prelim surgery", "preliminary-surgery"), ("general surgery", "general-surgery"), ("surgery", "general-surgery")]),
    ("Orthopaedic surgery and paediatric neurology", [("Orthopaedic surgery", "orthopedic-surgery"), ("paediatric neurology", "child-neurology")]),
    ("PM&R, OB/GYN, ENT, FM and IM", [("PM&R", "pmr"), ("OB/GYN", "obstetrics-gynecology"), ("ENT", "otolaryngology"), ("FM", "family-medicine"), ("IM", "internal-medicine")]),
    ("im told that em and fm are words", []),
    ("sports medicine, school of medicine, medicine", []),
    ("physical\nmedicine & rehabilitation", [("physical\nmedicine & rehabilitation", "pmr")]),
    ("the transitional year", [("transitional year", "transitional-year")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "named"), NAMES, ids=[text for text, _ in NAMES])
def test_names(text, named):
    """
    A name is found however it is written, the longest first; a short form only in its capitals.
    """
    assert named == [(text[each.start : each.end], each.specialty) for each in specialty_words.names_in(text)]


def test_titles():
    """
    A doctor's title tells the specialty, in the singular and in the plural.
    """
    text = "A family physician, two pediatricians’ wives, an orthopaedic surgeon and a surgeon."

    assert ["family-medicine", "pediatrics", "orthopedic-surgery", "general-surgery"] == [
        each.specialty for each in specialty_words.doctors_in(text)
    ]


def test_every_name_means_one_field():
    """
    No name and no title is claimed by two specialties, and each specialty's own name is found as it.
    """
    for row in specialties().values():
        for name in (row.name, *row.called, *row.short):
            assert {row.id} == {each.specialty for each in specialty_words.names_in(name)}, name


@pytest.mark.parametrize("specialty", specialty_words.fields_with_words())
def test_no_field_finds_its_own_words_alien(specialty):
    """
    What belongs to a field is not out of place in a statement for it.
    """
    row = specialty_words._vocabularies()[specialty]

    assert not {*row.own, *row.common} & set(row.alien)
    assert not set(row.own) & set(row.common)
