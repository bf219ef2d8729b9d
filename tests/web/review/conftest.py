"""Fixtures of the pages of the chain."""

from review_world import *  # noqa: F403
