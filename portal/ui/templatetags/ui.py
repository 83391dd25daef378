"""Components every page is built from, each a typed function and one template."""

from django import template

register = template.Library()
