"""Who sees which dashboard: a home for everybody, the overview for office and principal."""

from portal.access import register_access
from portal.people.rules import is_principal, is_research_office

sees_overview = is_research_office | is_principal

ACCESS = {"dashboard.overview": sees_overview}
register_access(ACCESS)
