"""Findings as text and JSON. Nothing here decides anything; it only says what others found."""
