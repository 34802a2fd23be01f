"""One published set: pages, Word, lists, the ledger."""
