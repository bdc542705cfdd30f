from .drafter.drafter import Draft as Draft
from .drafter.drafter import draft as draft
from .errors import BadData as BadData
from .errors import BadFacts as BadFacts
from .errors import BadSettings as BadSettings
from .errors import SoapwriterError as SoapwriterError
from .errors import UnknownName as UnknownName
from .errors import Unreadable as Unreadable
from .errors import Unwritable as Unwritable
from .facts.facts import Facts as Facts
from .facts.loading import load_facts as load_facts
from .finding import Finding as Finding
from .finding import Fix as Fix
from .finding import Report as Report
from .finding import Severity as Severity
from .linter.context import Context as Context
from .linter.linter import Linter as Linter
from .linter.linter import lint as lint
from .linter.linter import read as read
from .text.document import Document as Document

__version__: str
