# The portal's image: web, worker and beat run from the same one (docker-compose.yml).
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements-prod.lock /build/
RUN /venv/bin/pip install --quiet --require-hashes -r /build/requirements-prod.lock

WORKDIR /app
COPY manage.py pyproject.toml ./
COPY locale locale
COPY static static
COPY templates templates
COPY portal portal
COPY research research
COPY reading reading
COPY projects projects
COPY mentoring mentoring
# Catalogues and hashed static files belong to the image; data never does.
RUN SECRET_KEY=only-for-the-build PORTAL_VAR_DIR=/build/var PORTAL_STATIC_ROOT=/app/collected \
      /venv/bin/python manage.py compilecatalogs \
 && SECRET_KEY=only-for-the-build PORTAL_VAR_DIR=/build/var PORTAL_STATIC_ROOT=/app/collected \
      /venv/bin/python manage.py collectstatic --no-input -v0 \
 && find . -name tests -type d -prune -exec rm -rf {} +

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PORTAL_VAR_DIR=/data PORTAL_STATIC_ROOT=/app/collected
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin portal \
 && install -d -o portal -g portal /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER portal
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=20s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen(urllib.request.Request('http://127.0.0.1:8000/healthz', headers={'X-Forwarded-Proto': 'https', 'Host': 'localhost'}), timeout=4)"]
CMD ["gunicorn", "portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--worker-class", "gthread", "--max-requests", "5000", "--max-requests-jitter", "500", "--no-control-socket", "--access-logfile", "-"]
