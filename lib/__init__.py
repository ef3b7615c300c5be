"""Plain tools that more than one app needs. Imports no app of ours; each file is named after what it does."""
