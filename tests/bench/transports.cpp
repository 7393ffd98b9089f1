// SPDX-License-Identifier: GPL-3.0-or-later
#include "transports.h"

#include "flood.h"
#include "net/nativetransport.h"
#include "scene.h"

#include <QElapsedTimer>
#include <QWebSocket>

#include <zlib.h>

using namespace Qt::StringLiterals;

namespace sonde::bench {

namespace {

constexpr int Rounds = 5;

/// Messages a second, received by the native transport and counted.
Result<double> receiveNative(const QUrl &address, qint64 count, const ConnectionOptions &options = {})
{
    NativeTransport transport;
    QElapsedTimer clock;
    qint64 got = 0;
    qint64 took = 0;
    QObject::connect(&transport, &Transport::opened, &transport, [&] { clock.start(); });
    QObject::connect(&transport, &Transport::messageReceived, &transport, [&] {
        if (++got == count)
            took = clock.nsecsElapsed();
    });
    transport.open({address, options});
    if (!runUntil([&] { return took > 0; }))
        return fail(u"Only %1 of %2 messages came within two minutes."_s.arg(got).arg(count));
    return double(count) * 1e9 / double(took);
}

/// Messages a second, until the other side has taken them. No more wait than `ahead` bytes, or one message.
Result<double> send(const std::function<void()> &sendOne, const std::function<qint64()> &waiting,
                    const std::function<bool()> &isDone, qint64 count)
{
    constexpr qint64 Ahead = 8 << 20;
    QElapsedTimer clock;
    clock.start();
    for (qint64 sent = 0; sent < count;) {
        if (waiting() < Ahead) {
            sendOne();
            ++sent;
        } else {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
    }
    if (!waitFor(isDone, std::chrono::minutes(2)))
        return fail(u"The other side did not take all within two minutes."_s);
    return double(count) * 1e9 / double(clock.nsecsElapsed());
}

Result<double> sendNative(const QUrl &address, const QList<QByteArray> &payloads, qint64 count,
                          const ConnectionOptions &options = {})
{
    NativeTransport transport;
    bool isOpen = false;
    bool isDone = false;
    QObject::connect(&transport, &Transport::opened, &transport, [&] { isOpen = true; });
    QObject::connect(&transport, &Transport::messageReceived, &transport, [&] { isDone = true; });
    transport.open({address, options});
    if (!runUntil([&] { return isOpen; }))
        return fail(u"The connection did not open."_s);
    Result<qint64> sent = 0;
    qsizetype next = 0;
    const auto rate = send(
        [&] {
            sent = transport.send({Opcode::Binary, payloads[next++ % payloads.size()]});
        },
        [&] { return transport.unsentBytes(); }, [&] { return isDone || !sent; }, count);
    return sent ? rate : tl::unexpected(sent.error());
}

Result<double> sendBare(const QUrl &address, const QList<QByteArray> &payloads, qint64 count)
{
    QWebSocket socket;
    bool isOpen = false;
    bool isDone = false;
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&] { isOpen = true; });
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [&] { isDone = true; });
    socket.open(address);
    if (!runUntil([&] { return isOpen; }))
        return fail(u"The connection did not open."_s);
    qsizetype next = 0;
    return send([&] { socket.sendBinaryMessage(payloads[next++ % payloads.size()]); },
                [&] { return socket.bytesToWrite(); }, [&] { return isDone; }, count);
}

/// Floor and ours by turns, so that both see the same noise; the best of each.
Result<QList<Figure>> byTurns(const QString &name, Goal goal, double unitsPerMessage, const QString &unit,
                              const std::function<Result<double>()> &bare, const std::function<Result<double>()> &ours)
{
    QList<double> floors;
    QList<double> rates;
    for (int round = 0; round < Rounds; ++round) {
        const Result<double> floor = bare();
        const Result<double> rate = floor ? ours() : floor;
        if (!rate)
            return tl::unexpected(rate.error());
        floors << *floor;
        rates << *rate;
        tell(u"  round %1: floor %L2/s, ours %L3/s"_s.arg(round + 1).arg(qint64(*floor)).arg(qint64(*rate)));
    }
    const double floor = best(floors, true);
    return QList{Figure{name, best(rates, true) / floor, goal, floor * unitsPerMessage, unit}};
}

Benchmark receiving(const QString &suffix, qint64 size, qint64 count, Goal goal)
{
    const QString name = u"receive-"_s + suffix;
    return {{name}, [=](const QStringList &) -> Result<QList<Figure>> {
                const auto sender = Sender::start();
                if (!sender)
                    return tl::unexpected(sender.error());
                const QUrl address = (*sender)->flood(size, count);
                return byTurns(
                    name, goal, double(size) / 1e6, u"MB/s"_s, [&] { return floodBare(address, count); },
                    [&] { return receiveNative(address, count); });
            }};
}

Benchmark sending(const QString &suffix, qint64 size, qint64 count, Goal goal)
{
    const QString name = u"send-"_s + suffix;
    return {{name}, [=](const QStringList &) -> Result<QList<Figure>> {
                const auto sender = Sender::start();
                if (!sender)
                    return tl::unexpected(sender.error());
                const QList payloads{QByteArray(size, 'x')};
                const qint64 head = frameHeadBytes(maskedFrameHead(Opcode::Binary, size)).size();
                const QUrl address = (*sender)->sink((head + size) * count);
                return byTurns(
                    name, goal, double(size) / 1e6, u"MB/s"_s, [&] { return sendBare(address, payloads, count); },
                    [&] { return sendNative(address, payloads, count); });
            }};
}

QList<QByteArray> tickerMessages()
{
    QList<QByteArray> messages;
    for (int i = 0; i < 1000; ++i) {
        QByteArray message = R"({"n":)" + QByteArray::number(i) + R"(,"symbol":"SND","bids":[)";
        for (int level = 0; message.size() < 1000; ++level)
            message += '[' + QByteArray::number(100 + (i * 31 + level * 7) % 977 * 0.25) + ",12],";
        messages << message + "]}";
    }
    return messages;
}

/// Times over all messages a second, of whichever of the two.
Result<double> perSecond(const std::function<bool()> &work)
{
    QElapsedTimer clock;
    clock.start();
    qint64 times = 0;
    while (clock.elapsed() < 700) {
        if (!work())
            return fail(u"zlib refused its own data."_s);
        ++times;
    }
    return double(times) * 1e9 / double(clock.nsecsElapsed());
}

Result<double> deflateBare(const QList<QByteArray> &messages)
{
    z_stream stream = {};
    deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(64 << 10, Qt::Uninitialized);
    const auto rate = perSecond([&] {
        for (const QByteArray &message : messages) {
            stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(message.constData()));
            stream.avail_in = uInt(message.size());
            stream.next_out = reinterpret_cast<Bytef *>(out.data());
            stream.avail_out = uInt(out.size());
            if (::deflate(&stream, Z_SYNC_FLUSH) != Z_OK)
                return false;
        }
        return true;
    });
    deflateEnd(&stream);
    return rate;
}

Result<double> inflateBare(const QList<QByteArray> &compressed)
{
    QByteArray out(64 << 10, Qt::Uninitialized);
    return perSecond([&] {
        z_stream stream = {};
        inflateInit2(&stream, -15);
        for (const QByteArray &message : compressed) {
            QByteArray whole = message + QByteArray::fromHex("0000ffff");
            stream.next_in = reinterpret_cast<Bytef *>(whole.data());
            stream.avail_in = uInt(whole.size());
            stream.next_out = reinterpret_cast<Bytef *>(out.data());
            stream.avail_out = uInt(out.size());
            if (::inflate(&stream, Z_SYNC_FLUSH) != Z_OK)
                return false;
        }
        inflateEnd(&stream);
        return true;
    });
}

Result<QList<Figure>> measureDeflate(const QStringList &)
{
    const QList<QByteArray> messages = tickerMessages();
    const auto ours = [&] {
        MessageDeflater deflater(15, false);
        return perSecond([&] {
            for (const QByteArray &message : messages) {
                if (deflater.compress(message).isEmpty())
                    return false;
            }
            return true;
        });
    };
    return byTurns(
        u"deflate"_s, atLeast(0.9), 1, u"MB/s"_s, [&] { return deflateBare(messages); }, ours);
}

Result<QList<Figure>> measureInflate(const QStringList &)
{
    const QList<QByteArray> messages = tickerMessages();
    QList<QByteArray> compressed;
    MessageDeflater deflater(15, false);
    for (const QByteArray &message : messages)
        compressed << deflater.compress(message);
    const auto ours = [&] {
        return perSecond([&] {
            MessageInflater inflater(false);
            for (const QByteArray &message : compressed) {
                QByteArray out;
                if (inflater.append(message, out, 1 << 20) != InflateOutcome::Good
                    || inflater.finish(out, 1 << 20) != InflateOutcome::Good)
                    return false;
            }
            return true;
        });
    };
    return byTurns(
        u"inflate"_s, atLeast(0.9), 1, u"MB/s"_s, [&] { return inflateBare(compressed); }, ours);
}

ConnectionOptions compressing()
{
    ConnectionOptions options;
    options.engine = Engine::Native;
    options.offersCompression = true;
    return options;
}

/// With permessage-deflate, which a bare QWebSocket has not: the floor is the same messages without it.
Benchmark receivingDeflated(const QString &name, qint64 size, qint64 count)
{
    return {{name}, [=](const QStringList &) -> Result<QList<Figure>> {
                const auto sender = Sender::start();
                if (!sender)
                    return tl::unexpected(sender.error());
                return byTurns(
                    name, {}, double(size) / 1e6, u"MB/s"_s,
                    [&] { return floodBare((*sender)->flood(size, count), count); },
                    [&] { return receiveNative((*sender)->deflatedFlood(size, count), count, compressing()); });
            }};
}

Benchmark sendingDeflated(const QString &name, qint64 count)
{
    return {{name}, [=](const QStringList &) -> Result<QList<Figure>> {
                const auto sender = Sender::start();
                if (!sender)
                    return tl::unexpected(sender.error());
                const QList<QByteArray> messages = tickerMessages();
                MessageDeflater deflater(15, false);
                const auto frameSize = [](qint64 size) {
                    return frameHeadBytes(maskedFrameHead(Opcode::Binary, size)).size() + size;
                };
                qint64 plain = 0;
                qint64 compressed = 0;
                for (qint64 i = 0; i < count; ++i) {
                    const QByteArray &message = messages[i % messages.size()];
                    plain += frameSize(message.size());
                    compressed += frameSize(deflater.compress(message).size());
                }
                return byTurns(
                    name, {}, double(plain) / double(count) / 1e6, u"MB/s"_s,
                    [&] { return sendBare((*sender)->sink(plain), messages, count); },
                    [&] { return sendNative((*sender)->deflatedSink(compressed), messages, count, compressing()); });
            }};
}

} // namespace

QList<Benchmark> transportBenchmarks()
{
    return {receiving(u"64"_s, 64, 4'000'000, atLeast(1.5)),
            receiving(u"1k"_s, 1024, 1'000'000, atLeast(1)),
            receiving(u"4m"_s, 4 << 20, 400, atLeast(1)),
            sending(u"64"_s, 64, 1'000'000, atLeast(1)),
            sending(u"1k"_s, 1024, 500'000, atLeast(1)),
            sending(u"4m"_s, 4 << 20, 400, atLeast(2)),
            receivingDeflated(u"receive-1k-deflated-vs-plain"_s, 1024, 300'000),
            receivingDeflated(u"receive-4m-deflated-vs-plain"_s, 4 << 20, 100),
            sendingDeflated(u"send-1k-deflated-vs-plain"_s, 100'000),
            {{u"deflate"_s}, measureDeflate},
            {{u"inflate"_s}, measureInflate}};
}

} // namespace sonde::bench
