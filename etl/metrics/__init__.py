"""Metrics: SQL files over the rows of schema `kerja`, and what their headers say."""

from etl.metrics.catalogue import Metric, catalog, distributions
from etl.metrics.reference import category, register
from etl.metrics.run import compute, nodes

__all__ = ["Metric", "catalog", "category", "compute", "distributions", "nodes", "register"]
