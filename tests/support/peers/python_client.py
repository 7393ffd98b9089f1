# SPDX-License-Identifier: GPL-3.0-or-later
"""Client for the tests of EchoServer, on python3-websockets: python_client.py ws://127.0.0.1:PORT COUNT

Takes COUNT messages of /flood in order, then has COUNT / 100 messages echoed, and prints "OK" at the end."""

import asyncio
import sys

import websockets


async def main(server, count):
    async with websockets.connect(f"{server}/flood?count={count}&size=64", compression=None) as ws:
        for number in range(count):
            message = await ws.recv()
            assert message == str(number).ljust(64), f"{message!r} instead of number {number}"
    async with websockets.connect(f"{server}/echo", subprotocols=["one", "two"], max_size=None) as ws:
        assert ws.subprotocol == "one", ws.subprotocol
        for number in range(count // 100):
            sent = f"Grüße {number}" if number % 2 else bytes([number % 256]) * number
            await ws.send(sent)
            received = await ws.recv()
            assert received == sent, f"message {number} came back changed"
    assert ws.close_code == 1000, ws.close_code
    print("OK")


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
