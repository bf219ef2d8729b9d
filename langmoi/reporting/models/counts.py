"""How many criteria have an outcome: counted by the database, stored beside the outcomes."""

from __future__ import annotations

from django.db.models import F, Func, GeneratedField, PositiveSmallIntegerField


class CountOf(Func):
    """How many criteria of a document of outcomes have this outcome; null without a document."""

    function = "jsonb_path_query_array"
    template = "jsonb_array_length(%(function)s(%(expressions)s, '$.* ? (@ == \"%(outcome)s\")'))"
    output_field = PositiveSmallIntegerField()


def count_of(outcome: str, document: str, label: str) -> GeneratedField:
    """A column that says it; it can never differ from the document."""
    return GeneratedField(
        expression=CountOf(F(document), outcome=outcome),
        output_field=PositiveSmallIntegerField(),
        db_persist=True,
        verbose_name=label,
    )
