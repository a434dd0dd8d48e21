"""The run that nobody has to watch: what came in is read, exported, reported and backed up.

night       the order of one night
lock        one run at a time in an outputs folder
inboxes     folders and addresses -> files to read
mirror      what lies at an address, copied to this machine
presence    which reports' files are gone, moved or back
leftovers   what killed runs left behind
backups     copies of the database, and back
night_report, plots, metrics    what the morning reads: data, pictures, Prometheus
schedule    the systemd timer and the cron line
"""
