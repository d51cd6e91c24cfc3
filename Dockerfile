# Not built by CI: its parts (./dev build, the locks) are.
FROM python:3.11-slim-bookworm AS build
# The package lists stay: the fonts of the letters come out of a Debian package.
RUN apt-get update
WORKDIR /srv/tracker
COPY . .
ENV FONT_DIR=/srv/fonts
RUN ./dev build && rm -rf node_modules var
# --build-arg SIGNING=pades: letters are signed with a certificate
ARG SIGNING=none
RUN if [ "$SIGNING" = pades ]; then .venv/bin/python -m pip install --require-hashes -r requirements-signing.txt; fi

FROM python:3.11-slim-bookworm
RUN useradd --system --no-create-home tracker
COPY --from=build /srv /srv
WORKDIR /srv/tracker
USER tracker
ENV PATH=/srv/tracker/.venv/bin:$PATH FONT_DIR=/srv/fonts PYTHONUNBUFFERED=1
EXPOSE 8000
# gunicorn.conf.py of this folder keeps queries, which may hold names, out of the log.
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "4", "--access-logfile", "-"]
