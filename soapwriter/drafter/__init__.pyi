from .drafter import Draft as Draft
from .drafter import draft as draft
from .request import drafted_kind as drafted_kind
from .request import named_specialties as named_specialties
