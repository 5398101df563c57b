"""Ingest: the sender's files become typed frames with source rows. The one way in is `read`."""

from etl.ingest.submission import read

__all__ = ["read"]
