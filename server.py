"""The WSGI application `app` over the store that KGBUILD_STORE names; `python server.py` serves it on this machine."""

import os
from pathlib import Path

from kgbuild.web.app import create_app
from kgbuild.web.server import serve

STORE = Path(os.environ.get("KGBUILD_STORE", "store"))

if __name__ == "__main__":
    serve(STORE, port=int(os.environ.get("KGBUILD_PORT", "8080")))
else:
    app = create_app(STORE)
