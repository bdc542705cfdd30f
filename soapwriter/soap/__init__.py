"""What SOAP allows at a time: clock, contact, permission, steps, eligibility, and where to apply."""

from soapwriter.soap.aim import Aim
from soapwriter.soap.allowed import Allowed
from soapwriter.soap.contact import Answer, Verdict, eastern, may_send, messages, week
from soapwriter.soap.hours import hour, said
from soapwriter.soap.progress import Standing
from soapwriter.soap.targets import Field, Plan, Tally, window
from soapwriter.soap.timetable import calendar
from soapwriter.soap.week import Moment, Overview, overview
from soapwriter.soap.written import Assigned, Written, named_in

__all__ = [
    "Aim",
    "Allowed",
    "Answer",
    "Assigned",
    "Field",
    "Moment",
    "Overview",
    "Plan",
    "Standing",
    "Tally",
    "Verdict",
    "Written",
    "calendar",
    "eastern",
    "hour",
    "may_send",
    "messages",
    "named_in",
    "overview",
    "said",
    "week",
    "window",
]
