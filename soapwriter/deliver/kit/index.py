"""The index of a kit: a page for the applicant alone on what is ready, what is not, and what may be sent when."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from soapwriter import assets
from soapwriter.data import FrozenModel, read_model
from soapwriter.deliver.kit.calls import Calls
from soapwriter.deliver.kit.documents import Called
from soapwriter.deliver.kit.state import FileStatus
from soapwriter.deliver.kit.status import Sending, Sorted, open_questions
from soapwriter.errors import BadData

_TEMPLATE = "index.md.j2"
_WIDTH = 88


class _Rule(FrozenModel):
    """What may not be passed on, and where that comes from."""

    rule: str
    source: str
    url: str
    confidence: Literal["H", "M", "L"]


class _Sharing(FrozenModel):
    checked: date
    unfilled: _Rule


@dataclass(frozen=True)
class Index:
    """All that an index tells: the pages, files that nothing calls for any more, and what the facts leave out."""

    pages: Sorted
    idle: Sequence[str]
    called: Called
    calls: Calls
    sending: Sending

    def text(self) -> str:
        """
        Return the index, in plain lines that are headed as Markdown.

        Raises:
            BadData: the template or the table of what may not be shared breaks its shape.
        """
        table = read_model(assets.table_path("sharing"), _Sharing)
        words = {
            **vars(self.pages),
            "again": self.pages.those(FileStatus.AGAIN),
            "kept": self.pages.those(FileStatus.KEPT),
            "unwritten": [page.paper.name for page in self.pages.those(FileStatus.UNWRITTEN)],
            "questions": open_questions(self.pages.lacks),
            "idle": self.idle,
            "left_out": [*self.called.uncalled, *self.needs],
            **self.sending._asdict(),
            "facts": str(self.calls.file),
            "programs": self.calls.facts.programs,
            "sharing": table.unfilled,
            "checked": table.checked,
            "kit_call": self.calls.kit(),
        }
        try:
            return (
                _environment()
                .get_template(_TEMPLATE)
                .render(
                    words,
                    lint_call=lambda page: self.calls.lint(page.paper),
                    draft_call=lambda page: self.calls.draft(page.paper),
                )
            )
        except TemplateError as error:
            raise BadData(f"{assets.folder('templates') / _TEMPLATE}: {error}") from error

    @property
    def needs(self) -> list[str]:
        """What the facts or the templates would need for more documents, in sentences."""
        tables = (("programs", self.called.for_programs), ("specialties", self.called.for_specialties))
        lacking = ((table, "; ".join(titles)) for table, titles in tables if titles)
        return [
            *(f"Your facts have no [[{table}]], which these need: {titles}." for table, titles in lacking),
            *(
                f"{title}, for {name}: there is no template. Write it yourself, and lint it."
                for name, title in self.called.untold
            ),
        ]


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(assets.folder("templates")),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["fill"] = _filled
    return environment


def _filled(text: str, indent: int = 0, first: str = "") -> str:
    """Return a text in lines of a page, each `indent` spaces in; the first one begins with `first` instead."""
    return textwrap.fill(
        " ".join(text.split()),
        _WIDTH,
        initial_indent=first or " " * indent,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
