"""Editor answers as plain data: offsets and strings, no protocol types."""
