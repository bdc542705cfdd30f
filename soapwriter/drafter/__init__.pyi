from .drafter import Draft as Draft
from .drafter import draft as draft
from .drafter import drafts as drafts
from .layout import LEFT_OUT as LEFT_OUT
from .request import Choices as Choices
from .request import drafted_kind as drafted_kind
from .request import named_specialties as named_specialties
