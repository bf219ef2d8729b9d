"""The web application for a server such as gunicorn."""

import os
import sys

from django.core.wsgi import get_wsgi_application

# Whoever waits for the end of the audit chain waits for one thread of one process: it must not
# wait in turn, 5 ms each, for others that only draw pages.
sys.setswitchinterval(0.0005)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
