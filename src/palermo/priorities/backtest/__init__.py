"""BACKTEST: the ranking frozen on the eve of each past edition, and what became of the places that it named."""
