# SPDX-License-Identifier: GPL-3.0-or-later
"""WebSocket peer for the tests, on python3-websockets. Its paths are listed in peerprocess.h."""

import argparse
import asyncio
import http
import http.cookies
import json
import os
import ssl
import sys
import threading
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

import websockets
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.frames import Close, OP_BINARY, OP_CONT, OP_TEXT
from websockets.legacy.server import WebSocketServerProtocol, serve, unix_serve

BIG = bytes(i % 251 for i in range(251)) * (16 * 1024 * 1024 // 251 + 1)
BIG = BIG[: 16 * 1024 * 1024]


def query(target):
    return {name: values[-1] for name, values in parse_qs(urlsplit(target).query).items()}


def http_status(number):
    try:
        return http.HTTPStatus(number)
    except ValueError:
        return http.HTTPStatus.FORBIDDEN


def seen(target, headers, subprotocol):
    """What Python's own library reads out of a request."""
    url = urlsplit(target)
    cookies = http.cookies.SimpleCookie(headers.get("Cookie", ""))
    return {"path": [unquote(part) for part in url.path.split("/")[1:]],
            "query": parse_qsl(url.query, keep_blank_values=True, strict_parsing=True) if url.query else [],
            "cookies": {name: morsel.value for name, morsel in cookies.items()},
            "headers": {name.lower(): value for name, value in headers.raw_items()},
            "subprotocol": subprotocol}


def complaint(request):
    """Why /members does not let somebody in, or None."""
    if ["team", "blue & green"] not in [list(pair) for pair in request["query"]]:
        return "The query names no team."
    if request["cookies"].get("session") != "s-1":
        return "The cookie of the session is missing."
    if request["headers"].get("x-client") != "Sonde":
        return "The header X-Client is missing."
    if request["headers"].get("origin") != "https://app.example":
        return "This origin is not welcome."
    if "chat.v2" not in [name.strip() for name in request["headers"].get("sec-websocket-protocol", "").split(",")]:
        return "Only chat.v2 is spoken here."
    return None


def asked(headers):
    """What the request's X-Deflate has this end ask for: "client_max_window_bits=9; server_no_context_takeover"."""
    parameters = [part.strip().partition("=") for part in headers.get("X-Deflate", "").split(";") if part.strip()]
    return {name: int(value) if value else True for name, _, value in parameters}


class Peer(WebSocketServerProtocol):
    @staticmethod
    def process_extensions(headers, available_extensions):
        if available_extensions:
            available_extensions = [ServerPerMessageDeflateFactory(**asked(headers))]
        return WebSocketServerProtocol.process_extensions(headers, available_extensions)

    async def process_request(self, path, request_headers):
        if urlsplit(path).path.startswith("/members/"):
            reason = complaint(seen(path, request_headers, None))
            return reason and (http.HTTPStatus.FORBIDDEN, {"Content-Type": "text/plain"}, reason.encode())
        if urlsplit(path).path != "/refuse":
            return None
        status = http_status(int(query(path).get("status", "403")))
        headers = {"X-Peer": "python", "Content-Type": "text/plain"}
        if status == 401:
            headers["WWW-Authenticate"] = 'Basic realm="peer"'
        if status // 100 == 3:
            headers["Location"] = "/echo"
        return status, headers, b"refused\n"

    def select_subprotocol(self, client_subprotocols, server_subprotocols):
        knows = urlsplit(self.path).path.startswith(("/subprotocol", "/members/"))
        chosen = knows and "chat.v2" in client_subprotocols
        return "chat.v2" if chosen else None


async def fragments(ws, opcode, parts):
    for i, part in enumerate(parts):
        await ws.write_frame(i == len(parts) - 1, OP_CONT if i else opcode, part)


async def at_open(ws, path, items):
    """Does what the path says; returns whether the connection goes on and echoes."""
    if path == "/headers":
        await ws.send(json.dumps({name.lower(): value for name, value in ws.request_headers.raw_items()}))
    elif path.startswith("/members/"):
        await ws.send(json.dumps(seen(ws.path, ws.request_headers, ws.subprotocol)))
    elif path == "/fragments":
        await fragments(ws, OP_TEXT, [b"one ", b"two ", b"three"])
        await fragments(ws, OP_BINARY, [b"\0\1", b"\2\3", b"\4\5"])
    elif path == "/fragments-utf8":
        text = "Grüße, 世界".encode()
        await fragments(ws, OP_TEXT, [text[:3], text[3:10], text[10:]])
    elif path == "/big":
        await ws.send(BIG)
    elif path == "/close":
        if "code" in items:
            await ws.close(int(items["code"]), items.get("reason", ""))
        else:
            await ws.write_close_frame(Close(1005, ""), b"")
            await ws.wait_closed()
        return False
    elif path == "/ping":
        await ws.ping(b"hi")
    elif path == "/terminate":
        await ws.recv()
        ws.transport.abort()
        return False
    elif path == "/halfmessage":
        ws.transport.write(b"\x82\x7f" + (1000000).to_bytes(8, "big") + BIG[:1000])
        await asyncio.sleep(0)
        ws.transport.abort()
        return False
    elif path == "/flood":
        size = int(items.get("size", "64"))
        for number in range(int(items.get("count", "10000"))):
            await ws.send(str(number).ljust(size))
    return True


async def handle(ws):
    url = urlsplit(ws.path)
    try:
        if await at_open(ws, url.path, query(ws.path)):
            async for message in ws:
                await ws.send(message)
    except websockets.ConnectionClosed:
        pass


def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--deflate", action="store_true")
    parser.add_argument("--unix")
    arguments = parser.parse_args()

    tls = None
    if arguments.certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(arguments.certificate, arguments.key)
    threading.Thread(target=end_with_parent, daemon=True).start()
    async with serve(handle, "127.0.0.1", arguments.port, ssl=tls, create_protocol=Peer, subprotocols=["chat.v2"],
                     compression="deflate" if arguments.deflate else None, max_size=None,
                     ping_interval=None) as server:
        if arguments.unix:
            await unix_serve(handle, arguments.unix, create_protocol=Peer, subprotocols=["chat.v2"],
                             compression=None, max_size=None, ping_interval=None)
        print("PORT", server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Future()


asyncio.run(main())
