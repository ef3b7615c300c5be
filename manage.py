#!/usr/bin/env python
"""Django's command line; in a checkout without DATABASE_URL it first starts the embedded servers."""

import os
import sys

from dev import servers

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pangkalpinang_pmi.settings")
    servers.provide("run")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
