"""The portal's settings for the suite: a throw-away folder and a cheap hasher."""

import atexit
import os
import shutil
import tempfile

os.environ["PORTAL_VAR_DIR"] = tempfile.mkdtemp(prefix="portal-tests-")
os.environ.setdefault("SECRET_KEY", "only-for-tests")

from portal.settings import *  # noqa: F403
from portal.settings import INSTALLED_APPS, STATIC_ROOT, STORAGES, VAR_DIR

STATIC_ROOT.mkdir()
atexit.register(shutil.rmtree, VAR_DIR, ignore_errors=True)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = False
PORTAL_MFA_REQUIRED_ROLES: list[str] = []

# The seventh domain of the plug-in test: one folder, no line of the kernel.
INSTALLED_APPS = ["tests.toy", *INSTALLED_APPS]
