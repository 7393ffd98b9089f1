// SPDX-License-Identifier: GPL-3.0-or-later
// What the native engine can do beyond QWebSocket. What both can is in tst_transport and tst_foreignpeers,
// compression with other servers in tst_ways.
#define SONDE_ENGINE Native
#include "net/dialler.h"
#include "support/dialled.h"
#include "support/peerprocess.h"
#include "support/rawserver.h"
#include "wire/deflate.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>

#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

namespace {

constexpr auto Agreed = "permessage-deflate";

ConnectionOptions compressing(const DeflateOffer &offer = {})
{
    ConnectionOptions options;
    options.offersCompression = true;
    options.compression = offer;
    return options;
}

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

} // namespace

class tst_NativeTransport final : public QObject
{
    Q_OBJECT

private slots:
    // Compression
    void nothingIsOfferedUnasked();
    void extensionsAreVerified_data();
    void extensionsAreVerified();
    void inflatingStopsAtTheLimit();
    void compressedFragments();

    // The handshake
    void responsesInAllShapes_data();
    void responsesInAllShapes();
    void refusalBodies_data();
    void refusalBodies();
    void refusalBodyThatNeverEnds();
    void internationalHostGoesOutInAscii();

    // Getting there
    void unixSocket();
    void noUnixSocket();
    void dialOrder();
    void addressThatDoesNotAnswerIsOvertaken();
    void addressThatRefusesIsPassedOver();
    void allAddressesRefuse();

    // The end
    void answersACloseAsItCame_data();
    void answersACloseAsItCame();
    void waitsForTheServerToEndTcp();
    void framesBehindTheCloseAreNoticed();
    void failsInTheMiddleOfAFrame();
    void closeGoesOutBehindWhatWasSent();
    void closeBeforeAResetIsRead();
    void largeMessagesGoOverTls();
    void pingsAndMessagesInTurnOverTls();
    void pingFloodIsAnsweredWithinBounds();

    // Frames
    void pongIsTold();
    void pongGoesOutBetweenFragments();
    void violationsAreBorneWhereAsked();
};

// --- Compression

void tst_NativeTransport::nothingIsOfferedUnasked()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.sendFrame(Opcode::Text, "plain");
    });
    Dialled plain(server.url());
    QVERIFY(plain.hasMessages(1));
    QVERIFY(!server.request().contains("Sec-WebSocket-Extensions"));
    QCOMPARE(plain.messages.first().compressedSize, -1);
    Dialled offering(server.url(), compressing({.serverMaxWindowBits = 10}));
    QVERIFY(offering.hasMessages(1)); // the server did not want it
    QVERIFY(server.request().contains("\r\nSec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10; "
                                      "client_max_window_bits\r\n"));
    QVERIFY(!offering.handshakes.first().compression);
    QCOMPARE(offering.handshakes.first().request, server.request());
}

void tst_NativeTransport::extensionsAreVerified_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("named"); // empty where the answer will do
    const auto row = [](const char *answer, const char *named) {
        QTest::newRow(answer) << QByteArray(answer) << QString::fromLatin1(named);
    };
    row("permessage-deflate", "");
    row("permessage-deflate; server_no_context_takeover", "");
    row("permessage-deflate;server_max_window_bits=8 ; client_max_window_bits=\"12\"", "");
    row("permessage-deflate, ", "");
    row("permessage-bzip2", "permessage-bzip2");
    row("permessage-deflate, x-webkit-deflate-frame", "x-webkit-deflate-frame");
    row("permessage-deflate, permessage-deflate", "twice");
    row("permessage-deflate; server_no_context_takeover; server_no_context_takeover", "twice");
    row("permessage-deflate; server_no_context_takeover=1", "server_no_context_takeover=1");
    row("permessage-deflate; server_max_window_bits", "server_max_window_bits");
    row("permessage-deflate; server_max_window_bits=7", "server_max_window_bits=7");
    row("permessage-deflate; server_max_window_bits=16", "server_max_window_bits=16");
    row("permessage-deflate; server_max_window_bits=08", "server_max_window_bits=08");
    row("permessage-deflate; client_max_window_bits", "client_max_window_bits");
    row("permessage-deflate; foo=1", "foo=1");
    row("permessage-deflate; ", "malformed");
    row("; permessage-deflate", "malformed");
    row("permessage-deflate permessage", "malformed");
    row("permessage-deflate; client_max_window_bits=\"1", "malformed");
}

void tst_NativeTransport::extensionsAreVerified()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, named);
    RawServer server;
    server.onRequest([answer](RawClient &c) { c.accept({.more = {{"Sec-WebSocket-Extensions", answer}}}); });
    Dialled dialled(server.url(), compressing());
    if (named.isEmpty()) {
        QVERIFY(dialled.isOpen());
        return;
    }
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QVERIFY2(ending.error.what.contains(named), qPrintable(ending.error.text()));
}

void tst_NativeTransport::inflatingStopsAtTheLimit()
{
    MessageDeflater deflater(15, true);
    const QByteArray bomb = deflater.compress(QByteArray(200'000'000, 'a'));
    RawServer server;
    server.onRequest([bomb](RawClient &c) {
        c.accept({.more = {{"Sec-WebSocket-Extensions", Agreed}}});
        c.sendFrame({.opcode = Opcode::Binary, .payload = bomb, .rsv = Rsv1});
    });
    ConnectionOptions options = compressing();
    options.maxIncomingMessage = 1 << 20;
    Dialled dialled(server.url(), options);
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ProtocolError);
    QCOMPARE(ending.code(), 1009);
    QVERIFY(dialled.messages.isEmpty());
}

void tst_NativeTransport::compressedFragments()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept({.more = {{"Sec-WebSocket-Extensions", Agreed}}});
        c.onFrame([&c](const RawFrame &frame) {
            c.sendFrame({frame.opcode, frame.payload, frame.fin, false, frame.rsv});
        });
    });
    ConnectionOptions options = compressing();
    options.fragmentSize = 100;
    Dialled dialled(server.url(), options);
    QVERIFY(dialled.isOpen());
    QByteArray noise(1000, Qt::Uninitialized);
    for (qsizetype i = 0; i < noise.size(); ++i)
        noise[i] = char(i * i >> 3);
    QVERIFY(dialled.transport->send({Opcode::Binary, noise}));
    QVERIFY(dialled.hasMessages(1));
    QCOMPARE(dialled.messages.first().payload, noise);
    const QList<RawFrame> frames = server.client()->frames();
    QVERIFY(frames.size() > 1);
    for (qsizetype i = 0; i < frames.size(); ++i) {
        QCOMPARE(frames[i].rsv, i == 0 ? Rsv1 : quint8(0)); // RFC 7692 section 6.1
        QVERIFY(frames[i].payload.size() <= 100);
    }
}

// --- The handshake

void tst_NativeTransport::responsesInAllShapes_data()
{
    QTest::addColumn<QByteArray>("before"); // KEY stands for the right Sec-WebSocket-Accept
    const auto row = [](const char *name, const QByteArray &response) { QTest::newRow(name) << response; };
    row("as usual",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        "KEY\r\n\r\n");
    row("letter case",
        "HTTP/1.1 101 OK\r\nUPGRADE: WebSocket\r\nconnection: upgrade\r\nsec-websocket-accept: KEY\r\n\r\n");
    row("no reason", "HTTP/1.1 101\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: KEY\r\n\r\n");
    row("no space", "HTTP/1.1 101 \r\nUpgrade:websocket\r\nConnection:Upgrade\r\nSec-WebSocket-Accept:KEY\r\n\r\n");
    row("much space",
        "HTTP/1.1 101 x\r\nUpgrade: \t websocket \t\r\nConnection:  Upgrade  \r\nSec-WebSocket-Accept:   KEY \r\n\r\n");
    row("list",
        "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: keep-alive,  Upgrade\r\nSec-WebSocket-Accept: "
        "KEY\r\n\r\n");
    row("repeated",
        "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: keep-alive\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: KEY\r\n\r\n");
    row("folded",
        "HTTP/1.1 101 x\r\nUpgrade:\r\n websocket\r\nConnection: keep-alive,\r\n\tUpgrade\r\n"
        "Sec-WebSocket-Accept: KEY\r\n\r\n");
    row("LF alone", "HTTP/1.1 101 x\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: KEY\n\n");
    row("100 before",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: KEY\r\n\r\n");
    row("103 before, twice",
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 103 x\r\n\r\nHTTP/1.1 101 x\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: KEY\r\n\r\n");
}

void tst_NativeTransport::responsesInAllShapes()
{
    QFETCH(QByteArray, before);
    for (const bool inPieces : {false, true}) {
        RawServer server;
        QByteArray sent;
        server.onRequest([&](RawClient &c) {
            sent = QByteArray(before).replace("KEY", c.acceptValue());
            const QByteArray all = sent + RawFrame{.payload = "right behind"}.bytes();
            if (!inPieces) {
                c.send(all);
                return;
            }
            for (qsizetype i = 0; i < all.size(); i += 7)
                c.after(std::chrono::milliseconds(i / 7),
                        [&c, piece = all.sliced(i, std::min<qsizetype>(7, all.size() - i))] { c.send(piece); });
        });
        Dialled dialled(server.url());
        QVERIFY(dialled.hasMessages(1));
        QCOMPARE(dialled.messages.first().payload, "right behind");
        QCOMPARE(dialled.handshakes.first().response, sent); // to the byte
        QCOMPARE(dialled.handshakes.first().status, 101);
    }
}

void tst_NativeTransport::refusalBodies_data()
{
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("length") << "HTTP/1.1 403 No\r\nContent-Length: 5\r\n\r\nhello and more"_ba
                            << "hello"_ba;
    QTest::newRow("no length") << "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"_ba << QByteArray();
    QTest::newRow("chunks")
        << "HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n"_ba
        << "hello"_ba;
    QTest::newRow("a chunk's line that is too long")
        << "HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;"_ba + QByteArray(4096, 'x')
            + "\r\nlo\r\n0\r\n\r\n"
        << "hel"_ba;
    QTest::newRow("until the end") << "HTTP/1.1 403 No\r\n\r\nhello"_ba
                                   << "hello"_ba;
    QTest::newRow("cut") << "HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nhello"_ba
                         << "hello"_ba;
    QTest::newRow("103 before") << "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 403 No\r\nContent-Length: 5\r\n\r\nhello"_ba
                                << "hello"_ba;
    QTest::newRow("204") << "HTTP/1.1 204 No Content\r\n\r\n"_ba << QByteArray();
    QTest::newRow("very long") << "HTTP/1.1 403 No\r\n\r\n"_ba + QByteArray(1 << 20, 'x') << QByteArray(64 << 10, 'x');
}

void tst_NativeTransport::refusalBodies()
{
    QFETCH(const QByteArray, response);
    QFETCH(const QByteArray, body);
    RawServer server;
    server.onRequest([response](RawClient &c) {
        c.send(response);
        c.after(50ms, [&c] { c.finish(); });
    });
    Dialled dialled(server.url());
    QCOMPARE(dialled.ending().cause, Cause::Refused);
    QVERIFY(!dialled.ending().error.what.contains(u"103"));
    QCOMPARE(dialled.handshakes.first().peer, u"127.0.0.1:%1"_s.arg(server.port()));
    QCOMPARE(dialled.handshakes.first().body, body);
    QVERIFY(dialled.handshakes.first().response.endsWith("\r\n\r\n"));
}

void tst_NativeTransport::refusalBodyThatNeverEnds()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.send("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nhello"); });
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Refused);
    QCOMPARE(ending.httpStatus, 503);
    QCOMPARE(dialled.handshakes.first().body, "hello");
}

void tst_NativeTransport::internationalHostGoesOutInAscii()
{
    const QByteArray block = requestBlock(tested({QUrl(u"ws://пример.рф:81/путь?я=1"_s), {}}), "KEY");
    QVERIFY2(block.contains("\r\nHost: xn--e1afmkfd.xn--p1ai:81\r\n"), block.constData());
    QVERIFY(block.startsWith("GET /%D0%BF%D1%83%D1%82%D1%8C?%D1%8F=1 HTTP/1.1\r\n"));
}

// --- Getting there

void tst_NativeTransport::unixSocket()
{
    const QTemporaryDir folder;
    for (const auto kind : {PeerProcess::Kind::Python, PeerProcess::Kind::Node}) {
        const QString path = folder.filePath(u"peer %1.sock"_s.arg(int(kind)));
        PeerProcess::Options options;
        options.unixSocket = path;
        PeerProcess peer(kind, options);
        QVERIFY(peer.start());
        QTRY_VERIFY(QFile::exists(path));
        QUrl url;
        url.setScheme(u"ws+unix"_s);
        url.setPath(path + u":/headers"_s);
        Dialled dialled(url);
        QVERIFY2(dialled.isOpen(), qPrintable(dialled.endings.value(0).error.text()));
        QCOMPARE(dialled.handshakes.first().peer, path);
        QVERIFY(dialled.handshakes.first().request.startsWith("GET /headers HTTP/1.1\r\nHost: localhost\r\n"));
        QVERIFY(dialled.hasMessages(1));
        QVERIFY(dialled.transport->send({Opcode::Binary, QByteArray(3'000'000, 'x')}));
        QVERIFY(dialled.hasMessages(2));
        QCOMPARE(dialled.messages.last().payload.size(), 3'000'000);
        QVERIFY(dialled.transport->close({1000, {}}));
        QCOMPARE(dialled.ending().cause, Cause::ClosedByUs);
        QVERIFY(dialled.ending().received);
    }
}

void tst_NativeTransport::noUnixSocket()
{
    Dialled dialled(QUrl(u"ws+unix:/no/such.sock:/"_s));
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::Unreachable);
    QVERIFY2(ending.error.what.contains(u"/no/such.sock"), qPrintable(ending.error.text()));
}

void tst_NativeTransport::dialOrder()
{
    const auto list = [](const QStringList &names) {
        QList<QHostAddress> addresses;
        for (const QString &name : names)
            addresses << QHostAddress(name);
        return addresses;
    };
    QCOMPARE(inDialOrder(list({u"::1"_s, u"::2"_s, u"::3"_s, u"1.1.1.1"_s, u"1.1.1.2"_s})),
             list({u"::1"_s, u"1.1.1.1"_s, u"::2"_s, u"1.1.1.2"_s, u"::3"_s}));
    QCOMPARE(inDialOrder(list({u"1.1.1.1"_s, u"::1"_s})), list({u"1.1.1.1"_s, u"::1"_s}));
    QCOMPARE(inDialOrder({}), QList<QHostAddress>());
}

/// RFC 8305: one that takes the connection soon is not kept waiting by one that stays silent.
void tst_NativeTransport::addressThatDoesNotAnswerIsOvertaken()
{
    // A listener whose queue is full answers nobody.
    QTcpServer silent;
    silent.setListenBacklogSize(0);
    QVERIFY(silent.listen(QHostAddress(u"127.0.0.2"_s)));
    silent.pauseAccepting();
    QList<std::shared_ptr<QTcpSocket>> fillers;
    for (int i = 0; i < 8; ++i) {
        fillers << std::make_shared<QTcpSocket>();
        fillers.last()->connectToHost(QHostAddress(u"127.0.0.2"_s), silent.serverPort());
    }
    QTRY_VERIFY(
        std::ranges::any_of(fillers, [](const auto &s) { return s->state() == QAbstractSocket::ConnectedState; }));
    QTcpServer good;
    QVERIFY(good.listen(QHostAddress(u"127.0.0.1"_s), silent.serverPort()));

    Dialler dialler;
    QSignalSpy connected(&dialler, &Dialler::connected);
    QSignalSpy failed(&dialler, &Dialler::failed);
    dialler.setAddresses({QHostAddress(u"127.0.0.2"_s), QHostAddress(u"127.0.0.1"_s)});
    QVERIFY(dialler.start({QUrl(u"ws://two.invalid:%1/"_s.arg(silent.serverPort())), {}}));
    QVERIFY(connected.wait(4000)); // a SYN is sent again after 1 s, 3 s, 7 s
    QCOMPARE(dialler.peer(), u"127.0.0.1:%1"_s.arg(silent.serverPort()));
    QVERIFY(failed.isEmpty());
}

void tst_NativeTransport::addressThatRefusesIsPassedOver()
{
    QTcpServer good;
    QVERIFY(good.listen(QHostAddress(u"127.0.0.1"_s)));
    Dialler dialler;
    QSignalSpy connected(&dialler, &Dialler::connected);
    dialler.setAddresses({QHostAddress(u"127.0.0.3"_s), QHostAddress(u"127.0.0.1"_s)});
    QVERIFY(dialler.start({QUrl(u"ws://two.invalid:%1/"_s.arg(good.serverPort())), {}}));
    QVERIFY(connected.wait());
    QCOMPARE(dialler.peer(), u"127.0.0.1:%1"_s.arg(good.serverPort()));
}

void tst_NativeTransport::allAddressesRefuse()
{
    QTcpServer reserved;
    QVERIFY(reserved.listen(QHostAddress(u"127.0.0.1"_s)));
    const quint16 port = reserved.serverPort();
    reserved.close();
    Dialler dialler;
    QSignalSpy failed(&dialler, &Dialler::failed);
    dialler.setAddresses({QHostAddress(u"127.0.0.3"_s), QHostAddress(u"127.0.0.1"_s)});
    QVERIFY(dialler.start({QUrl(u"ws://two.invalid:%1/"_s.arg(port)), {}}));
    QVERIFY(failed.wait());
    QCOMPARE(dialler.error(), QAbstractSocket::ConnectionRefusedError);
    QVERIFY(!failed.wait(300)); // once
}

// --- The end

void tst_NativeTransport::answersACloseAsItCame_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("no code") << QByteArray() << QByteArray();
    QTest::newRow("code") << hex("03e9") << hex("03e9");
    QTest::newRow("reason") << hex("0fa0") + "because" << hex("0fa0");
}

void tst_NativeTransport::answersACloseAsItCame()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const QByteArray, answer);
    RawServer server;
    server.onRequest([payload](RawClient &c) {
        c.accept();
        c.sendFrame(Opcode::Close, payload);
        c.onFrame([&c](const RawFrame &) { c.finish(); });
    });
    Dialled dialled(server.url());
    QCOMPARE(dialled.ending().cause, Cause::ClosedByPeer);
    const QList<RawFrame> frames = server.client()->frames();
    QCOMPARE(frames.size(), 1);
    QCOMPARE(frames.first().opcode, Opcode::Close);
    QCOMPARE(frames.first().payload, answer);
}

/// RFC 6455 section 7.1.1.
void tst_NativeTransport::waitsForTheServerToEndTcp()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.onFrame([&c](const RawFrame &) { c.sendClose(1000); }); // and never ends TCP
    });
    ConnectionOptions options;
    options.closeTimeout = 300ms;
    Dialled dialled(server.url(), options);
    QVERIFY(dialled.isOpen());
    QElapsedTimer clock;
    clock.start();
    QVERIFY(dialled.transport->close({1000, {}}));
    const Ending ending = dialled.ending();
    QVERIFY(clock.elapsed() >= 290);
    QCOMPARE(ending.cause, Cause::ClosedByUs);
    QVERIFY(ending.received);
    QVERIFY(!ending.isFailure());
    QCOMPARE(dialled.notices.size(), 1);
    QVERIFY2(dialled.notices.first().what.contains(u"7.1.1"), qPrintable(dialled.notices.first().what));
}

void tst_NativeTransport::framesBehindTheCloseAreNoticed()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.sendClose(1000);
        c.sendFrame(Opcode::Text, "too late");
        c.onFrame([&c](const RawFrame &) { c.finish(); });
    });
    Dialled dialled(server.url());
    QCOMPARE(dialled.ending().cause, Cause::ClosedByPeer);
    QVERIFY(dialled.messages.isEmpty());
    QCOMPARE(dialled.notices.size(), 1);
    QVERIFY(dialled.notices.first().what.contains(u"5.5.1"));
}

/// A text that can't become UTF-8 any more fails before the rest of its frame has come.
void tst_NativeTransport::failsInTheMiddleOfAFrame()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.send(RawFrame{.payload = "good\xFF", .claimedLength = 1000}.bytes());
        c.onFrame([&c](const RawFrame &) { c.finish(); });
    });
    Dialled dialled(server.url());
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ProtocolError);
    QCOMPARE(ending.code(), 1007);
    QVERIFY(ending.error.what.contains(u"section 8.1"));
}

void tst_NativeTransport::closeGoesOutBehindWhatWasSent()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.onFrame([&c](const RawFrame &frame) {
            if (frame.opcode == Opcode::Close)
                c.finish();
        });
    });
    Dialled dialled(server.url());
    QVERIFY(dialled.isOpen());
    for (int i = 0; i < 5; ++i)
        QVERIFY(dialled.transport->send({Opcode::Binary, QByteArray(2'000'000 + i, 'x')}));
    QVERIFY(dialled.transport->close({1000, {}}));
    QVERIFY(!dialled.transport->send({Opcode::Text, "too late"}));
    QCOMPARE(dialled.ending().cause, Cause::ClosedByUs);
    const QList<RawFrame> frames = server.client()->frames();
    QCOMPARE(frames.size(), 6);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(frames[i].payload, QByteArray(2'000'000 + i, 'x'));
    QCOMPARE(frames.last().opcode, Opcode::Close);
}

/// A server that closes and is gone answers what is still on its way with a reset. What it said before counts all the same.
void tst_NativeTransport::closeBeforeAResetIsRead()
{
    for (int i = 0; i < 50; ++i) {
        RawServer server;
        server.onRequest([](RawClient &c) {
            c.accept();
            c.onFrame([&c](const RawFrame &) {
                c.sendClose(4000, "enough");
                c.reset();
            });
        });
        Dialled dialled(server.url());
        QVERIFY(dialled.isOpen());
        for (int n = 0; n < 200 && dialled.endings.isEmpty(); ++n) {
            if (!dialled.transport->send({Opcode::Text, "again"}))
                break;
            QCoreApplication::processEvents();
        }
        const Ending ending = dialled.ending();
        QCOMPARE(ending.cause, Cause::ClosedByPeer);
        QCOMPARE(ending.code(), 4000);
    }
}

void tst_NativeTransport::largeMessagesGoOverTls()
{
    const QString data = QStringLiteral(SONDE_TEST_DATA) + u"/tls/"_s;
    PeerProcess::Options server;
    server.certificateFile = data + u"server.pem"_s;
    server.keyFile = data + u"server.key"_s;
    PeerProcess peer(PeerProcess::Kind::Node, server);
    QVERIFY(peer.start());
    ConnectionOptions options;
    options.tls.caFile = data + u"ca.pem"_s;
    Dialled dialled(peer.url(), options);
    QVERIFY(dialled.isOpen());
    const QByteArray payload(9'000'000, 'x');
    QVERIFY(dialled.transport->send({Opcode::Binary, payload}));
    QVERIFY(dialled.transport->send({Opcode::Text, "behind"}));
    QVERIFY(dialled.hasMessages(2));
    QCOMPARE(dialled.messages.first().payload, payload);
    QCOMPARE(dialled.messages.last().payload, "behind");
    QVERIFY(dialled.transport->close({1000, {}}));
    QVERIFY(dialled.ending().received);
}

/// A TLS socket reads while it writes: what answers a Ping must not get between the messages.
void tst_NativeTransport::pingsAndMessagesInTurnOverTls()
{
    constexpr int Count = 3000;
    const QString data = QStringLiteral(SONDE_TEST_DATA) + u"/tls/"_s;
    RawServer server(RawServer::Tls{data + u"server.pem"_s, data + u"server.key"_s});
    server.onRequest([](RawClient &c) {
        c.accept();
        for (int i = 0; i < Count; ++i) {
            c.sendFrame(Opcode::Ping, QByteArray::number(i));
            c.sendFrame(Opcode::Text, QByteArray::number(i).rightJustified(500, '.'));
        }
    });
    ConnectionOptions options;
    options.tls.caFile = data + u"ca.pem"_s;
    Dialled dialled(server.url(), options);
    QVERIFY(dialled.hasMessages(Count));
    for (int i = 0; i < Count; ++i)
        QCOMPARE(dialled.messages[i].payload, QByteArray::number(i).rightJustified(500, '.'));
    QVERIFY(dialled.endings.isEmpty());
}

void tst_NativeTransport::pingFloodIsAnsweredWithinBounds()
{
    constexpr int Count = 400'000;
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.stopReading();
        QByteArray pings;
        for (int i = 0; i < Count; ++i)
            pings += RawFrame{Opcode::Ping, "0123456789"}.bytes();
        c.send(pings + RawFrame{Opcode::Text, "done"}.bytes());
    });
    Dialled dialled(server.url());
    QVERIFY(dialled.hasMessages(1));
    QCOMPARE(dialled.controls.size(), Count);
    QVERIFY2(dialled.transport->unsentBytes() < 1 << 20, qPrintable(QString::number(dialled.transport->unsentBytes())));
}

// --- Frames

void tst_NativeTransport::pongIsTold()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.sendFrame(Opcode::Ping, "there?");
    });
    Dialled dialled(server.url());
    QSignalSpy sent(dialled.transport.get(), &Transport::controlFrameSent);
    QTRY_COMPARE(sent.size(), 1);
    QCOMPARE(sent[0][0].value<Opcode>(), Opcode::Pong);
    QCOMPARE(sent[0][1].toByteArray(), "there?");
    QTRY_COMPARE(server.client()->frames().size(), 1);
    QCOMPARE(server.client()->frames().first().payload, "there?");
}

/// RFC 6455 section 5.4: a control frame may go out in the middle of a message, and must not have to wait for its end.
void tst_NativeTransport::pongGoesOutBetweenFragments()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        bool isAsked = false;
        c.onFrame([&c, isAsked](const RawFrame &frame) mutable {
            if (frame.opcode == Opcode::Binary && !std::exchange(isAsked, true))
                c.sendFrame(Opcode::Ping, "now");
        });
    });
    ConnectionOptions options;
    options.fragmentSize = 100'000;
    Dialled dialled(server.url(), options);
    QVERIFY(dialled.isOpen());
    QVERIFY(dialled.transport->send({Opcode::Binary, QByteArray(40'000'000, 'x')}));
    QTRY_VERIFY(!server.client()->frames().isEmpty() && server.client()->frames().last().fin
                && server.client()->frames().last().opcode == Opcode::Continuation);
    const QList<RawFrame> frames = server.client()->frames();
    QCOMPARE(frames.size(), 401);
    QVERIFY(frames.last().opcode != Opcode::Pong);
    QCOMPARE(std::ranges::count(frames, Opcode::Pong, &RawFrame::opcode), 1);
}

void tst_NativeTransport::violationsAreBorneWhereAsked()
{
    RawServer server;
    server.onRequest([](RawClient &c) {
        c.accept();
        c.sendFrame({.payload = "reserved bit", .rsv = 2});
        c.sendFrame({.payload = "again", .rsv = 2});
        c.send(hex("817e0002") + "hi");
        c.sendFrame({.opcode = Opcode::Continuation, .payload = "stray"});
        c.sendFrame(Opcode::Text, "\xFF");
    });
    ConnectionOptions options;
    options.isLenient = true;
    Dialled dialled(server.url(), options);
    QVERIFY(dialled.hasMessages(4));
    QCOMPARE(dialled.messages[1].payload, "again");
    QCOMPARE(dialled.messages[2].payload, "hi");
    QCOMPARE(dialled.messages[3].payload, "\xFF");
    QCOMPARE(dialled.notices.size(), 4); // each kind once
    QVERIFY(dialled.endings.isEmpty());
}

QTEST_GUILESS_MAIN(tst_NativeTransport)
#include "tst_nativetransport.moc"
