# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the corpus: what libFuzzer starts from, and what each test run reads. The parameters in front of the bytes are
those that the fuzz_*.cpp name. What a fuzzer found is beside it in found-* files, which this leaves alone."""

import pathlib
import struct
import zlib

CORPUS = pathlib.Path(__file__).parent / "corpus"
WHOLE, TORN = bytes(4), bytes([1, 7, 0, 3])


def write(target, seeds):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if not old.name.startswith("found-"):
            old.unlink()
    for name, content in seeds.items():
        (folder / name).write_bytes(content)


# --- Opening handshakes: flags (1 offers, 2 server forgets, 4 client forgets, 8 the connection ends), window bits,
# the filler's size in 2 KiB, its place, cuts

OFFERS, SERVER_FORGETS, CLIENT_FORGETS, ENDS = 1, 2, 4, 8


def handshake(text, flags=0, bits=0x77, filler=(0, 0), cuts=TORN):
    return bytes([flags, bits, *filler]) + cuts + text.replace("\n", "\r\n").encode()


def switch(*more, upgrade="Upgrade: websocket", connection="Connection: Upgrade"):
    accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    return "\n".join(["HTTP/1.1 101 Switching Protocols", upgrade, connection, accept, *more, "", ""])


def extension(parameters):
    return switch("Sec-WebSocket-Extensions: permessage-deflate" + parameters)


write("handshake", {
    "accepted": handshake(switch() + "\x81\x02hi"),
    "accepted-subprotocol": handshake(switch("Sec-WebSocket-Protocol: chat.v2", "Server: nginx/1.22.1")),
    "accepted-deflate": handshake(extension("; server_no_context_takeover; client_max_window_bits=12"), OFFERS),
    "accepted-deflate-quoted": handshake(extension('; server_max_window_bits="10", '), OFFERS, 0x72),
    "accepted-deflate-forgets": handshake(
        extension("; client_no_context_takeover; server_no_context_takeover; server_max_window_bits=8"),
        OFFERS | SERVER_FORGETS | CLIENT_FORGETS, 0x00),
    "deflate-twice": handshake(extension(", permessage-deflate"), OFFERS),
    "deflate-malformed": handshake(extension('; client_max_window_bits="1'), OFFERS),
    "deflate-not-offered": handshake(extension("")),
    "folded": handshake(switch(upgrade="Upgrade:\n websocket", connection="Connection: keep-alive,\n\tUpgrade")),
    "repeated": handshake(switch(connection="Connection: keep-alive\nconnection:upgrade")),
    "lf-alone": bytes([0, 0x77, 0, 0]) + TORN + switch().encode(),
    "interim": handshake("HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early Hints\nLink: </a>\n\n" + switch()),
    "interims-without-end": handshake("HTTP/1.1 103 x\n\n" * 34, cuts=WHOLE),
    "wrong-accept": handshake(switch().replace("s3pP", "s3pQ")),
    "http-1.0": handshake(switch().replace("HTTP/1.1", "HTTP/1.0")),
    "refused": handshake('HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm="x"\nContent-Length: 5\n\nhello!'),
    "redirected": handshake("HTTP/1.1 302 Found\nLocation: /echo\nContent-Length: 0\n\n"),
    "no-content": handshake("HTTP/1.1 204 No Content\n\n"),
    "until-end": handshake("HTTP/1.1 503 Busy\n\nwait", ENDS),
    "until-end-long": handshake("HTTP/1.1 503 Busy\n\nwait", ENDS, filler=(40, 24), cuts=bytes([255, 255, 255, 200])),
    "chunked": handshake("HTTP/1.1 403 No\nTransfer-Encoding: chunked\n\n3\nhel\n2;x=y\nlo\n0\n\n"),
    "chunked-wrong": handshake("HTTP/1.1 403 No\nTransfer-Encoding: gzip, Chunked\n\n2\nhello\nz\n", ENDS),
    "chunk-line-long": handshake("HTTP/1.1 403 No\nTransfer-Encoding: chunked\n\n3;x=y\nhel\n0\n\n",
                                 filler=(3, 51), cuts=bytes([255, 255, 255, 255])),
    "cut-off": handshake("HTTP/1.1 101 Switching Protocols\nUpgra", ENDS),
    "head-too-long": handshake(switch(), filler=(130, 60), cuts=bytes([255, 255, 255, 200])),
    "not-http": handshake("220 mail.example ESMTP\n\n"),
})

# --- Frames: flags (1 lenient, 2 of a client, 4 deflate, 8 server forgets, 16 client forgets), window bits, limit,
# fragment size, cuts

LENIENT, FROM_CLIENT, DEFLATES = 1, 2, 4
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
LARGEST = 7  # limit: 256 KiB


def frames(*parts, flags=0, bits=0x77, limit=LARGEST, fragment=3, cuts=TORN):
    return bytes([flags, bits, limit, fragment]) + cuts + b"".join(parts)


def frame(opcode, payload=b"", final=True, rsv=0, key=None):
    first = (0x80 if final else 0) | rsv << 4 | opcode
    masked = 0x80 if key else 0
    size = len(payload)
    if size < 126:
        head = bytes([first, masked | size])
    elif size < 65536:
        head = struct.pack(">BBH", first, masked | 126, size)
    else:
        head = struct.pack(">BBQ", first, masked | 127, size)
    if key:
        payload = key + bytes(byte ^ key[i % 4] for i, byte in enumerate(payload))
    return head + payload


KEY = bytes.fromhex("37fa213d")
HELLO = bytes.fromhex("f248cdc9c90700")  # RFC 7692 section 7.2.3.1
WRONG = {
    "reserved-bits": frame(TEXT, b"A", rsv=3),
    "reserved-opcodes": frame(3, b"A") + frame(11, b"B"),
    "masked": frame(TEXT, b"Hello", key=KEY),
    "long-forms": bytes.fromhex("817e000548656c6c6f827f00000000000000020001"),
    "length-impossible": bytes.fromhex("827f8000000000000001"),
    "control-fragmented": frame(PING, b"a", final=False) + frame(CLOSE, final=False),
    "control-long": bytes([0x89, 126, 0, 130]) + b"p" * 130,
    "stray": frame(0, b"x", final=False) + frame(0, b"y"),
    "interrupted": frame(TEXT, b"a", final=False) + frame(BINARY, b"b") + frame(0, b"c"),
    "no-utf8": frame(TEXT, b"a\xffb") + frame(TEXT, b"\xd0", final=False) + frame(0, b""),
    "close-half": frame(CLOSE, b"\x03") + frame(CLOSE, b"\x03\xee") + frame(CLOSE, b"\x03\xe8\xff"),
    "too-large": frame(BINARY, b"x" * 11),
    "deflate-wrong": frame(TEXT, b"\x06", rsv=4),
}
write("framecodec", {
    "text": frames(frame(TEXT, "Grüße, 世界 😀".encode()), frame(TEXT)),
    "binary": frames(frame(BINARY, bytes(range(200)))),
    "binary-64-bit": frames(bytes([0x82, 127]) + struct.pack(">Q", 65536) + b"cut"),
    "ping-pong-close": frames(frame(PING, b"hi"), frame(PONG), frame(CLOSE, struct.pack(">H", 1001) + b"bye")),
    "close-with-bom": frames(frame(CLOSE, b"\x03\xe8" + "\ufeffx".encode())),
    "close-empty": frames(frame(CLOSE), frame(TEXT, b"behind")),
    "fragments": frames(frame(TEXT, b"Gr\xc3", final=False), frame(PING, b"p"), frame(0, b"\xbc", final=False),
                        frame(0, b"n"), frame(BINARY, final=False), frame(0)),
    "of-a-client": frames(frame(TEXT, b"Hello", key=KEY), frame(BINARY, bytes(range(1, 251)) * 2, key=KEY), flags=FROM_CLIENT),
    "of-a-client-not-masked": frames(frame(TEXT, b"Hello"), frame(TEXT, b"x", key=KEY), flags=FROM_CLIENT | LENIENT),
    "compressed": frames(frame(TEXT, HELLO, rsv=4), frame(TEXT, bytes.fromhex("f200110000"), rsv=4), flags=DEFLATES),
    "compressed-fragments": frames(frame(TEXT, HELLO[:3], final=False, rsv=4), frame(PING), frame(0, HELLO[3:]),
                                   frame(TEXT, b"plain"), flags=DEFLATES, bits=0x11),
    "compressed-forgets": frames(frame(TEXT, HELLO, rsv=4), frame(TEXT, HELLO, rsv=4), flags=DEFLATES | 8 | 16),
    "compressed-too-large": frames(frame(BINARY, bytes.fromhex("62603018000000"), rsv=4), flags=DEFLATES, limit=1),
    **{name: frames(bytes_, frame(TEXT, b"on"), flags=DEFLATES if "deflate" in name else 0, limit=1 if "large" in name
                    else LARGEST) for name, bytes_ in WRONG.items()},
    **{name + "-lenient": frames(bytes_, frame(TEXT, b"on"), flags=LENIENT) for name, bytes_ in WRONG.items()
       if "large" not in name and "deflate" not in name},
})

# --- DEFLATE: flags (window bits less 8, 8 forgets), limit, KiB of noise, message size, cuts


def deflate(data, bits=7, forgets=False, limit=3, noise=0, size=0, cuts=TORN):
    return bytes([bits | (8 if forgets else 0), limit, noise and 235 + noise, size]) + cuts + data


def compressed(text, flush=zlib.Z_SYNC_FLUSH, strategy=zlib.Z_DEFAULT_STRATEGY, level=-1, bits=15):
    stream = zlib.compressobj(level, zlib.DEFLATED, -bits, 8, strategy)
    return stream.compress(text) + stream.flush(flush)


JSON = b"".join(b'{"symbol":"ABC","price":%d},' % (i * 7919 % 10007) for i in range(20))
write("deflate", {
    "fixed": deflate(HELLO),
    "stored": deflate(bytes.fromhex("000500faff48656c6c6f00")),
    "dynamic": deflate(compressed(JSON)[:-4], bits=2),
    "huffman-only": deflate(compressed(JSON, strategy=zlib.Z_HUFFMAN_ONLY)[:-4], forgets=True),
    "bfinal": deflate(bytes.fromhex("f348cdc9c9070000")),
    "bfinal-twice": deflate(compressed(b"one", zlib.Z_FINISH) + compressed(b"two", zlib.Z_FINISH) + b"\0", cuts=WHOLE),
    "bfinal-stored": deflate(compressed(b"stored", zlib.Z_FINISH, level=0) + b"\0"),
    "two-blocks": deflate(bytes.fromhex("f2480500 0000ffffcac9c90700")),
    "empty": deflate(b"\0"),
    "nothing": deflate(b""),
    "bomb": deflate(compressed(b"a" * 20_000)[:-4], limit=2),
    "truncated": deflate(compressed(JSON)[:30]),
    "stored-truncated": deflate(bytes.fromhex("000900f6ff48656c")),
    "reserved-block": deflate(b"\x06"),
    "reference-to-nothing": deflate(bytes.fromhex("f200110000")),
    "reference-too-far": deflate(compressed(b"0123456789" + b"\0" * 300 + b"0123456789")[:-4], bits=0),
    "noise-window-8": deflate(JSON, bits=0, noise=2, size=3),
    "noise-window-15": deflate(JSON, bits=7, noise=19, size=255, cuts=WHOLE),
    "no-limit-left": deflate(HELLO, limit=0),
})
