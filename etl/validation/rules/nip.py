"""The rules on a NIP whose status of employment the sheet does not tell: what holds for PNS and PPPK alike."""

from etl.validation.rules.helpers import Rule, rows_where

_PROBLEMS = {
    "nip.bentuk": "not regexp_full_match({c}, '[0-9]{{{{18}}}}')",
    "nip.nol": "{c}[16:18] = '000'",
    "nip.isi": """{c}[1:2] not in ('19', '20') or try_strptime({c}[1:8], '%Y%m%d') is null or {c}[15] not in ('1', '2')
        or try_cast({c}[9:12] as int) < try_cast({c}[1:4] as int) + 18""",
}


def shape(column: str) -> list[Rule]:
    """Form, lost digits, and birth date, sex and year of appointment inside the number; each number has its first fault only."""
    rules, earlier = [], ""
    for id, wrong in _PROBLEMS.items():
        condition = f"({wrong.format(c=column)})"
        rules.append(rows_where(id, f"{column} is not null and {condition}{earlier}", column))
        earlier += f" and not {condition}"
    return rules
