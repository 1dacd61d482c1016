"""See the README: layout."""
