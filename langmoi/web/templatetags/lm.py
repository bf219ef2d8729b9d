"""Template tags and filters of the site; loaded everywhere."""

from django import template

register = template.Library()
