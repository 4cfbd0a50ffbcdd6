"""Files in and out: sources to articles (``readers``), rows to tables (``writers``), and the schema of both."""
