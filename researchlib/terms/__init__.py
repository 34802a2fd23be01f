"""What every stage speaks: words of the workbook, messages, thresholds, identities."""
