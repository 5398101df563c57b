"""A page of GX's data docs made whole in itself: no script, nothing from another host, readable without what it asked for."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

_GONE = frozenset(
    {"script", "style", "link", "meta", "iframe", "object", "embed", "img", "form", "input", "base", "source", "svg"}
)
_ALONE = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
# What needs a script or another page to work, or speaks for GX's maker: filter, table of contents, walk-through, newsletter.
_PARTS = ("modal", "ge-walkthrough", "footer", "card mb-3", "card d-md-block", "navbar")
_LINKS = frozenset({"href", "src", "action", "formaction", "srcset", "data", "poster", "background", "cite", "longdesc", "ping"})
_OWN = re.compile(r"#|(?!/)[\w./-]+\.html(?:#[\w-]*)?$")

_STYLE = """<style>
:root { color-scheme: light dark; --paper: #fff; --ink: #17252f; --soft: #52616c; --line: #d3dbe1 }
:root { --good: #1b5e94; --bad: #a93610 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #11181e; --ink: #e9eef2; --soft: #a9b6c0; --line: #3a4853; --good: #7dbbec; --bad: #f79a72 }
}
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 76rem }
body { background: var(--paper); color: var(--ink) }
a { color: var(--good) } h2, h4, h5, h6 { font-size: 1rem; margin: .7rem 0 .2rem } p { margin: .2rem 0 }
table { border-collapse: collapse; min-width: 40%; margin: .2rem 0 .6rem; font-size: .93rem }
td, th { border-bottom: 1px solid var(--line); padding: .22rem .6rem .22rem 0; text-align: left; vertical-align: top }
td { overflow-wrap: anywhere }
ul { padding-left: 1.1rem; margin: .3rem 0 } .card-header { color: var(--soft) } .lead { color: var(--soft) }
.fas { font-style: normal; font-weight: 700 } .fa-check-circle::before { content: "\\2713"; color: var(--good) }
.fa-times::before { content: "\\2717"; color: var(--bad) } .fa-exclamation-triangle::before { content: "!"; color: var(--bad) }
.badge { border: 1px solid var(--line); border-radius: .2rem; padding: 0 .25rem }
.collapse, .tab-pane { display: block !important } [data-toggle=collapse] { display: none }
</style>"""

_FOLDED = "<style>.collapse { display: none !important } .lead { display: none }</style>"


def self_contained(page: str) -> str:
    """The page without any script, style sheet, image, form or link of another host, with a style of its own."""
    cleaner = _Cleaner()
    cleaner.feed(page)
    cleaner.close()
    inner = "".join(cleaner.kept)
    head = f'<meta charset="utf-8"><title>{escape(cleaner.title.strip())}</title>{_STYLE}'
    return f"<!doctype html><html><head>{head}</head><body>{inner}</body></html>"


def standing_alone(page: str) -> str:
    """The same without links to the other pages, and without what GX folds away: to be shown inside a page of ours."""
    return re.sub(r'\shref="[^#"][^"]*"', "", page).replace("</head>", f"{_FOLDED}</head>", 1)


class _Cleaner(HTMLParser):
    """Keeps the body's text and plain elements; drops what could run, load or lead elsewhere."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self.title = ""
        self._skipping: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping:
            self._skipping += [] if tag in _ALONE else [tag]
        elif tag in ("html", "head", "body", "title"):
            self._inside = tag
        elif tag in _GONE or any(part in (dict(attrs).get("class") or "") for part in _PARTS):
            self._skipping += [] if tag in _ALONE else [tag]
        else:
            self.kept.append(f"<{tag}{''.join(_attribute(name, value) for name, value in attrs if _harmless(name, value))}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ALONE:
            self.handle_starttag(tag, attrs)
        elif not self._skipping:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            # An element left open inside what is dropped ends with it.
            if tag in self._skipping:
                del self._skipping[len(self._skipping) - 1 - self._skipping[::-1].index(tag) :]
        elif tag in ("html", "head", "body", "title"):
            self._inside = "body" if tag == "head" else ""
        elif tag not in _ALONE:
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        elif not self._skipping:
            self.kept.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


def _attribute(name: str, value: str | None) -> str:
    return f" {name}" if value is None else f' {name}="{escape(value)}"'


def _harmless(name: str, value: str | None) -> bool:
    """Plain attributes only: none that runs something, loads something or leads to another host."""
    if name.startswith("on") or name == "style" or ":" in name:
        return False
    return name not in _LINKS or bool(_OWN.match(value or ""))
