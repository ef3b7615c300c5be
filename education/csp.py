"""What Wagtail's editor needs beyond the strict policy of all other pages."""

from csp.constants import SELF

CMS_POLICY = {"frame-src": [SELF], "frame-ancestors": [SELF]}
