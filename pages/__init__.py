"""The screens. Streamlit imports the pages themselves; the packages beside them are ours."""
