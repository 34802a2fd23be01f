"""What a reader sees: findings, tables, charts and their exporters."""
