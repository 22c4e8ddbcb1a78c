"""The law applied to the record, with reasons."""
