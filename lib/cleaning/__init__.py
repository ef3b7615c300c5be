"""Turning what strangers hand in into pictures we made ourselves.

Nothing of the original is kept but what can be seen: every accepted file becomes JPEG pages, turned upright, of a
bounded size, without metadata. The parsers run in a process of their own (`apart`).
"""
