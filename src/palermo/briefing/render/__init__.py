"""A brief in the form that a reader needs: terminal, Markdown, HTML, JSON."""
