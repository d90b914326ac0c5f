"""A memo in Markdown → the file that its ending names: Markdown, a page to read or print, a Word
document."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from kg.errors import ExportError
from kg.export.memos.word import write_word
from kg.model.safe_text import display_text
from kg.values.files import write_file

_STYLE = """
:root{color-scheme:light dark}
body{max-width:46em;margin:2em auto;padding:0 1em;font:17px/1.55 Georgia,"Times New Roman",serif}
h1{line-height:1.2}h2{margin-top:2em;border-bottom:1px solid #9996}h3{margin-top:1.6em}
blockquote{border-left:3px solid #999;margin:.4em 0;padding-left:1em}
li{margin:.6em 0}p,li,blockquote{overflow-wrap:anywhere}a{color:inherit}
@page{size:A4;margin:22mm 20mm 24mm;\
@bottom-center{content:counter(page) " / " counter(pages);font:9pt Georgia,serif}}
@media print{:root{color-scheme:light}body{max-width:none;margin:0;padding:0;font-size:10.5pt}
h1,h2,h3{break-after:avoid}blockquote,h3+ul>li:first-child{break-inside:avoid}\
p,blockquote{orphans:3;widows:3}}
"""
"""Paged media (CSS Paged Media 3): what the browser prints is a PDF with page numbers."""


def render_html(markdown: str, title: str) -> str:
    """Return the memo as one page, ready to be printed; HTML in a source's words stays text."""
    body = MarkdownIt("commonmark", {"html": False}).render(markdown)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(display_text(title))}</title><style>{_STYLE}</style></head>\n"
        f"<body>\n<main>\n{body}</main>\n</body></html>\n"
    )


FORMS: dict[str, Callable[[str, str], bytes]] = {
    "md": lambda text, title: text.encode("utf-8"),
    "html": lambda text, title: render_html(text, title).encode("utf-8"),
    "docx": write_word,
}
"""Suffix → what writes the memo in that form, from its Markdown and title."""


def save_memo(target: Path, memo: str, title: str) -> Path:
    """Write a *memo* in Markdown to *target*, whole or not at all, in the form that its suffix
    names; raise ExportError."""
    write = FORMS.get(target.suffix.lower().lstrip("."))
    if write is None:
        raise ExportError(
            f"cannot write a memo to {target.name}",
            f"there are: {', '.join(f'.{form}' for form in FORMS)}",
        )
    return write_file(target, [write(memo, title)])
