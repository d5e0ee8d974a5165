"""How devices speak: one make per file, each opening with what it drives and what it was tried on."""
