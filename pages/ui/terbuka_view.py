"""`Unduh data terbuka`: a table of the open data as a zip, for the place and quarter that a page shows."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from etl.access import Principal
from pages.ui import downloads, nasional_data
from pages.ui.formats import period
from pages.ui.nasional_saring import Scene
from pages.ui.words import lang, t

TABLE = "tabel_terbuka"


def panel(who: Principal, scene: Scene, tables: Sequence[str]) -> None:
    """At the foot of a page: which of these tables, and the button. The zip is made when somebody takes it."""
    language = lang()
    lingkup = f"{scene.kode_provinsi}.*" if scene.kode_provinsi else None
    with st.expander(t("terbuka.panel"), icon=":material/folder_zip:"):
        st.caption(t("terbuka.panel.isi", tempat=scene.nama, periode=period(scene.periode)))
        with st.container(horizontal=True, vertical_alignment="center", key="terbuka"):
            table = str(
                st.selectbox(
                    t("terbuka.panel"), list(tables), format_func=lambda one: t(f"terbuka.tabel.{one}"), key=TABLE,
                    label_visibility="collapsed", width=420,
                )
            )  # fmt: skip
            downloads.package(
                who, t("terbuka.panel.tombol"), lambda: nasional_data.open_table(who, table, scene.periode, lingkup, language),
                f"ramping-{table}-{lingkup or 'nasional'}-{scene.periode}.zip".replace(".*", ""), objek=f"terbuka/{table}",
                key="terbuka_unduh",
            )  # fmt: skip
