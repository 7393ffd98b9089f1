// SPDX-License-Identifier: GPL-3.0-or-later
// The other end of the benchmarks, a process of its own over plain sockets: it has its frames ready before anybody asks
// and writes them in large blocks, so that it outruns every client.
//
//   GET /flood/SIZE/COUNT[/COUNT]   COUNT text messages of SIZE bytes, as fast as they are taken, then nothing;
//                                   with a second COUNT, more of them after a pause of five seconds
//   GET /sink/BYTES                 takes so many bytes, then sends the text "done"
//   GET /deflated-flood/SIZE/COUNT, /deflated-sink/BYTES   the same with permessage-deflate (RFC 7692)
//   GET /echo                       each message back; messages of up to 125 bytes that come one at a time
//
// Prints the port, and ends with its standard input. Serves one connection at a time.

#include <QByteArray>
#include <QByteArrayView>
#include <QCryptographicHash>
#include <QList>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <thread>

namespace {

constexpr qsizetype BlockBytes = 1 << 20;

/// What a message becomes that is compressed by itself (RFC 7692 section 7.2.1).
QByteArray deflated(QByteArray message)
{
    z_stream stream = {};
    deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(message.size() + 1024, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(message.data());
    stream.avail_in = uInt(message.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_SYNC_FLUSH);
    out.resize(qsizetype(stream.total_out) - 4);
    deflateEnd(&stream);
    return out;
}

/// A server's text frame (RFC 6455 section 5.2).
QByteArray frame(QByteArrayView payload, char first = char(0x81))
{
    QByteArray bytes(1, first);
    const auto size = quint64(payload.size());
    int lengthBytes = 0;
    if (size < 126) {
        bytes += char(size);
    } else {
        lengthBytes = size < 65536 ? 2 : 8;
        bytes += char(size < 65536 ? 126 : 127);
    }
    for (int i = lengthBytes - 1; i >= 0; --i)
        bytes += char(size >> (8 * i));
    bytes += payload;
    return bytes;
}

/// JSON as a ticker would send it, no two the same, padded to exactly `size` bytes.
QByteArray message(qsizetype size, int number)
{
    QByteArray text = R"({"n":)" + QByteArray::number(number) + R"(,"symbol":"SND","price":)"
        + QByteArray::number(100 + number % 977 * 0.25) + R"(,"note":")";
    text = text.leftJustified(std::max<qsizetype>(size - 2, 0), 'a' + char(number % 26), true);
    text += R"("})";
    return text.leftJustified(size, ' ', true);
}

bool sendAll(int socket, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t sent = send(socket, bytes.data(), size_t(std::min(bytes.size(), BlockBytes)), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes = bytes.sliced(sent);
    }
    return true;
}

QByteArray readHead(int socket)
{
    QByteArray head;
    char byte = 0;
    while (!head.endsWith("\r\n\r\n") && recv(socket, &byte, 1, 0) == 1)
        head += byte;
    return head;
}

bool answer(int socket, const QByteArray &head, bool isDeflated)
{
    const qsizetype name = head.toLower().indexOf("sec-websocket-key:");
    if (name < 0)
        return false;
    const qsizetype begin = name + 18;
    const QByteArray key = head.mid(begin, head.indexOf('\r', begin) - begin).trimmed();
    const QByteArray proof = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    const QByteArray response = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + QByteArray(isDeflated ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "")
        + "Sec-WebSocket-Accept: " + QCryptographicHash::hash(proof, QCryptographicHash::Sha1).toBase64() + "\r\n\r\n";
    return sendAll(socket, response);
}

void flood(int socket, qsizetype size, qint64 count, bool isDeflated)
{
    // A whole number of messages about as large as a block; of very large ones, two.
    const qint64 messages = std::clamp<qint64>(BlockBytes / (size + 10), 2, std::max<qint64>(count, 2));
    QByteArray block;
    QList<qsizetype> ends{0};
    for (int i = 0; i < messages; ++i) {
        block += isDeflated ? frame(deflated(message(size, i)), char(0xc1)) : frame(message(size, i));
        ends << block.size();
    }
    for (qint64 left = count; left > 0; left -= messages) {
        if (!sendAll(socket, QByteArrayView(block).first(ends[std::min(left, messages)])))
            return;
    }
}

void echo(int socket)
{
    unsigned char bytes[2 + 4 + 125];
    for (;;) {
        const ssize_t got = recv(socket, bytes, sizeof bytes, 0);
        const ssize_t size = bytes[1] & 0x7f;
        if (got < 6 || (bytes[0] & 0x0f) != 1 || got != size + 6)
            return;
        QByteArray payload(size, Qt::Uninitialized);
        for (qsizetype i = 0; i < size; ++i)
            payload[i] = char(bytes[6 + i] ^ bytes[2 + i % 4]);
        if (!sendAll(socket, frame(payload)))
            return;
    }
}

/// Takes so many bytes, or all until the other side ends.
void sink(int socket, qint64 bytes)
{
    QByteArray block(BlockBytes, Qt::Uninitialized);
    while (bytes > 0) {
        const ssize_t got = recv(socket, block.data(), size_t(block.size()), 0);
        if (got <= 0)
            return;
        bytes -= got;
    }
}

void serve(int socket)
{
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const QByteArray head = readHead(socket);
    QList<QByteArray> path = head.split(' ').value(1).split('/');
    const bool isDeflated = path.value(1).startsWith("deflated-");
    if (isDeflated)
        path[1].remove(0, 9);
    if (answer(socket, head, isDeflated)) {
        if (path.value(1) == "echo")
            echo(socket);
        if (path.value(1) == "sink") {
            sink(socket, path.value(2).toLongLong());
            sendAll(socket, frame("done"));
        }
        for (qsizetype i = 3; path[1] == "flood" && i < path.size(); ++i) {
            if (i > 3)
                std::this_thread::sleep_for(std::chrono::seconds(5));
            flood(socket, path[2].toLongLong(), path[i].toLongLong(), isDeflated);
        }
    }
    // Whoever asked for a flood closes when it has counted it.
    sink(socket, std::numeric_limits<qint64>::max());
    close(socket);
}

} // namespace

int main()
{
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (listener < 0 || bind(listener, generic, length) != 0 || listen(listener, 8) != 0
        || getsockname(listener, generic, &length) != 0) {
        perror("sonde_bench_sender");
        return 1;
    }
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    std::thread([] {
        char byte = 0;
        while (read(STDIN_FILENO, &byte, 1) == 1) {}
        _exit(0);
    }).detach();
    for (;;) {
        const int client = accept(listener, nullptr, nullptr);
        if (client >= 0)
            serve(client);
    }
}
