"""The tables of the facts file: what an applicant can enter, each answer optional."""

from soapwriter.data import FrozenModel
from soapwriter.facts.answers import (
    AamcNumber,
    Accepted,
    Amount,
    Applied,
    Count,
    Date,
    ExamName,
    ExamScore,
    Flag,
    MissingPart,
    Moment,
    Outcome,
    Places,
    PracticeScore,
    ProgramCode,
    SecondChances,
    Service,
    Specialties,
    SpecialtyId,
    Steps,
    Text,
    Texts,
    YesOrNo,
)


class Applicant(FrozenModel):
    """The applicant, who writes."""

    name: Text = None
    school: Text = None
    aamc_id: AamcNumber = None
    degree: Text = None


class Attempt(FrozenModel):
    """One sitting of an exam, taken or booked; `cause` is what led to this failure, where each has its own."""

    exam: ExamName = None
    date: Date = None
    outcome: Outcome = None
    score: ExamScore = None
    cause: Text = None


class Practice(FrozenModel):
    """One practice test."""

    name: Text = None
    exam: ExamName = None
    date: Date = None
    score: PracticeScore = None


class Story(FrozenModel):
    """What happened, what has changed since and what comes next, in the applicant's own words."""

    ownership: Text = None
    cause: Text = None
    changes: Texts = ()
    plan: Text = None
    status: Text = None
    limit: Text = None


class Change(FrozenModel):
    """
    One thing that has changed since the failure, in parts: how much of what, with which resource, with whom, when.

    `text` is the applicant's own sentence for it.
    """

    what: Text = None
    count: Amount = None
    resource: Text = None
    person: Text = None
    schedule: Text = None
    since: Date = None
    until: Date = None
    text: Text = None


class School(FrozenModel):
    """Whom at the school to inform, and who else must know this week."""

    contact: Text = None
    others: Texts = ()


class Clinical(FrozenModel):
    """What the school's records say: grades, honors, comments, research."""

    grades: Texts = ()
    honors: Texts = ()
    comments: Texts = ()
    research: Texts = ()


class Interview(FrozenModel):
    """Answers for an interview, in the applicant's own words."""

    path: Text = None
    strengths: Texts = ()
    struggle: Text = None
    unmatched: Text = None
    in_training: Texts = ()


class Retake(FrozenModel):
    """Who helps with the retake, and what is checked every week."""

    support: Texts = ()
    checks: Texts = ()


class Year(FrozenModel):
    """The year until the next season: the work, the patients, the programs."""

    position: Texts = ()
    clinical: Texts = ()
    connections: Texts = ()


class SpecialtyFacts(FrozenModel):
    """Why one specialty, a moment that shows it, and evidence."""

    specialty: SpecialtyId = None
    why: Text = None
    moment: Text = None
    evidence: Texts = ()


class Program(FrozenModel):
    """One program: who is there, who made contact first, what only it has, what it requires, and who has been there."""

    name: Text = None
    city: Text = None
    specialty: SpecialtyId = None
    nrmp_code: ProgramCode = None
    people: Texts = ()
    contacted_first: Flag = False
    contacted_at: Moment = None
    interview_date: Date = None
    interviewer: Text = None
    details: Texts = ()
    reasons: Texts = ()
    writer: Text = None
    times: Texts = ()
    documents: Texts = ()
    requires: Texts = ()
    history: Texts = ()
    second_chances: SecondChances = None
    second_chances_from: Text = None
    service: Service = None
    unfilled: Count = None
    applied: Applied = None

    @property
    def names(self) -> frozenset[str]:
        """What it may be called, in lower case: its name, its name with its city, its NRMP code."""
        names = (self.name, f"{self.name}, {self.city}", self.nrmp_code)
        return frozenset(name.lower() for name in names if name)


class Targets(FrozenModel):
    """Where to apply in SOAP: specialties to leave out, places to prefer, and specialties with a letter."""

    off: Specialties = ()
    places: Places = ()
    letters: Specialties = ()


class Eligibility(FrozenModel):
    """What decides who may be in SOAP, and whether a start on July 1 is possible: by school, ECFMG and applicant."""

    verified_july_1: YesOrNo = None
    pass_needed_by: Date = None
    graduates: Date = None
    ecfmg: YesOrNo = None
    country: Text = None
    pathway: YesOrNo = None
    registered: YesOrNo = None
    partly_matched: MissingPart = None
    accepted: Accepted = None
    couples: YesOrNo = None
    visa: Text = None


class Ticks(FrozenModel):
    """Which steps of the week the applicant has done, by their names in `lint_rules/reference/week.toml`."""

    done: Steps = ()
