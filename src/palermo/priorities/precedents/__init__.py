"""PRECEDENTS: who had a gap, what closed it or bore on it, and how near that place is to another."""
