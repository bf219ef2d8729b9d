"""Evidence: real files, their kind proved by their content, kept by hash outside the web root."""
