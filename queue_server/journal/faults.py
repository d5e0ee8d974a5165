"""What can go wrong with the journal."""


class JournalFault(Exception):
    """The database does not take facts now; nothing of this transaction is kept."""


class JournalConflict(Exception):
    """The database refused a fact that another writer, or a broken invariant, already made impossible."""
