"""Where a person looks at what was extracted, beside what was printed, and says yes or no.

``evidence.py`` makes the pictures, for the page and for the spreadsheet; ``app.py`` is the page.
Decisions are written through ``store`` alone.
"""
