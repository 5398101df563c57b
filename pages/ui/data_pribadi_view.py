"""Data Pribadi: the sections of the register, what is hidden and what is not, and the register as a file."""

from __future__ import annotations

import streamlit as st

from etl.contracts.personal import SECTIONS
from etl.metrics.predicates import smallest
from pages.ui import data_pribadi_model as model
from pages.ui import downloads
from pages.ui.words import t

counts = model.counts


def show(language: str) -> None:
    """The register."""
    downloads.table(
        lambda: model.table(language), "ramping-data-pribadi.csv", key="csv_data_pribadi", label=t("data_pribadi.unduh")
    )
    for section in SECTIONS:
        st.html(model.section_html(section, language))
    st.markdown(t("data_pribadi.kelompok", n=smallest()))
    st.markdown(t("data_pribadi.hak"))
