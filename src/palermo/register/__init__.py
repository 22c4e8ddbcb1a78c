"""Names and codes that every other room uses: jurisdictions, dates, sources, the vocabulary of gaps and topics."""
