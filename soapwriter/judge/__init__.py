"""How a text is judged by fitted cues and frames; the trained reader replaces this package."""

from soapwriter.judge.cues import Lines
from soapwriter.judge.deeds import Deeds
from soapwriter.judge.frames import Frame, frames_of
from soapwriter.judge.letter import detailed, email_parts
from soapwriter.judge.outline import Outline
from soapwriter.judge.sayings import Phrases, Sayings

__all__ = [
    "Deeds",
    "Frame",
    "Lines",
    "Outline",
    "Phrases",
    "Sayings",
    "detailed",
    "email_parts",
    "frames_of",
]
