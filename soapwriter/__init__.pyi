from .drafter.drafter import draft as draft
from .facts.facts import Facts as Facts
from .facts.loading import load_facts as load_facts
from .finding import Finding as Finding
from .finding import Report as Report
from .linter.linter import Linter as Linter
from .linter.linter import lint as lint
from .text.document import Document as Document

__version__: str
