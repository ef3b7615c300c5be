"""Sets with the truth known, by which the portal's own judgements are measured. Fixed before anything is tuned."""
