"""Metodologi as HTML, rendered from the files that compute: metric headers, regulations, contracts, severity table. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from etl.contracts import Column, Contract, contracts
from etl.locale import has, text
from etl.metrics.catalogue import Metric, catalog, distributions
from etl.regulations import regulations
from pages.ui import formats, metric_text

SECTIONS = ("metrik", "peraturan", "kontrak", "aturan")


def counts() -> dict[str, int]:
    """How many metrics, regulations (and how many of their values nobody checked), contracts, columns and rules there are."""
    parameters = [p for entry in regulations().values() for p in entry.get("parameters", {}).values()]
    return {
        "metrik": len(catalog()),
        "peraturan": len(regulations()),
        "nilai": len(parameters),
        "belum": sum(not checked(p) for p in parameters),
        "kontrak": len(contracts()),
        "kolom": sum(len(c.columns) for c in contracts().values()),
        "aturan": len(_severities()),
    }


def checked(parameter: dict[str, Any]) -> bool:
    """Whether somebody compared the value with the regulation's own text."""
    return bool((parameter.get("checked") or {}).get("by"))


def section_html(section: str, lang: str) -> str:
    """One section as HTML."""
    return {"metrik": _metrics, "peraturan": _regulations, "kontrak": _contracts, "aturan": _rules}[section](lang)


def _metrics(lang: str) -> str:
    return "".join(_metric(metric, lang) for metric in [*catalog().values(), *distributions().values()])


def _metric(metric: Metric, lang: str) -> str:
    name = text(metric.label, lang) if has(metric.label, lang) else metric.id
    rows = [
        ("rumus", escape(metric_text.formula(metric, lang))),
        ("satuan", escape(_or_code(metric.unit, lang))),
        ("arah", escape(text(f"halaman.arah.{metric.direction}", lang))),
        ("varian", escape(", ".join(metric.varian)) or formats.NULL),
        ("dasar", "<br>".join(_citation(source, lang) for source in metric.legal_basis) or _word("asal.tanpa_dasar", lang)),
        ("versi", escape(str(metric.versi))),
    ]
    body = "".join(f"<dt>{_word(f'metodologi.{key}', lang)}</dt><dd>{value}</dd>" for key, value in rows)
    sql = f"<details><summary>SQL</summary><pre>{escape(metric.sql)}</pre></details>"
    return f'<section class="metode"><h3>{escape(name)} <code>{metric.id}</code></h3><dl class="asal">{body}</dl>{sql}</section>'


def _citation(source: str, lang: str) -> str:
    entry = regulations().get(source, {})
    parameters = entry.get("parameters", {}).values()
    sure = bool(parameters) and all(checked(p) for p in parameters)
    mark = "" if sure else f" <b>{_word('belum_diverifikasi', lang)}</b>"
    return f"{escape(entry.get('title', source))}.{mark}"


def _regulations(lang: str) -> str:
    return "".join(_regulation(name, entry, lang) for name, entry in regulations().items())


def _regulation(name: str, entry: dict[str, Any], lang: str) -> str:
    source = entry.get("source") or {}
    rows = [row for key, p in entry.get("parameters", {}).items() for row in _parameter(f"regulasi.{name}.{key}", p, lang)]
    head = [_word(f"metodologi.{k}", lang) for k in ("isi", "sejak", "nilai", "satuan", "pasal", "diperiksa")]
    status = _or_code(f"regulasi.status.{entry.get('status')}", lang)
    subject = str(entry.get("subject", ""))
    about = " · ".join([subject, *([] if status in subject else [status]), source.get("url") or formats.NULL])
    return _section(entry["title"], about, _table(head, rows))


def _section(title: str, note: str, body: str, code: str = "") -> str:
    mark = f" <code>{code}</code>" if code else ""
    return f'<section class="metode"><h3>{escape(title)}{mark}</h3><p class="catatan">{escape(note)}</p>{body}</section>'


def _parameter(key: str, parameter: dict[str, Any], lang: str) -> Iterable[list[str]]:
    said = escape(_or_code(key, lang))
    mark = _word("metodologi.sudah", lang) if checked(parameter) else f"<b>{_word('belum_diverifikasi', lang)}</b>"
    for day, found in sorted(parameter["values"].items()):
        value = found if isinstance(found, dict) else {"value": found}
        shown = escape(_value(value.get("value"), lang))
        unit, clause = (escape(str(x or formats.NULL)) for x in (parameter.get("unit"), value.get("clause")))
        yield [said, formats.day(day, lang), shown, unit, clause, mark]


def _value(value: Any, lang: str) -> str:
    if isinstance(value, bool) or value is None:
        return formats.NULL if value is None else str(value)
    if isinstance(value, int | float):
        return formats.plain(value, lang)
    if isinstance(value, list):
        return "; ".join(_value(item, lang) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_value(item, lang)}" for name, item in value.items() if item is not None)
    return str(value)


def _contracts(lang: str) -> str:
    return "".join(_contract(c, lang) for c in contracts().values())


def _contract(found: Contract, lang: str) -> str:
    head = [_word(f"metodologi.{k}", lang) for k in ("kolom", "arti", "tipe", "wajib", "boleh", "pribadi")]
    rows = [_column(found.dataset, column, lang) for column in found.columns.values()]
    title = _or_code(f"kontrak.dataset.{found.dataset}", lang)
    key = text("halaman.metodologi.kunci", lang, kunci=" + ".join(found.key))
    return _section(title, key, _table(head, rows), found.dataset)


def _column(dataset: str, column: Column, lang: str) -> list[str]:
    required = _word("metodologi.ya", lang) if column.required else ""
    personal = _word(f"metodologi.{'tidak_masuk' if column.personal == 'jelas' else 'samar'}", lang) if column.personal else ""
    return [
        f"<code>{column.name}</code>",
        escape(_or_code(f"kontrak.{dataset}.{column.name}", lang)),
        escape(_or_code(f"kontrak.tipe.{column.type}", lang)),
        required,
        escape(_allowed(column, lang)),
        personal,
    ]


def _allowed(column: Column, lang: str) -> str:
    if column.choices:
        return ", ".join(column.choices)
    if column.refers:
        return f"→ {column.refers}"
    low, high = column.minimum, column.maximum
    if low is None and high is None:
        return ""
    return f"{formats.plain(low, lang)} … {formats.plain(high, lang)}"


def _severities() -> dict[str, Any]:
    from etl.validation.rules import severities

    return severities()


def _rules(lang: str) -> str:
    head = [_word(f"metodologi.{k}", lang) for k in ("aturan", "tingkat", "lembar", "pesan", "perbaikan")]
    rows = [
        [
            f"<code>{escape(rule)}</code>",
            _word(f"metodologi.{severity.tingkat}", lang),
            escape(", ".join(severity.datasets)),
            _template(f"aturan.{rule}.pesan", lang),
            _template(f"aturan.{rule}.perbaikan", lang),
        ]
        for rule, severity in _severities().items()
    ]
    return f'<section class="metode">{_table(head, rows)}</section>'


def _template(key: str, lang: str) -> str:
    """A message whose values are not known: each placeholder becomes an ellipsis."""
    return escape(re.sub(r"\{[^{}]*\}", "…", _or_code(key, lang)))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="metode"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def _word(key: str, lang: str) -> str:
    return escape(text(f"halaman.{key}", lang))


def _or_code(key: str, lang: str) -> str:
    return text(key, lang) if has(key, lang) else key.rpartition(".")[2]
