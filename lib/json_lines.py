"""Judging commands: one JSON object a line in, one a line out, in the same order."""

import json


def answer(lines, judge):
    """Yield a JSON line for each line read: `judge(record)`'s answer with the record's id, or the error of that line.

    A line that cannot be read never stops the others. `judge` raises ValueError with a sentence for a record it
    cannot judge.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield json.dumps(_answer_one(line, number, judge), ensure_ascii=False)


def _answer_one(line, number, judge):
    try:
        record = json.loads(line)
    except ValueError:
        return {"id": None, "line": number, "error": "Baris ini bukan JSON."}
    if not isinstance(record, dict):
        return {"id": None, "line": number, "error": "Baris ini bukan objek JSON."}
    try:
        return {"id": record.get("id"), **judge(record)}
    except ValueError as error:
        return {"id": record.get("id"), "line": number, "error": str(error)}
