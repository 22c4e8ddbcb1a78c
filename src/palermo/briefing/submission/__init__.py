"""The answer to a yearly request for information, question by question, to be filled in by whoever knows (PRACTICE P11)."""
