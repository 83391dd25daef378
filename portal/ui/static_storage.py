"""Static files under hashed names, and a page rather than an error when one is not collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed by `collectstatic`; a file it has not seen keeps its plain name.

    So `manage.py runserver` in a fresh checkout, or after a new file was
    pulled, shows pages: WhiteNoise then finds the plain file in the apps.
    """

    def stored_name(self, name: str) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            return name
