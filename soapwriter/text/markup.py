"""Markup that a text was pasted with: HTML tags, and links of Markdown."""

import re

_BLOCKS = "p|br|div|li|ul|ol|h[1-6]|tr|table|blockquote|pre|hr|html|body|head"
_NAMES = (
    f"{_BLOCKS}|b|i|u|s|a|em|strong|span|font|small|big|strike|sup|sub|code|img|center|td|th|tbody|thead|meta|style|"
    "label|section|article|o:p"
)
TAG = rf"</?(?:{_NAMES})(?:\s[^<>]{{0,300}}|/)?>"
_TAG = re.compile(TAG, re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})\b", re.IGNORECASE)
_ROW = re.compile(r"^(?:\|[^\n|]*)+\|[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]{0,200})\]\([^()\s]{1,500}(?:\s+\"[^\"\n]{0,100}\")?\)")


def without_markup(text: str) -> str:
    """Return a text as long as it is, with blanks for tags and for the addresses of links; a tag may end a line."""
    if "<" in text:
        text = _TAG.sub(_blank_tag, text)
    if "|" in text:
        text = _ROW.sub(_bare_row, text)
    return _LINK.sub(_bare_link, text) if "](" in text else text


def _blank_tag(match: re.Match[str]) -> str:
    # A table's cells and a bold word stay in their line; a paragraph, an item and a break do not.
    ends = "\n\n" if _BLOCK.match(match.group()) else ""
    kept = re.sub(r"[^\r\n]", " ", match.group())
    return f"{ends}{kept[len(ends) :]}"


def _bare_row(match: re.Match[str]) -> str:
    """Return the cells of a row as a paragraph; a row of hyphens alone has none."""
    cells = match.group().replace("|", " ")
    return f"\n{cells[1:] if any(map(str.isalnum, cells)) else ' ' * (len(cells) - 1)}"


def _bare_link(match: re.Match[str]) -> str:
    words = match["words"]
    before = match.start("words") - match.start()
    return f"{' ' * before}{words}".ljust(len(match.group()))
