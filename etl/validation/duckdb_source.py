"""Great Expectations on an open DuckDB connection.

Out of the box GX gives its connection back before it fetches, and knows no DuckDB;
so the engine here keeps one cursor open for a run.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Literal

import duckdb
import great_expectations as gx
import sqlalchemy as sa
from duckdb_engine import ConnectionWrapper
from great_expectations.compatibility.pydantic import PrivateAttr
from great_expectations.datasource.fluent import SQLDatasource
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from sqlalchemy.pool import StaticPool

_bound: list[duckdb.DuckDBPyConnection] = []


@contextmanager
def bound(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let every data source of this module read the schema `masuk` of this connection, through a cursor of its own."""
    cursor = con.cursor()
    cursor.execute("set schema = 'masuk'")
    _bound.append(cursor)
    try:
        yield
    finally:
        _bound.remove(cursor)
        cursor.close()


class DuckDBEngine(SqlAlchemyExecutionEngine):
    """Keeps its connection open between executing and fetching."""

    cursor: duckdb.DuckDBPyConnection | None = None

    @contextmanager
    def get_connection(self) -> Iterator[Any]:
        if self._connection is None:
            self._connection = self.engine.connect()
        yield self._connection

    def get_inspector(self) -> Any:
        """As in Great Expectations, but for the keys: no table here has one, and asking the catalogue costs 12 ms a table."""
        inspector: Any = super().get_inspector()
        inspector.get_pk_constraint = lambda *_, **__: {"constrained_columns": []}
        return inspector


class DuckDBSource(SQLDatasource):
    """The tables of the connection bound at the time of the run."""

    type: Literal["duckdb"] = "duckdb"  # type: ignore[assignment]

    @property
    def execution_engine_type(self):  # type: ignore[no-untyped-def]  # `type` is a field here
        return DuckDBEngine

    def get_engine(self) -> sa.Engine:
        return self.get_execution_engine().engine

    def get_execution_engine(self) -> SqlAlchemyExecutionEngine:
        cursor = _bound[-1]
        if not isinstance(self._execution_engine, DuckDBEngine) or self._execution_engine.cursor is not cursor:
            engine = sa.create_engine("duckdb:///:memory:", creator=lambda: ConnectionWrapper(cursor), poolclass=StaticPool)
            made = DuckDBEngine(engine=engine, create_temp_table=False)
            made.cursor = cursor
            self._execution_engine = made
        return self._execution_engine

    def test_connection(self, test_assets: bool = True) -> None:
        """Nothing to try: the connection is open."""


class _Steady:
    """Keeps its configuration during a run, in which nothing changes it: Great Expectations forms it anew some forty times."""

    _told: Any

    @property
    def configuration(self) -> Any:
        """As in Great Expectations."""
        if not _bound:
            return super().configuration  # type: ignore[misc]
        if self._told is None:
            self._told = super().configuration  # type: ignore[misc]
        return self._told


class Filled(_Steady, gx.expectations.ExpectColumnValuesToNotBeNull):
    """No cell of the column is empty."""

    _told: Any = PrivateAttr(None)


class Between(_Steady, gx.expectations.ExpectColumnValuesToBeBetween):
    """Every number of the column lies between two limits."""

    _told: Any = PrivateAttr(None)


class RowsWhere(_Steady, gx.expectations.UnexpectedRowsExpectation):
    """Holds when its query returns no row.

    Counts only: the rows themselves are listed by the same query, without GX's limit of 200.
    """

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.row_count",)
    _told: Any = PrivateAttr(None)

    def _validate(
        self, metrics: dict[str, Any], runtime_configuration: Any = None, execution_engine: Any = None
    ) -> dict[str, Any]:
        count = metrics["unexpected_rows_query.row_count"]
        return {"success": count == 0, "result": {"observed_value": count}}
