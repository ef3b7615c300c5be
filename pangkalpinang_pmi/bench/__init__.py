"""The numbers the portal has to hold, measured: `make bench`. One module a subject, one function a row or a few."""
