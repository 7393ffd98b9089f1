// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/echoserver.h"
#include "support/rawdial.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

using namespace sonde;
using namespace Qt::StringLiterals;

/// What each path of the EchoServer does, to clients that behave.
class TestEchoServer final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void echoesText_data();
    void echoesText();
    void echoesBinary_data();
    void echoesBinary();
    void joinsFragments();
    void answersPings();
    void acceptsTheFirstSubprotocol();
    void closes_data();
    void closes();
    void answersTheClientsClose_data();
    void answersTheClientsClose();
    void refuses_data();
    void refuses();
    void isSlow();
    void floodsInOrder_data();
    void floodsInOrder();
    void pings();
    void servesPythonWebsockets();

private:
    std::unique_ptr<EchoServer> m_server;
};

void TestEchoServer::init()
{
    m_server = std::make_unique<EchoServer>();
    QVERIFY(m_server->listen());
}

void TestEchoServer::cleanup()
{
    m_server.reset();
}

void TestEchoServer::echoesText_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("empty") << QString();
    QTest::newRow("ASCII") << QStringLiteral("hello");
    QTest::newRow("beyond the BMP") << QStringLiteral("Grüße, 世界 🙂");
    QTest::newRow("with NUL") << QStringLiteral("a\0b");
    for (const int size : {125, 126, 65'535, 65'536, 300'000})
        QTest::addRow("%d bytes", size) << QString(size, u'x');
}

void TestEchoServer::echoesText()
{
    QFETCH(const QString, text);
    QWebSocket socket;
    QSignalSpy messages(&socket, &QWebSocket::textMessageReceived);
    QSignalSpy frames(&socket, &QWebSocket::textFrameReceived);
    connect(&socket, &QWebSocket::connected, &socket, [&] { socket.sendTextMessage(text); });
    socket.open(m_server->url());
    QTRY_COMPARE(messages.size(), 1);
    QCOMPARE(messages.at(0).at(0).toString(), text);
    QCOMPARE(frames.size(), 1);
}

void TestEchoServer::echoesBinary_data()
{
    QTest::addColumn<qsizetype>("size");

    for (const qsizetype size : {0, 1, 7, 8, 9, 1021, 1 << 20, (20 << 20) + 3})
        QTest::addRow("%lld bytes", static_cast<long long>(size)) << size;
}

void TestEchoServer::echoesBinary()
{
    QFETCH(const qsizetype, size);
    QByteArray data(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        data[i] = static_cast<char>(i * 31 >> 2);
    QWebSocket socket;
    QSignalSpy messages(&socket, &QWebSocket::binaryMessageReceived);
    QSignalSpy frames(&socket, &QWebSocket::binaryFrameReceived);
    connect(&socket, &QWebSocket::connected, &socket, [&] { socket.sendBinaryMessage(data); });
    socket.open(m_server->url(QStringLiteral("/")));
    QTRY_COMPARE_WITH_TIMEOUT(messages.size(), 1, 20'000);
    QVERIFY(messages.at(0).at(0).toByteArray() == data);
    QCOMPARE(frames.size(), 1);
}

void TestEchoServer::joinsFragments()
{
    RawDial dial(m_server->port(), "/echo");
    const QByteArray text = QStringLiteral("Grüße").toUtf8();
    dial.send({Opcode::Text, text.first(3), false}); // Inside "ü".
    dial.send({Opcode::Ping, "between"});
    dial.send({Opcode::Continuation, {}, false});
    dial.send({Opcode::Continuation, text.sliced(3)});
    dial.send({Opcode::Binary, "next"});
    const QList<RawFrame> expected{{Opcode::Pong, "between"}, {Opcode::Text, text}, {Opcode::Binary, "next"}};
    QTRY_COMPARE(dial.frames().size(), expected.size());
    QCOMPARE(dial.frames(), expected);
}

void TestEchoServer::answersPings()
{
    RawDial dial(m_server->port(), "/echo?token=ignored");
    dial.send({Opcode::Pong, "unasked"});
    dial.send({Opcode::Ping, QByteArray(125, 'p')});
    QTRY_COMPARE(dial.frames(), (QList<RawFrame>{{Opcode::Pong, QByteArray(125, 'p')}}));
    QVERIFY(dial.header().contains(RawDial::Accept));
}

void TestEchoServer::acceptsTheFirstSubprotocol()
{
    RawDial dial(m_server->port(), "/echo",
                 "Sec-WebSocket-Protocol: graphql-ws, chat\r\nSec-WebSocket-Protocol: x\r\n");
    QTRY_VERIFY(!dial.header().isEmpty());
    QVERIFY2(dial.header().contains("\r\nSec-WebSocket-Protocol: graphql-ws\r\n"), dial.header().constData());
    RawDial without(m_server->port(), "/echo", "Sec-WebSocket-Extensions: permessage-deflate\r\n");
    QTRY_VERIFY(!without.header().isEmpty());
    QVERIFY2(!without.header().contains("Sec-WebSocket-Protocol"), without.header().constData());
    QVERIFY2(!without.header().contains("Sec-WebSocket-Extensions"), without.header().constData());
}

void TestEchoServer::closes_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("payload");

    QTest::newRow("no code") << QByteArray("/close") << QByteArray();
    QTest::newRow("code") << QByteArray("/close?code=1001") << QByteArray::fromHex("03e9");
    QTest::newRow("own code, reason") << QByteArray("/close?code=4999&reason=Bye%20%C3%BC%26+")
                                      << QByteArray("\x13\x87"
                                                    "Bye \xc3\xbc&+");
    QTest::newRow("longest reason") << QByteArray("/close?code=3000&reason=" + QByteArray(123, 'r'))
                                    << QByteArray("\x0b\xb8" + QByteArray(123, 'r'));
}

void TestEchoServer::closes()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, payload);
    RawDial dial(m_server->port(), path);
    QTRY_COMPARE(dial.frames(), (QList<RawFrame>{{Opcode::Close, payload}}));
    QVERIFY(!dial.isEnded()); // The server waits for the client's Close frame.
    dial.send({Opcode::Close, payload});
    QTRY_VERIFY(dial.isEnded());
    QCOMPARE(dial.frames().size(), 1);
    QTRY_COMPARE(m_server->connectionCount(), 0);
}

void TestEchoServer::answersTheClientsClose_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("answer");

    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("code") << QByteArray::fromHex("03e8") << QByteArray::fromHex("03e8");
    QTest::newRow("reason") << QByteArray("\x0f\xa0why") << QByteArray::fromHex("0fa0");
}

void TestEchoServer::answersTheClientsClose()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const QByteArray, answer);
    RawDial dial(m_server->port(), "/echo");
    dial.send({Opcode::Text, "last"});
    dial.send({Opcode::Close, sent});
    dial.send({Opcode::Text, "too late"});
    QTRY_VERIFY(dial.isEnded());
    QCOMPARE(dial.frames(), (QList<RawFrame>{{Opcode::Text, "last"}, {Opcode::Close, answer}}));
}

void TestEchoServer::refuses_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("statusLine");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("body"); ///< A part of it.

    const auto row = [](const QByteArray &path, const char *statusLine, const char *header, const char *body) {
        QTest::newRow(path.constData()) << path << QByteArray(statusLine) << QByteArray(header) << QByteArray(body);
    };
    row("/refuse", "403 Forbidden", "Content-Type: text/plain", "Refused with status 403");
    row("/refuse?status=401", "401 Unauthorized", "WWW-Authenticate: Basic", "401");
    row("/refuse?status=302", "302 Found", "Location: /echo", "302");
    row("/refuse?status=503", "503 Service Unavailable", "Retry-After: ", "503");
    row("/refuse?status=599", "599 Status 599", "Connection: close", "599");
    row("/refuse?status=101", "400 Bad Request", "", "status must be a number from 300 to 599, not “101”.");
    row("/refuse?status=x", "400 Bad Request", "", "not “x”");
    row("/refuse?state=401", "400 Bad Request", "", "/refuse takes no query item “state”, only: status.");
    row("/close?code=1005", "400 Bad Request", "", "1005 must not be sent");
    row("/close?code=1006", "400 Bad Request", "", "1006 must not be sent");
    row("/close?code=999", "400 Bad Request", "", "from 1000 to 4999");
    row("/close?code=70000", "400 Bad Request", "", "from 1000 to 4999");
    row("/close?reason=why", "400 Bad Request", "", "A reason needs a code");
    row("/close?code=1000&reason=" + QByteArray(124, 'r'), "400 Bad Request", "", "more than the 123 bytes");
    row("/slow?ms=-1", "400 Bad Request", "", "from 0 to 600000");
    row("/flood?count=11&size=1", "400 Bad Request", "", "size must be a number from 2 to 67108864");
    row("/flood?count=many", "400 Bad Request", "", "count must be a number");
    row("/nothing", "404 Not Found", "", "/flood?count=10000&size=64");
    row("/echo/", "404 Not Found", "", "There is no /echo/ here.");
}

void TestEchoServer::refuses()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, statusLine);
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, body);
    RawDial dial(m_server->port(), path);
    QTRY_VERIFY(dial.isEnded());
    const QByteArray response = dial.header();
    QVERIFY2(response.startsWith(QByteArray("HTTP/1.1 " + statusLine + "\r\n")), response.constData());
    QVERIFY2(response.contains(header), response.constData());
    QVERIFY2(dial.rest().contains(body), dial.rest().constData());
    const QByteArray length = "\r\nContent-Length: " + QByteArray::number(dial.rest().size()) + "\r\n";
    QVERIFY2(response.contains(length), response.constData());
}

void TestEchoServer::isSlow()
{
    QElapsedTimer timer;
    timer.start();
    RawDial dial(m_server->port(), "/slow?ms=200");
    QTRY_VERIFY(!dial.header().isEmpty());
    QVERIFY(timer.elapsed() >= 199);
    timer.start();
    dial.send({Opcode::Text, "one"});
    dial.send({Opcode::Binary, "two"});
    dial.send({Opcode::Ping, "not slow"});
    const QList<RawFrame> expected{{Opcode::Pong, "not slow"}, {Opcode::Text, "one"}, {Opcode::Binary, "two"}};
    QTRY_COMPARE(dial.frames().size(), expected.size());
    QVERIFY(timer.elapsed() >= 199);
    QCOMPARE(dial.frames(), expected);
}

void TestEchoServer::floodsInOrder_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<qint64>("size");

    QTest::newRow("none") << qint64(0) << qint64(64);
    QTest::newRow("one, as short as can be") << qint64(1) << qint64(1);
    QTest::newRow("digits alone") << qint64(1000) << qint64(3);
    QTest::newRow("many") << qint64(200'000) << qint64(64);
    QTest::newRow("middle") << qint64(5000) << qint64(200);
    QTest::newRow("large") << qint64(20) << qint64(1 << 20);
}

void TestEchoServer::floodsInOrder()
{
    QFETCH(const qint64, count);
    QFETCH(const qint64, size);
    QWebSocket socket;
    qint64 next = 0;
    bool inOrder = true;
    bool echoed = false;
    connect(&socket, &QWebSocket::textMessageReceived, this, [&](const QString &message) {
        inOrder = inOrder && message.size() == size && message == QString::number(next).leftJustified(size);
        ++next;
    });
    connect(&socket, &QWebSocket::binaryMessageReceived, this, [&] { echoed = true; });
    socket.open(m_server->url(QStringLiteral("/flood?count=%1&size=%2").arg(count).arg(size)));
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::ConnectedState, 5000);
    QTRY_COMPARE_WITH_TIMEOUT(next, count, 20'000);
    QVERIFY(inOrder);
    socket.sendBinaryMessage("still open");
    QTRY_VERIFY(echoed);
    QCOMPARE(next, count);
}

void TestEchoServer::pings()
{
    RawDial dial(m_server->port(), "/ping");
    QTRY_COMPARE(dial.frames(), (QList<RawFrame>{{Opcode::Ping, "0"}}));
    dial.send({Opcode::Text, "echoed too"});
    QTRY_COMPARE(dial.frames(),
                 (QList<RawFrame>{{Opcode::Ping, "0"}, {Opcode::Text, "echoed too"}, {Opcode::Ping, "1"}}));
}

void TestEchoServer::servesPythonWebsockets()
{
    QProcess client;
    client.setProcessChannelMode(QProcess::MergedChannels);
    QSignalSpy finished(&client, &QProcess::finished);
    client.start(
        u"/usr/bin/python3"_s,
        {QStringLiteral(SONDE_TEST_SUPPORT "/peers/python_client.py"), m_server->url({}).toString(), u"200000"_s});
    QVERIFY2(client.waitForStarted(), qPrintable(client.errorString()));
    QVERIFY(finished.wait(60'000));
    const QByteArray output = client.readAll();
    QVERIFY2(client.exitCode() == 0 && output.trimmed() == "OK", output.constData());
}

QTEST_GUILESS_MAIN(TestEchoServer)

#include "tst_echoserver.moc"
