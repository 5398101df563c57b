"""Open data: the national tables as CSV and Parquet with their data dictionary, after the metadata of Satu Data Indonesia.

Tables are read through the one door out, so a reader gets what the screens would show, and no person.
"""

from etl.terbuka.package import archive, files, write
from etl.terbuka.tables import TABLES, read_table

__all__ = ["TABLES", "archive", "files", "read_table", "write"]
