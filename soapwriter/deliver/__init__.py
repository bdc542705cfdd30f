"""What leaves the program: export, kit, e-mail and Word files."""

from soapwriter.deliver.clipboard import copy
from soapwriter.deliver.delivery import Made
from soapwriter.deliver.eras import form
from soapwriter.deliver.kit.calls import Calls
from soapwriter.deliver.kit.index import Index
from soapwriter.deliver.kit.names import folders
from soapwriter.deliver.kit.packing import Packed
from soapwriter.deliver.kit.page import Page, Sending, questions, sending, sort
from soapwriter.deliver.kit.papers import called
from soapwriter.deliver.kit.state import Fate, read_state
from soapwriter.deliver.review import word_file

__all__ = [
    "Calls",
    "Fate",
    "Index",
    "Made",
    "Packed",
    "Page",
    "Sending",
    "called",
    "copy",
    "folders",
    "form",
    "questions",
    "read_state",
    "sending",
    "sort",
    "word_file",
]
