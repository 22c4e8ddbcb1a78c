"""What a workspace takes. A test tries each."""

LARGEST = 20_000_000  # bytes of one file, as it comes and unpacked
MOST_FILES = 2_000  # of one workspace
MOST_BYTES = 2_000_000_000  # of one workspace
MOST_TEXT = 1_000_000  # characters of a file's text that are kept
SHOWN_TEXT = 100_000  # characters of them that a page shows
LONGEST_ADDRESS = 380  # characters: evidence keeps the address with the day
