"""Typesets the reports of the corpus from their sources, writes their gold, degrades copies."""
