"""Pure functions: frame in, Plotly figure out. Nothing here knows Streamlit or the lake."""
