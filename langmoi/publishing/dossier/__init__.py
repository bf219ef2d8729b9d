"""A dossier of recognition as one file, and the certificate of a title."""
