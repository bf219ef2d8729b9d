"""A reading in the shape that other programs get; its keys are fixed."""

from __future__ import annotations

from typing import Any

from langmoi.directive.model import Directive, Head, Task


def as_json(found: Directive) -> dict[str, Any]:
    return {
        "document": _document(found.head),
        "tasks": [_task(task) for task in found.tasks],
        "other": [
            {"kind": piece.kind.value, "text": piece.text, "span": list(piece.span)}
            for piece in found.other
        ],
        "unread": [{"text": piece.text, "span": list(piece.span)} for piece in found.unread],
    }


def _document(head: Head) -> dict[str, Any]:
    return {
        "number": head.number,
        "date": head.date.isoformat() if head.date else None,
        "issuer": head.issuer,
        "title": head.title,
        "signer": head.signer,
        "signer_title": head.signer_title,
        "addressees": list(head.addressees),
        "references": [
            {"number": cited.number, "date": cited.date.isoformat() if cited.date else None}
            for cited in head.references
        ],
    }


def _task(task: Task) -> dict[str, Any]:
    time = task.time
    return {
        "clause": task.clause,
        "text": task.text,
        "nature": task.nature.value,
        "lead": list(task.lead),
        "cooperating": list(task.cooperating),
        "due": time.due.isoformat() if time and time.due else None,
        "due_text": time.text if time else None,
        "recurring": time.recurring.value if time and time.recurring else None,
        "product": task.product,
        "target": task.target,
        "span": list(task.span),
        "confidence": task.confidence,
    }
