"""The bundled fact tables, their catalogue and the rules that date them. Only `record` reads this room."""
