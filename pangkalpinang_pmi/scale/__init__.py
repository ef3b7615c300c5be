"""A city as large as wanted, written by COPY: for load tests, never for people.

Rows bypass the deeds, so they are kept true to them here: every status has its history, every number is encrypted and
indexed by the fields' own code, and numbers and sequences go on where these rows end.
"""
