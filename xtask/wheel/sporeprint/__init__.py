"""The Sporeprint UI as an app of MLflow's own server.

``mlflow server --app-name sporeprint`` serves it on the same address as the tracking API, under any ``--static-prefix``.
``--app-name sporeprint-auth`` does so behind MLflow's basic authentication (``pip install 'mlflow[auth]'``).
No file of MLflow is replaced.
"""

import mimetypes
import os
from pathlib import Path

_FILES = Path(__file__).with_name("static")


def create_app():
    """The server's app: ASGI where MLflow runs uvicorn (3.5 and later), else WSGI."""
    app = _with_this_ui()
    if os.environ.get("_MLFLOW_SGI_NAME") == "uvicorn":
        from mlflow.server.fastapi_app import create_fastapi_app

        return create_fastapi_app(app)
    return app


def create_app_with_auth():
    """The same behind MLflow's basic authentication."""
    from mlflow.server import auth

    return auth.create_app(_with_this_ui())


def _with_this_ui():
    # Browsers compile a module while it loads only when its type is right, and MLflow forbids them to guess. Windows
    # lets any program change the type of .js.
    mimetypes.add_type("application/wasm", ".wasm")
    mimetypes.add_type("text/javascript", ".js")

    from mlflow.server import app

    # MLflow reads this at each request: `/` is its index.html, `/static-files/X` its file X.
    app.static_folder = str(_FILES)
    return app
