"""Where to apply: fields, groups of programs, what is missing and doubtful, and the count to 45."""

from datetime import date, datetime

import pytest

from soapwriter.errors import UnknownName
from soapwriter.facts import Facts
from soapwriter.soap import Plan, eastern, window
from soapwriter.tables import positions, specialties

NOW = date(2026, 11, 25)


def plan(*programs, now=NOW, **tables):
    """Return the plan of facts with some programs."""
    return Plan(Facts.model_validate({"programs": programs, **tables}), now)


def only(**entry):
    """Return the one program of facts with these keys, named 'P' unless they say so."""
    tables = {key: entry.pop(key) for key in ("targets", "specialties", "exams") if key in entry}
    (fit,) = plan({"name": "P", **entry}, **tables).fits
    return fit


OHIO = {"places": ["Ohio: my aunt lives there"]}
GROUPS = [
    ({"history": ["two of ours, 2023"], "second_chances": "yes"}, [("A", "two of ours, 2023"), ("C", "your facts say yes, and not who says so")]),
    ({"city": "Dunmore, OH", "targets": OHIO}, [("B", "Ohio: my aunt lives there")]),
    ({"city": "Dunmore, PA", "targets": OHIO}, []),
    ({"second_chances": "yes", "second_chances_from": "a resident"}, [("C", "a resident")]),
    ({"second_chances": True}, [("C", "your facts say yes, and not who says so")]),
    ({"second_chances": "no"}, []),
    ({"second_chances": "unknown"}, []),
    ({}, []),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "because"), GROUPS)
def test_groups(entry, because):
    """
    A program is in the first group for which the facts have a reason, and each reason is the applicant's words.
    """
    fit = only(**entry)

    assert because == [(each.cluster, each.words) for each in fit.because]
    assert (because[0][0] if because else "") == fit.cluster


def test_order():
    """
    Programs are in their groups, and within one as they were entered.
    """
    entries = [{"name": "1"}, {"name": "2", "second_chances": "yes"}, {"name": "3", "history": "x"}, {"name": "4"}]

    assert ["3", "2", "1", "4"] == [fit.program.name for fit in plan(*entries).fits]


OFFERS = [
    ({"specialty": "IM"}, ("internal-medicine", "categorical", "ERAS")),
    ({"specialty": "IM", "nrmp_code": "1234140P0"}, ("preliminary-medicine", "preliminary", "ERAS")),
    ({"nrmp_code": "1234180A0"}, ("neurology", "advanced", "ERAS")),
    ({"nrmp_code": "1234140M0"}, ("internal-medicine", "primary-care", "ERAS")),
    ({"nrmp_code": "1234140R0"}, ("internal-medicine", "reserved", "ERAS")),
    ({"specialty": "EM"}, ("emergency-medicine", "categorical", "ResidencyCAS")),
    ({"specialty": "OB/GYN", "service": "ERAS"}, ("obstetrics-gynecology", "categorical", "ERAS")),
    ({"nrmp_code": "1234777C0"}, ("", "", "")),
    ({}, ("", "", "")),
    ({"service": "residencycas"}, ("", "", "ResidencyCAS")),
]


@pytest.mark.parametrize(("entry", "offer"), OFFERS)
def test_offers(entry, offer):
    """
    Field, position and service come from the entry, the NRMP code and the dated tables; else they are not known.
    """
    assert offer == only(**entry).offer[:3]


@pytest.mark.parametrize(("day", "service"), [(date(2025, 5, 31), "ERAS"), (date(2025, 6, 1), "ResidencyCAS")])
def test_a_service_has_its_day(day, service):
    """
    Emergency medicine uses ResidencyCAS from June 2025 on, and not before.
    """
    (fit,) = plan({"name": "P", "specialty": "EM"}, now=day).fits

    assert service == fit.offer.service


FM = [{"specialty": "family-medicine"}]
IM = [{"specialty": "internal-medicine"}]
LACKS = [
    ({"specialty": "FM", "specialties": FM}, []),
    ({"specialty": "FM", "specialties": IM}, ["Your facts have no statement for family medicine: add it under [[specialties]]."]),
    ({"nrmp_code": "1234140P0", "specialties": IM}, ["Your facts have no statement for preliminary medicine: add it under [[specialties]]. You have one for internal medicine: it needs a rewrite, and not another name."]),
    ({"specialty": "FM", "specialties": FM, "targets": {"letters": ["IM: Dr. Ek"]}}, ["Your facts have no letter for family medicine: one that fits is the least."]),
    ({"nrmp_code": "1234140P0", "specialties": [{"specialty": "prelim medicine"}], "targets": {"letters": ["IM"]}}, []),
    ({}, []),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "lacks"), LACKS)
def test_lacks(entry, lacks):
    """
    An application needs a statement for its field; a letter is asked for once the facts name letters.
    """
    assert lacks == list(only(**entry).lacks)


DOUBTS = [
    ({"specialty": "FM"}, []),
    ({}, ["Your facts do not say in which field it is: add its specialty, or its NRMP code."]),
    ({"nrmp_code": "1234777C0"}, ["The specialty 777 of the program code '1234777C0' is not known; name the specialty instead."]),
    ({"specialty": "FM", "nrmp_code": "1234140C0"}, ["Its code 1234140C0 says categorical internal medicine, and your facts say family medicine: look which is right."]),
    ({"specialty": "IM", "nrmp_code": "1234120C0"}, ["Its code 1234120C0 says categorical family medicine (by a number that is not confirmed), and your facts say internal medicine: look which is right."]),
    ({"specialty": "prelim medicine", "nrmp_code": "1234140C0"}, ["Its code 1234140C0 says categorical internal medicine, and your facts say preliminary medicine: look which is right."]),
    ({"specialty": "IM", "nrmp_code": "1234140P0"}, []),
    ({"specialty": "GS", "targets": {"off": ["surgery: the hours."]}}, ["You put general surgery aside ('the hours'), and this program is in it."]),
    ({"specialty": "ortho"}, ["The article takes orthopedic surgery off the table. That is an opinion, and the application is yours."]),
    ({"specialty": "EM", "service": "ERAS"}, ["Your facts say ERAS; here it would be ResidencyCAS (the whole field since June 2025). Look at the program's page."]),
    ({"specialty": "FM", "second_chances": "no", "second_chances_from": "its page"}, ["Your facts say that it takes nobody with a failed exam (its page)."]),
    ({"specialty": "FM", "second_chances": "yes", "requires": "no failed attempt"}, ["It is said to give second chances, and asks for 'no failed attempt': ask which of the two holds."]),
    ({"specialty": "FM", "unfilled": 0}, ["Your facts say that it has no open place."]),
    ({"nrmp_code": "1234140R0"}, ["It is reserved for physicians with prior training (letter R), and not open to students."]),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "doubts"), DOUBTS)
def test_doubts(entry, doubts):
    """
    What in an entry does not go together, or speaks against an application, is one sentence.
    """
    assert doubts == list(only(**entry).warnings)


TWICE = "It is entered twice, and counts twice: take one out, or add what distinguishes them (city, NRMP code)."


@pytest.mark.parametrize(
    ("one", "other", "doubts"),
    [
        ({}, {}, [TWICE, TWICE]),
        ({"city": "Kent"}, {"city": "kent"}, [TWICE, TWICE]),
        ({"city": "Kent"}, {"city": "Dover"}, []),
        ({"city": "Kent"}, {}, ["Another program has the same name: add the city."]),
        ({"nrmp_code": "1234140C0", "city": "Kent"}, {"nrmp_code": "1234140P0", "city": "Kent"}, []),
    ],
)
def test_two_programs_of_one_name(one, other, doubts):
    """
    Two programs of one name are distinguished by city or code; what is entered twice is reported.
    """
    fits = plan({"name": "Twin", "specialty": "IM", **one}, {"name": "twin", "specialty": "IM", **other}).fits

    assert doubts == [text for fit in fits for text in fit.warnings]


def test_doubts_of_all():
    """
    A statement for a field that was put aside, a place with no program and a field put aside twice are said.
    """
    targets = {"off": ["psych", "psychiatry"], "places": ["Midwest", "OH"]}
    found = plan({"name": "P", "city": "Kent, OH"}, targets=targets, specialties=[{"specialty": "psych"}]).warnings

    assert (
        "You put psychiatry aside, and have a statement for it: keep whichever you mean.",
        "None of your programs is in 'Midwest': write a state, or a city as your programs have it.",
        "You put psychiatry aside twice.",
    ) == found


def test_no_contradiction_in_plain_facts():
    """
    Facts without programs have no doubts, no counts and every field.
    """
    empty = plan(targets=OHIO)

    assert ((), (), ()) == (empty.fits, empty.tallies, empty.warnings)
    assert set(specialties()) == {field.specialty.id for field in empty.fields}


def test_order_of_fields():
    """
    Fields are in the order of the opinions, those without one before those off the table, more places first.
    """
    fields = plan().fields
    first = [field.specialty.id for field in fields[:5]]
    unsaid = [number for number, field in enumerate(fields) if field.judgement is None]
    off = [number for number, field in enumerate(fields) if field.is_off]

    assert ["family-medicine", "transitional-year", "pediatrics", "preliminary-medicine", "psychiatry"] == first
    assert "preliminary-surgery" == fields[unsaid[0]].specialty.id
    assert max(unsaid) < min(off) == len(fields) - len(off)


def test_fields_know_the_facts():
    """
    A field says whether the facts have a statement, a letter and programs for it, and whether it was put aside.
    """
    targets = {"off": ["GS: my hands"], "letters": ["FM: Dr. Ek"]}
    fields = {
        each.specialty.id: each
        for each in plan({"name": "P", "specialty": "FM"}, targets=targets, specialties=FM).fields
    }
    family, surgery = fields["family-medicine"], fields["general-surgery"]

    assert (True, "Dr. Ek", 1, False) == (family.statement, family.letter.words, family.programs, family.is_off)
    assert ("my hands", True, False) == (surgery.aside.words, surgery.is_off, surgery.is_entered)


def many(count, **entry):
    """Return as many programs in one field."""
    return [{"name": f"P{number}", "specialty": "FM", **entry} for number in range(count)]


def test_forty_five():
    """
    Forty-five fit into a service, and each service has its own.
    """
    fit = plan(*many(45), {"name": "E", "specialty": "EM"})

    assert [("ERAS", 45, 0, 0), ("ResidencyCAS", 1, 0, 0)] == [each[:4] for each in fit.tallies]
    assert all(not each.drop for each in fit.tallies)


def test_which_to_drop():
    """
    Over 45, those go first against which a fact speaks most, then those in no group, and never what was sent.
    """
    against = [
        {"name": "late", "specialty": "FM"},
        {"name": "no chances", "specialty": "FM", "second_chances": "no"},
        {"name": "asks", "specialty": "FM", "requires": "no failed attempt"},
        {"name": "bone", "specialty": "ortho"},
        {"name": "aside", "specialty": "GS"},
        {"name": "reserved", "nrmp_code": "1234140R0"},
        {"name": "full", "specialty": "FM", "unfilled": 0},
        {"name": "full and sent", "specialty": "FM", "unfilled": 0, "applied": True},
    ]
    exams = [{"exam": "Step 1", "outcome": "failed", "date": "2025-05"}]
    (tally,) = plan(*many(45, history="x"), *against, targets={"off": ["GS"]}, exams=exams).tallies

    assert (53, 1, 8) == (tally.programs, tally.applied, tally.over)
    assert ["full", "reserved", "aside", "bone", "asks", "no chances", "late", "P44"] == [
        fit.program.name for fit, _ in tally.drop
    ]
    assert "your record does not meet 'no failed attempt'" == tally.drop[4][1]


def test_what_has_gone_out_is_never_dropped():
    """
    Where all have been sent nothing can be dropped, though there are too many.
    """
    (tally,) = plan(*many(46, applied=True)).tallies

    assert (46, 1, ()) == (tally.applied, tally.over, tally.drop)


def test_the_groups_go_last_to_first():
    """
    Of programs against which nothing speaks, the last entered of the last group goes first.
    """
    groups = [{"second_chances": "yes"}, {"history": "x"}, {"city": "Kent, OH"}]
    entries = [{"name": f"{number}", "specialty": "FM", **groups[number % 3]} for number in range(48)]
    (tally,) = plan(*entries, targets=OHIO).tallies

    assert ["45", "42", "39"] == [fit.program.name for fit, _ in tally.drop]


WINDOWS = [
    ("2026-11-25 12:00", "early", "2027-03-15 11:00"),
    ("2027-03-15 10:59", "early", "2027-03-15 11:00"),
    ("2027-03-15 11:00", "open", "2027-03-18 09:00"),
    ("2027-03-18 09:00", "round", "2027-03-18 11:00"),
    ("2027-03-18 11:00", "open", "2027-03-18 12:00"),
    ("2027-03-18 19:59", "round", "2027-03-18 20:00"),
    ("2027-03-18 20:00", "late", "2027-03-18 21:00"),
    ("2027-03-18 21:00", "over", None),
]


@pytest.mark.parametrize(("now", "state", "until"), WINDOWS)
def test_window(now, state, until):
    """
    Applications go out from Monday 11:00 on, between the rounds; after the last one it is not known.
    """
    assert (state, until and eastern(datetime.fromisoformat(until))) == window(eastern(datetime.fromisoformat(now)))


def test_an_unknown_year():
    """
    A year without a clock is said, and not guessed.
    """
    with pytest.raises(UnknownName, match="does not know"):
        window(eastern(datetime(2031, 3, 1)))


def test_clusters_are_three():
    """
    The groups are those of the table, in its order.
    """
    assert ["A", "B", "C"] == [each.id for each in positions.table().clusters]
