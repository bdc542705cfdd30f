from .cues import cue_phrases as cue_phrases
from .deeds import Deeds as Deeds
from .letter import detailed as detailed
from .letter import email_parts as email_parts
from .outline import Outline as Outline
from .sayings import Sayings as Sayings
