"""Ramping's ETL: from a quarter's workbook to published metrics."""
