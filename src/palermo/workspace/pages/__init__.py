"""Pages that read: each asks the rooms below for data at the day of the request, and shows it. No page decides anything."""
