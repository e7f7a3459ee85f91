"""`WebSocketApp`, which tells of the end in callbacks."""

import websocket
from lab import in_threads, run


def client(address, seen):
    def close(app):
        try:
            if seen.code is None:
                app.close()
            else:
                app.close(status=seen.code, reason=seen.reason.encode())
        except Exception as error:
            seen.throws(error)
            app.close()

    def on_open(app):
        seen.opened()
        if seen.closes_first:
            # In the thread that reads. From another one, both would read the answer, and which of
            # them gets it is chance.
            close(app)

    app = websocket.WebSocketApp(
        address,
        on_open=on_open,
        on_error=lambda app, error: seen.failed(error),
        on_close=lambda app, code, reason: seen.ended(code, reason),
    )
    app.run_forever()
    # Where nothing was told in `on_close`.
    seen.ended()


run(
    "websocket-client",
    client=lambda: in_threads(client),
    codes={"received": websocket.ABNF._is_valid_close_status},
)
