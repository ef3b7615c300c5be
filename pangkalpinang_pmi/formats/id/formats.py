"""Indonesian dates and numbers as this city writes them (Django's own use dashes)."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "d/m/Y"
DATETIME_FORMAT = r"j F Y H.i \W\I\B"
SHORT_DATETIME_FORMAT = r"d/m/Y H.i \W\I\B"
TIME_FORMAT = r"H.i \W\I\B"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y"]
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
