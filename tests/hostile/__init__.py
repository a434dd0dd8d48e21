"""Hostile files, made by the scripts beside this one: none may crash, hang or flood a run."""
