from .drafter import Draft as Draft
from .drafter import draft as draft
from .drafter import drafted_kind as drafted_kind
