"""What may be published: small numbers, one ledger, the gate."""
