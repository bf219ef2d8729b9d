"""Headers that a template lacks: without one, pages could go out without mark and watermark."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES, RELATIONS, SETTINGS = (
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
    "word/settings.xml",
)
EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<w:hdr xmlns:w="{MAIN}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr></w:p></w:hdr>'
)
SECTION = re.compile(r"<w:sectPr\b[^>]*?(?:/>|>.*?</w:sectPr>)", re.DOTALL)


def add_missing_headers(parts: MutableMapping[str, bytes]) -> None:
    """Every kind of page of every section gets a header; those that are there stay."""
    document = parts["word/document.xml"].decode()
    settings = parts.get(SETTINGS, b"").decode()
    has_even = "<w:evenAndOddHeaders" in settings
    made: dict[str, str] = {}

    def complete(match: re.Match[str]) -> str:
        section = match[0]
        if section.endswith("/>") and "</w:sectPr>" not in section:
            section = section[:-2] + "></w:sectPr>"
        wanted = [*_kinds(section, has_even)]
        missing = [k for k in wanted if f'<w:headerReference w:type="{k}"' not in section]
        missing = [k for k in missing if not re.search(rf'headerReference[^>]*"{k}"', section)]
        added = "".join(
            f'<w:headerReference xmlns:r="{OFFICE}" w:type="{kind}" '
            f'r:id="{made.setdefault(kind, f"rIdMark{kind}")}"/>'
            for kind in missing
        )
        head, _, rest = section.partition(">")
        return f"{head}>{added}{rest}"

    parts["word/document.xml"] = SECTION.sub(complete, document).encode()
    for kind, id_ in made.items():
        _add_part(parts, f"header_mark_{kind}.xml", id_)


def _kinds(section: str, has_even: bool) -> Iterator[str]:
    yield "default"
    if "<w:titlePg" in section:
        yield "first"
    if has_even:
        yield "even"


def _add_part(parts: MutableMapping[str, bytes], name: str, id_: str) -> None:
    parts[f"word/{name}"] = EMPTY.encode()
    override = (
        f'<Override PartName="/word/{name}" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>'
    )
    parts[TYPES] = parts[TYPES].replace(b"</Types>", override.encode())
    relation = f'<Relationship Id="{id_}" Type="{OFFICE}/header" Target="{name}"/></Relationships>'
    parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", relation.encode())
