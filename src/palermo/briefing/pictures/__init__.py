"""Maps and charts of what the record holds, each with its words and its table: nothing is drawn that is not also written."""
