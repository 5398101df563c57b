"""The words in which rules are written. Each rule is one query that returns the failing rows of a table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from etl.contracts import Column, contract, contracts

MASKED = "(disamarkan)"
_FEW = 10
"""Choices that are as quickly compared with as hashed."""
_TWICE = {("pegawai", "nip"): "bantu.nip_kembar"}
"""Where the rows whose cell stands in a submission more than once are kept already: dataset and column."""


@dataclass(frozen=True)
class Rule:
    """One expectation.

    sql: returns the failing rows with kiriman_id and baris_sumber; `{batch}` is the table, other braces are doubled
    (Great Expectations formats the query). native: the expectation (a class of `duckdb_source`) that decides instead of the
    query, with its arguments; the query then only lists the rows. details: what the message names, as SQL over the failing rows.
    """

    id: str
    sql: str
    column: str | None = None
    details: dict[str, str] = field(default_factory=dict)
    dataset: str = ""
    value: str | None = None
    native: tuple[str, dict[str, object]] | None = None
    history: bool = False

    @property
    def key(self) -> tuple[str, str, str | None]:
        """What tells one expectation from another."""
        return self.id, self.dataset, self.column

    def on(self, dataset: str) -> Rule:
        """The same rule, bound to the dataset whose rows it reads."""
        return replace(self, dataset=dataset)

    def findings_sql(self) -> str:
        """All failing rows as kiriman_id, dataset, baris_sumber, kolom, nilai, rincian; personal cells masked."""
        issue = self.dataset == "masalah_sel"
        dataset = "dataset" if issue else f"'{self.dataset}'"
        column = "kolom" if issue else _literal(self.column)
        packed = ", ".join(f"{name} := {sql}" for name, sql in self.details.items())
        details = f"to_json(struct_pack({packed}))" if packed else "'{}'"
        rows = self.sql.format(batch=f"masuk.{self.dataset}")
        return (
            f"select kiriman_id, {dataset} as dataset, baris_sumber, {column} as kolom, "
            f"cast({self._value_sql()} as varchar) as nilai, cast({details} as varchar) as rincian from ({rows})"
        )

    def _value_sql(self) -> str:
        if self.dataset == "masalah_sel":
            personal = ", ".join(f"'{d}.{c.name}'" for d in contracts() for c in contract(d).columns.values() if c.personal)
            # What Excel puts into a failed cell says nothing about a person.
            own = "aturan not in ('tipe.sel_galat', 'tipe.rumus_tanpa_nilai')"
            return f"case when {own} and dataset || '.' || kolom in ({personal}) then '{MASKED}' else nilai end"
        column = contract(self.dataset).columns.get(self.column or "") if self.dataset in contracts() else None
        if column is not None and column.personal:
            return f"'{MASKED}'"
        return self.value or (f'"{self.column}"' if self.column else "null")


def _literal(text: str | None) -> str:
    return "cast(null as varchar)" if text is None else f"'{text}'"


def rows_where(
    id: str, sql: str, column: str | None = None, *, value: str | None = None, history: bool = False, **details: str
) -> Rule:
    """Any query of failing rows over `baris`, the table of the dataset; a bare condition means `select * from baris where …`.

    GX gives the table an alias of its own or none, depending on the query: a named subquery makes every query the same to it.
    """
    query = sql if sql.lstrip().lower().startswith("select") else f"select * from baris where {sql}"
    return Rule(
        id, f"with baris as not materialized (select * from {{batch}}) {query}", column, details, value=value, history=history
    )


def required(column: str) -> Rule:
    """The cell must be filled."""
    listed = rows_where("wajib", f'"{column}" is null', column)
    return replace(listed, native=("Filled", {"column": column}))


def one_of(column: Column) -> Rule:
    """The cell must hold one of the contract's choices."""
    listed = ", ".join(f"'{choice}'" for choice in column.choices)
    wrong = f'"{column.name}" not in ({listed})'
    if len(column.choices) > _FEW:
        # Looking each cell up in a long list takes five times as long as finding the few that differ (`any_value`: so that
        # nothing asks the list before).
        differing = f'select any_value("{column.name}") as isi from baris group by "{column.name}"'
        wrong = f'"{column.name}" in (select isi from ({differing}) where isi not in ({listed}))'
    return rows_where("pilihan", wrong, column.name, pilihan="'" + ", ".join(column.choices) + "'")


def in_range(column: Column) -> Rule:
    """The number must lie between the contract's limits."""
    low, high = column.minimum, column.maximum
    tests = [f'"{column.name}" < {low}'] * (low is not None) + [f'"{column.name}" > {high}'] * (high is not None)
    native: tuple[str, dict[str, object]] = (
        "Between",
        {"column": column.name, "min_value": low, "max_value": high},
    )
    return replace(
        rows_where("kisaran", " or ".join(tests), column.name, bawah=f"'{_shown(low)}'", atas=f"'{_shown(high)}'"),
        native=native,
    )


def _shown(number: float | None) -> str:
    return "-" if number is None else f"{number:g}"


def unique(dataset: str, *key: Column) -> list[Rule]:
    """No two rows of a submission may have the same key; all of them are named, with the whole key, at its first filled cell.

    Rows without any key, or without a part that is required, are another rule's.
    """
    columns = ", ".join(f'"{part.name}"' for part in key)
    needed = [f'"{part.name}" is not null' for part in key if part.required]
    same = " and ".join(f'a."{part.name}" is not distinct from b."{part.name}"' for part in key)
    shown = ", ".join(f"""if("{p.name}" is null, '-', {f"'{MASKED}'" if p.personal else f'"{p.name}"::varchar'})""" for p in key)
    rules: list[Rule] = []
    empty: list[str] = []
    for part in key[:-1] or key:
        filled = " and ".join([*empty, f'"{part.name}" is not null', *needed])
        rows = _TWICE.get((dataset, part.name), "baris")
        rules.append(
            rows_where(
                "kunci_ganda",
                f"""select a.*, b.jumlah, array_to_string(list_filter(b.semua, lambda n: n <> a.baris_sumber)[1:5], ', ')
                      || case when b.jumlah > 6 then ', …' else '' end as lain
                    from {rows} a join (
                      select kiriman_id, {columns}, count(*) as jumlah, list(baris_sumber order by baris_sumber)[1:6] as semua
                      from {rows} where {filled} and hash(kiriman_id, {columns}) in (
                        select hash(kiriman_id, {columns}) from {rows} where {filled} group by all having count(*) > 1)
                      group by all having count(*) > 1) b on a.kiriman_id = b.kiriman_id and {same}""",
                part.name,
                jumlah="jumlah",
                lain="lain",
                kunci=f"'{', '.join(part.name for part in key)}'",
                isi=f"concat_ws(', ', {shown})",
            )
        )
        if part.required:
            break
        empty.append(f'"{part.name}" is null')
    return rules


def known(column: str, *, among: str, rule: str) -> Rule:
    """The code must exist in another dataset (or the same) of the submission; an empty cell passes.

    A submission without any code in that dataset is told so once (`kepala.lembar_hilang`, `kepala.kolom_hilang`), not at each.
    Codes are compared by 64 bits of their hash, a quarter of the time: over a whole nation one chance in a million that a wrong
    code is taken for a known one.
    """
    table, _, key = among.partition(".")
    return rows_where(
        rule,
        f"""select a.* from baris a
            anti join (select hash(kiriman_id, "{key}") as kode from masuk.{table} where "{key}" is not null) b
              on b.kode = hash(a.kiriman_id, a."{column}")
            where a."{column}" is not null
              and a.kiriman_id in (select distinct kiriman_id from masuk.{table} where "{key}" is not null)""",
        column,
        rujukan=f"'{table}'",
    )


def from_contract(dataset: str) -> list[Rule]:
    """The rules that a contract implies by itself: filled, one of the choices, within limits, key unique."""
    of = contract(dataset)
    columns = of.columns.values()
    rules = [required(c.name) for c in columns if c.required]
    rules += [one_of(c) for c in columns if c.choices]
    rules += [in_range(c) for c in columns if c.minimum is not None or c.maximum is not None]
    return [rule.on(dataset) for rule in [*rules, *unique(dataset, *(of.columns[name] for name in of.key))]]
