"""What goes out to people by itself: the weekly digest, calendars, feeds of public changes."""
