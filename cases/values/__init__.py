"""Plain values of the field: code lists, numbers and names as people write them, countries. Imports nothing of ours."""
