"""What a visitor or a clerk is told about the order: one sentence in both languages, settled by printed times."""
