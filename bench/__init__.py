"""Our speed beside that of peers; see README.md in this folder."""
