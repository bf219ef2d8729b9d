"""Fixtures of pages on the chain."""

from chain_pages import *  # noqa: F403
