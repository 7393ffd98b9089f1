// SPDX-License-Identifier: GPL-3.0-or-later
// Each engine against servers that we did not write: python3-websockets, node's ws and faye-websocket.
#include "capture/capturereader.h"
#include "capture/capturethread.h"
#include "session/session.h"
#include "support/dialled.h"
#include "support/peerprocess.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(sonde::PeerProcess::Kind)

class tst_ForeignPeers final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void cleanupTestCase() { m_peers.clear(); }

    void echoes_data();
    void echoes();
    void subprotocol();
    void headersArrive();
    void compressionIsNotOffered();
    void fragmentsAreJoined();
    void splitCharacter();
    void sixteenMebibytesBothWays();
    void pingOfThePeer();
    void pingOfOurs();

    void closeOfThePeer_data();
    void closeOfThePeer();
    void closeOfOurs_data();
    void closeOfOurs();
    void terminated();
    void lostInTheMiddleOfAMessage();
    void killedWhileItSends();
    void refused_data();
    void refused();

    void tls();
    void tlsFailures_data();
    void tlsFailures();
    void hostBeyondAscii();

    void floodIsRecordedInOrder();

private:
    /// The plain peer of the kind that is tested, started when first asked for.
    PeerProcess &peer();

    std::map<PeerProcess::Kind, std::unique_ptr<PeerProcess>> m_peers;
};

namespace {

const QString Tls = QStringLiteral(SONDE_TEST_DATA "/tls/");

PeerProcess::Kind kind()
{
    QFETCH_GLOBAL(PeerProcess::Kind, kind);
    return kind;
}

PeerProcess::Options tlsPeer(const QString &name)
{
    return {.certificateFile = Tls + name + u".pem"_s, .keyFile = Tls + name + u".key"_s};
}

ConnectionOptions trusting(const QString &caFile)
{
    ConnectionOptions options;
    options.tls.caFile = caFile;
    return options;
}

} // namespace

PeerProcess &tst_ForeignPeers::peer()
{
    auto &peer = m_peers[kind()];
    if (!peer) {
        peer = std::make_unique<PeerProcess>(kind());
        if (const Result<> started = peer->start(); !started)
            qFatal("%s", qPrintable(started.error().text()));
    }
    return *peer;
}

void tst_ForeignPeers::initTestCase_data()
{
    QTest::addColumn<PeerProcess::Kind>("kind");
    QTest::newRow("python") << PeerProcess::Kind::Python;
    QTest::newRow("node") << PeerProcess::Kind::Node;
    QTest::newRow("faye") << PeerProcess::Kind::Faye;
}

void tst_ForeignPeers::echoes_data()
{
    QTest::addColumn<Opcode>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("text") << Opcode::Text << u"Grüße, 世界 😀"_s.toUtf8();
    QTest::newRow("empty text") << Opcode::Text << QByteArray("");
    QTest::newRow("text with NUL") << Opcode::Text << QByteArray("a\0b", 3);
    QTest::newRow("binary") << Opcode::Binary << QByteArray("\0\xFF\xFE\r\n", 5);
    QTest::newRow("empty binary") << Opcode::Binary << QByteArray("");
    for (const int size : {125, 126, 65'535, 65'536, 1 << 20})
        QTest::addRow("%d bytes", size) << Opcode::Binary << QByteArray(size, 'x');
}

void tst_ForeignPeers::echoes()
{
    QFETCH(const Opcode, opcode);
    QFETCH(const QByteArray, payload);
    Dialled dialled(peer().url());
    QVERIFY(dialled.isOpen());
    QVERIFY(dialled.transport->send({opcode, payload}));
    QVERIFY(dialled.hasMessages(1));
    QCOMPARE(dialled.messages.first().opcode, opcode);
    QCOMPARE(dialled.messages.first().payload, payload);
}

void tst_ForeignPeers::subprotocol()
{
    ConnectionOptions options;
    options.subprotocols = {u"chat.v1"_s, u"chat.v2"_s};
    Dialled dialled(peer().url(u"/subprotocol"_s), options);
    QVERIFY(dialled.isOpen());
    QCOMPARE(dialled.handshakes.last().subprotocol, u"chat.v2"_s);
    options.subprotocols = {u"chat.v1"_s};
    Dialled other(peer().url(u"/subprotocol"_s), options);
    QVERIFY(other.isOpen()); // with none
    QCOMPARE(other.handshakes.last().subprotocol, QString());
}

void tst_ForeignPeers::headersArrive()
{
    ConnectionOptions options;
    options.headers = {{"X-One", "1"},
                       {"x-one", "2"},
                       {"Cookie", "a=1"},
                       {"Cookie", "b=2"},
                       {"Origin", "https://example.org"},
                       {"User-Agent", "Sonde"},
                       {"X-Empty", ""}};
    QUrl url = peer().url(u"/headers"_s);
    url.setUserInfo(u"anna:secret"_s);
    Dialled dialled(url, options);
    QVERIFY(dialled.isOpen());
    QVERIFY(dialled.hasMessages(1));
    const QJsonObject headers = QJsonDocument::fromJson(dialled.messages.first().payload).object();
    QCOMPARE(headers[u"x-one"_s].toString(), u"1, 2"_s);
    QCOMPARE(headers[u"cookie"_s].toString(), u"a=1; b=2"_s);
    QCOMPARE(headers[u"origin"_s].toString(), u"https://example.org"_s);
    QCOMPARE(headers[u"user-agent"_s].toString(), u"Sonde"_s);
    QCOMPARE(headers[u"x-empty"_s].toString(u"missing"_s), QString());
    QCOMPARE(headers[u"authorization"_s].toString(), u"Basic YW5uYTpzZWNyZXQ="_s);
    QCOMPARE(headers[u"host"_s].toString(), u"127.0.0.1:%1"_s.arg(peer().port()));
    QVERIFY(!dialled.handshakes.last().request.isEmpty()); // it was reconstructed to the byte
}

void tst_ForeignPeers::compressionIsNotOffered()
{
    if (kind() == PeerProcess::Kind::Faye)
        QSKIP("faye-websocket does not compress by itself.");
    PeerProcess::Options options;
    options.deflate = true;
    PeerProcess deflating(kind(), options);
    QVERIFY(deflating.start());
    Dialled dialled(deflating.url());
    QVERIFY(dialled.isOpen());
    QVERIFY(!dialled.handshakes.last().response.toLower().contains("sec-websocket-extensions"));
    QVERIFY(dialled.transport->send({Opcode::Text, QByteArray(10'000, 'x')}));
    QVERIFY(dialled.hasMessages(1));
    QCOMPARE(dialled.messages.first().payload, QByteArray(10'000, 'x'));
}

void tst_ForeignPeers::fragmentsAreJoined()
{
    Dialled dialled(peer().url(u"/fragments"_s));
    QVERIFY(dialled.hasMessages(2));
    QCOMPARE(dialled.messages[0].opcode, Opcode::Text);
    QCOMPARE(dialled.messages[0].payload, "one two three");
    QCOMPARE(dialled.messages[1].opcode, Opcode::Binary);
    QCOMPARE(dialled.messages[1].payload, QByteArray("\0\1\2\3\4\5", 6));
}

void tst_ForeignPeers::splitCharacter()
{
    Dialled dialled(peer().url(u"/fragments-utf8"_s));
    if (testedEngine == Engine::Native) {
        QVERIFY(dialled.hasMessages(1));
        QCOMPARE(dialled.messages.first().payload, u"Grüße, 世界"_s.toUtf8());
        return;
    }
    const Ending ending = dialled.ending();
    QCOMPARE(ending.cause, Cause::ProtocolError);
    QVERIFY(ending.engineLimit);
    QCOMPARE(int(ending.code()), 1007);
    QVERIFY2(ending.error.hint.contains(u"nothing wrong"), qPrintable(ending.error.text()));
}

void tst_ForeignPeers::sixteenMebibytesBothWays()
{
    Dialled dialled(peer().url(u"/big"_s));
    QVERIFY(dialled.hasMessages(1));
    const QByteArray big = dialled.messages.first().payload;
    QCOMPARE(big.size(), 16 << 20);
    for (qsizetype i = 0; i < big.size(); i += 4099)
        QCOMPARE(int(quint8(big[i])), int(i % 251));
    QVERIFY(dialled.transport->send({Opcode::Binary, big}));
    QVERIFY(dialled.hasMessages(2));
    QVERIFY(dialled.messages[1].payload == big);
}

void tst_ForeignPeers::pingOfThePeer()
{
    Dialled dialled(peer().url(u"/ping"_s));
    QTRY_COMPARE(dialled.controls.size(), 1);
    QCOMPARE(dialled.controls.first(), qMakePair(Opcode::Ping, QByteArray("hi")));
}

void tst_ForeignPeers::pingOfOurs()
{
    Dialled dialled(peer().url());
    QVERIFY(dialled.isOpen());
    const QByteArray payload(125, 'p');
    QVERIFY(dialled.transport->ping(payload));
    QVERIFY(dialled.transport->ping({}));
    QTRY_COMPARE(dialled.controls.size(), 2);
    QCOMPARE(dialled.controls[0], qMakePair(Opcode::Pong, payload));
    QCOMPARE(dialled.controls[1], qMakePair(Opcode::Pong, QByteArray()));
}

void tst_ForeignPeers::closeOfThePeer_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    for (const int code : {1000, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
        QTest::addRow("%d", code) << u"/close?code=%1"_s.arg(code) << code << QString();
    QTest::newRow("1001 with reason") << u"/close?code=1001&reason=restarting"_s << 1001 << u"restarting"_s;
    QTest::newRow("reason in Russian") << u"/close?code=4001&reason=конец"_s << 4001 << u"конец"_s;
    QTest::newRow("no code") << u"/close"_s << 1005 << QString();
}

void tst_ForeignPeers::closeOfThePeer()
{
    QFETCH(const QString, path);
    QFETCH(const int, code);
    QFETCH(const QString, reason);
    if (kind() == PeerProcess::Kind::Faye && code == 1005)
        QSKIP("faye-websocket closes with a code always.");
    Dialled dialled(peer().url(path));
    QVERIFY(dialled.hasEnded());
    const Ending ending = dialled.endings.first();
    QCOMPARE(dialled.openings, 1);
    QCOMPARE(int(ending.code()), code);
    QCOMPARE(ending.reason(), reason);
    QCOMPARE(ending.cause, Cause::ClosedByPeer);
    QVERIFY(ending.received);
}

void tst_ForeignPeers::closeOfOurs_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("1000") << 1000 << QString();
    QTest::newRow("1001 with reason") << 1001 << u"bye"_s;
    QTest::newRow("3000") << 3000 << QString();
    QTest::newRow("4999 with a long reason") << 4999 << QString(123, u'r');
    QTest::newRow("no code") << 1005 << QString();
}

void tst_ForeignPeers::closeOfOurs()
{
    QFETCH(const int, code);
    QFETCH(const QString, reason);
    Dialled dialled(peer().url());
    QVERIFY(dialled.isOpen());
    QVERIFY(dialled.transport->close({quint16(code), reason}));
    QVERIFY(dialled.hasEnded());
    const Ending ending = dialled.endings.first();
    QCOMPARE(ending.cause, Cause::ClosedByUs);
    QVERIFY(ending.sent == CloseFrame(quint16(code), reason));
    QVERIFY(ending.received); // they answer with the code that they got, except that faye-websocket always has one
    QCOMPARE(int(ending.received->code), kind() == PeerProcess::Kind::Faye && code == 1005 ? 1000 : code);
    QVERIFY(!ending.isFailure());
}

void tst_ForeignPeers::terminated()
{
    Dialled dialled(peer().url(u"/terminate"_s));
    QVERIFY(dialled.isOpen());
    QVERIFY(dialled.transport->send({Opcode::Text, "go"}));
    QVERIFY(dialled.hasEnded());
    QCOMPARE(dialled.endings.first().cause, Cause::ConnectionLost);
    QCOMPARE(int(dialled.endings.first().code()), 1006);
    QVERIFY(!dialled.endings.first().error.what.isEmpty());
}

void tst_ForeignPeers::lostInTheMiddleOfAMessage()
{
    Dialled dialled(peer().url(u"/halfmessage"_s));
    QVERIFY(dialled.hasEnded());
    QCOMPARE(dialled.endings.first().cause, Cause::ConnectionLost);
    QCOMPARE(int(dialled.endings.first().code()), 1006);
    QVERIFY(dialled.messages.isEmpty());
}

void tst_ForeignPeers::killedWhileItSends()
{
    PeerProcess mortal(kind());
    QVERIFY(mortal.start());
    Dialled dialled(mortal.url(u"/flood?count=100000000&size=1000"_s));
    QVERIFY(dialled.hasMessages(100));
    mortal.kill();
    QVERIFY(dialled.hasEnded());
    QCOMPARE(dialled.endings.first().cause, Cause::ConnectionLost);
    QCOMPARE(int(dialled.endings.first().code()), 1006);
    QVERIFY(!dialled.endings.first().received);
}

void tst_ForeignPeers::refused_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("401") << 401 << QByteArray("\r\nwww-authenticate: basic realm=\"peer\"");
    QTest::newRow("403") << 403 << QByteArray("\r\nx-peer: ");
    QTest::newRow("302") << 302 << QByteArray("\r\nlocation: /echo");
    QTest::newRow("503") << 503 << QByteArray("\r\nx-peer: ");
}

void tst_ForeignPeers::refused()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, header);
    Dialled dialled(peer().url(u"/refuse?status=%1"_s.arg(status)));
    QVERIFY(dialled.hasEnded());
    const Ending ending = dialled.endings.first();
    QCOMPARE(dialled.openings, 0);
    QCOMPARE(ending.cause, Cause::Refused);
    QCOMPARE(ending.httpStatus, status);
    QVERIFY2(ending.error.what.contains(QString::number(status)), qPrintable(ending.error.text()));
    QVERIFY(!ending.error.hint.isEmpty());
    QCOMPARE(dialled.handshakes.last().status, status);
    QVERIFY2(dialled.handshakes.last().response.toLower().contains(header),
             dialled.handshakes.last().response.constData());
    QCOMPARE(dialled.handshakes.last().body, "refused\n");
}

void tst_ForeignPeers::tls()
{
    PeerProcess secure(kind(), tlsPeer(u"server"_s));
    QVERIFY(secure.start());
    Dialled dialled(secure.url(), trusting(Tls + u"ca.pem"_s));
    QVERIFY(dialled.isOpen());
    QVERIFY(dialled.handshakes.last().tls);
    QVERIFY(dialled.handshakes.last().tls->errors.isEmpty());
    QCOMPARE(dialled.handshakes.last().tls->version, u"TLSv1.3"_s);
    QVERIFY(dialled.transport->send({Opcode::Text, "secret"}));
    QVERIFY(dialled.hasMessages(1));
    QCOMPARE(dialled.messages.first().payload, "secret");
    QVERIFY(dialled.transport->close({1000, {}}));
    QVERIFY(dialled.hasEnded());
    QCOMPARE(dialled.endings.first().cause, Cause::ClosedByUs);
    QVERIFY(dialled.endings.first().received);
}

void tst_ForeignPeers::tlsFailures_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("caFile");
    QTest::addColumn<QString>("named");
    QTest::newRow("expired") << u"expired"_s << u"ca.pem"_s << u"expired"_s;
    QTest::newRow("wrong host") << u"wronghost"_s << u"ca.pem"_s << u"host name"_s;
    QTest::newRow("self-signed") << u"selfsigned"_s << u"ca.pem"_s << u"self-signed"_s;
    QTest::newRow("unknown authority") << u"server"_s << QString() << u"certificate"_s;
}

void tst_ForeignPeers::tlsFailures()
{
    QFETCH(const QString, certificate);
    QFETCH(const QString, caFile);
    QFETCH(const QString, named);
    PeerProcess secure(kind(), tlsPeer(certificate));
    QVERIFY(secure.start());
    Dialled dialled(secure.url(), trusting(caFile.isEmpty() ? QString() : Tls + caFile));
    QVERIFY(dialled.hasEnded());
    const Ending ending = dialled.endings.first();
    QCOMPARE(dialled.openings, 0);
    QCOMPARE(ending.cause, Cause::TlsFailed);
    QCOMPARE(ending.step, Step::Tls);
    QVERIFY2(ending.error.what.contains(named), qPrintable(ending.error.text()));
    QVERIFY(!ending.error.hint.isEmpty());
    QVERIFY(dialled.handshakes.last().tls
            && !dialled.handshakes.last().tls->chain.isEmpty()); // shows whose certificate it is

    ConnectionOptions careless;
    careless.tls.ignoreErrors = true;
    Dialled anyway(secure.url(), careless);
    QVERIFY(anyway.isOpen());
    QVERIFY(!anyway.handshakes.last().tls->errors.isEmpty());
}

void tst_ForeignPeers::hostBeyondAscii()
{
    if (testedEngine == Engine::Native)
        QSKIP("The native engine sends what tst_nativetransport expects.");
    for (const QString &url : {u"ws://пример.рф/"_s, u"ws://xn--e1afmkfd.xn--p1ai/"_s, u"ws://bücher.de/"_s}) {
        Dialled dialled{QUrl(url)};
        QVERIFY(dialled.endings.isEmpty()); // not from inside open()
        const Ending ending = dialled.ending();
        QCOMPARE(ending.cause, Cause::InvalidRequest);
        QVERIFY(ending.engineLimit);
        QVERIFY(ending.error.what.contains(u"ASCII"));
    }
}

void tst_ForeignPeers::floodIsRecordedInOrder()
{
    constexpr qint64 Count = 200'000;
    const QTemporaryDir folder;
    CaptureThread captures;
    ConnectionManager manager;
    Session session(manager, captures, folder.filePath(u"flood.sonde"_s));
    Profile profile;
    profile.options.engine = testedEngine;
    profile.address = peer().url(u"/flood?count=%1&size=64"_s.arg(Count)).toString();
    QVERIFY(session.open(profile));
    QTRY_VERIFY_WITH_TIMEOUT(session.traffic().receivedMessages >= Count, 60'000);
    session.close();
    QTRY_COMPARE(session.status().state, ConnectionState::Idle);
    QVERIFY(session.flush(20s));

    const auto reader = CaptureReader::open(session.capture().path());
    QVERIFY(reader);
    QCOMPARE((*reader)->rows().value_or(-1), Count + 3); // attempt, handshake, messages, close
    qint64 next = 0;
    for (qint64 first = 3; first < Count + 3; first += 10'000) {
        const auto records = (*reader)->read(Seq{first}, int(std::min<qint64>(10'000, Count + 3 - first)));
        QVERIFY(records);
        for (const Record &record : *records) {
            if (record.kind != Kind::Text || record.payload != QByteArray::number(next).leftJustified(64))
                QFAIL(qPrintable(u"Record %1 is not message %2."_s.arg(toInt(record.seq)).arg(next)));
            ++next;
        }
    }
    QCOMPARE(next, Count);
    QTRY_COMPARE(session.capture().model()->rowCount(), int(Count + 3));
}

QTEST_GUILESS_MAIN(tst_ForeignPeers)
#include "tst_foreignpeers.moc"
