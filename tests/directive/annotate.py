"""Turn each `NAME.marked` into the document that a reader gets and the answer expected of it.

A marked file is the document itself, cut by lines that begin with `@@`: what follows the line, up
to the next one, is of that kind. `@@+` cuts inside a line. The format and the rules of annotation
are told in documents/README.md. Run `python tests/directive/annotate.py` after each change.
"""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "documents"
OTHER = {"heading", "ground", "assessment", "goal", "permission", "closing", "signature"}
DOCUMENT = ("number", "date", "issuer", "title", "signer", "signer_title")
DOCUMENT += ("addressees", "references")
TASK = ("clause", "text", "nature", "lead", "cooperating")
TASK += ("due", "due_text", "recurring", "product", "target")
LABEL = re.compile(r"(Điều \d+\.|[IVX]+\.|\d+(\.\d+)*[.)]?|[a-zđ]\)|[-+*•–]) +")
PAGE_NUMBER = re.compile(r"\n\s*\n *\d{1,2} *\n\s*\n")


@dataclass
class Piece:
    kind: str
    clause: str
    fields: dict
    text: str


def read_marked(path: Path) -> tuple[dict, str, list[Piece]]:
    """The answer's `document`, the form the document is kept in, and the pieces of its text."""
    parts = re.split(r"^@@(\+?) (.*)\n", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    document: dict = {}
    pieces: list[Piece] = []
    for joined, mark, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if mark == "document":
            document = yaml.safe_load(text)
            continue
        kind, clause, fields = re.fullmatch(r"(\w+) ?([^{]*?) ?(\{.*\})?", mark).groups()
        if joined:
            pieces[-1].text = pieces[-1].text.rstrip("\n") + " "
        pieces.append(Piece(kind, clause, yaml.safe_load(fields or "{}"), text))
    return document, document.pop("form"), pieces


def answer(path: Path) -> tuple[dict, str, str]:
    """The expected result, the text that its spans point into, and the form it is kept in."""
    document, form, pieces = read_marked(path)
    names = document.pop("names", {})
    result = {"document": tidy_document(document), "tasks": [], "other": [], "unread": []}
    start = 0
    for piece in pieces:
        span = [start, start + len(piece.text.rstrip())]
        start += len(piece.text)
        item = {"span": span} if form in ("txt", "md") else {}
        if piece.kind == "task":
            result["tasks"].append(task(piece, names) | item)
        elif piece.kind in OTHER:
            result["other"].append({"kind": piece.kind, "text": plain(piece.text)} | item)
        elif piece.kind == "unread":
            result["unread"].append({"text": " ".join(piece.text.split())} | item)
        elif piece.kind != "head":
            raise ValueError(f"{path.name}: {piece.kind}")
    return result, "".join(piece.text for piece in pieces), form


def tidy_document(document: dict) -> dict:
    cited = document.get("references") or []
    references = [dict(zip(("number", "date"), (*one, None)[:2], strict=True)) for one in cited]
    blank = dict.fromkeys(DOCUMENT) | {"addressees": []}
    return blank | document | {"references": references}


def task(piece: Piece, names: dict[str, str]) -> dict:
    if unknown := set(piece.fields) - set(TASK):
        raise ValueError(f"{piece.clause}: {unknown}")
    blank = dict.fromkeys(TASK) | {"nature": "order", "lead": [], "cooperating": []}
    fields = blank | piece.fields | {"clause": piece.clause, "text": task_text(piece.text)}
    for role in ("lead", "cooperating"):
        fields[role] = [names.get(agency, agency) for agency in fields[role]]
    return fields


def task_text(text: str) -> str:
    """The words of a clause without its label; of a row of a table, the second cell."""
    if text.startswith("|"):
        return plain(text.strip().strip("|").split("|")[1])
    return LABEL.sub("", plain(text), count=1) if LABEL.match(plain(text)) else plain(text)


def plain(text: str) -> str:
    """Words alone: lines joined, no stars, no layout bars, no page number."""
    text = PAGE_NUMBER.sub("\n", text)
    text = re.sub(r"<br>|[¦|]|-{3,}|^#+ ", " ", text, flags=re.M)
    text = re.sub(r"\*\*|(?<=\S)\*|\*(?=\S)", "", text)
    return " ".join(text.split())


def write(path: Path) -> None:
    result, text, form = answer(path)
    dumped = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    path.with_suffix(".json").write_text(dumped, encoding="utf-8")
    if form in ("txt", "md"):
        path.with_suffix("." + form).write_text(text, encoding="utf-8")
        return
    from word_file import build_docx

    # A stand-in for Times New Roman may lack ạ and ộ, and then the text of a PDF falls apart.
    font = "DejaVu Serif" if form == "pdf" else "Times New Roman"
    build_docx(text, path.with_suffix(".docx"), font)
    if form == "pdf":
        docx = path.with_suffix(".docx")
        command = [shutil.which("soffice"), "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run([*command, str(path.parent), str(docx)], check=True, capture_output=True)
        docx.unlink()


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for marked in sorted(FOLDER.glob("*/*.marked")):
        if not wanted or marked.stem in wanted:
            write(marked)
