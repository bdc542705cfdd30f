"""One line per finding, for grep or an editor: `path:line:column: severity rule: message`."""

from collections.abc import Iterator, Mapping, Sequence

from soapwriter.finding import Report
from soapwriter.render.screen import Screen, one_line


def render(reports: Sequence[Report], errors: Mapping[str, str], screen: Screen) -> Iterator[str]:  # noqa: ARG001
    """Yield a line for each finding, in the order of the documents."""
    for report in reports:
        for finding in report.findings:
            place = f"{one_line(report.path)}:{finding.line}:{finding.column}"
            yield screen.plain(f"{place}: {finding.severity} {finding.rule}: {one_line(finding.message)}")
