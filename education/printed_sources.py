"""Where the facts and telephone numbers of a paper come from, and since when: one short line for its foot."""

from collections.abc import Iterable
from datetime import date

from education.models import Fact

LONGEST = 330  # letters; on the page itself stand all of them


def line(on: date, said: Iterable[str], pages=(), contacts=()) -> str:
    """Of the pages' facts only those that are printed: `said` is what the paper says. '' where there is none."""
    text = "\n".join(said)
    codes = set().union(*(page.fact_codes for page in pages))
    facts = Fact.objects.certain(on).filter(code__in=codes).order_by("label") if codes else []
    sources = [*contacts, *(fact for fact in facts if fact.value in text)]
    return shortened(list(dict.fromkeys(f"{short(one.source)} ({one.checked_on:%d/%m/%Y})" for one in sources)))


def short(source: str) -> str:
    """The first of several sources, or what stands before the explanation."""
    return source.partition(";")[0].strip()


def shortened(found: list[str]) -> str:
    kept = []
    for source in found:
        if len("; ".join([*kept, source])) > LONGEST:
            break
        kept.append(source)
    rest = "; lainnya di situs" if len(kept) < len(found) else ""
    return f"Sumber, dengan tanggal diperiksa: {'; '.join(kept)}{rest}." if found else ""
