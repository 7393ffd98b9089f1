// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/recorder.h"
#include "support/faketransport.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

namespace {

const Request Somewhere{QUrl(u"ws://h/"_s), {}};
const ReconnectOptions Never{.enabled = false};
const ReconnectOptions Slow{.initial = 1h, .cap = 1h};

/// A connection over a fake network, recorded.
class Recorded final
{
public:
    Recorded()
        : connection(std::make_unique<Connection>(network.factory()))
    {
        new Recorder(
            connection.get(), [this](Batch &&batch) { batches.push_back(std::move(batch)); }, traffic);
    }

    void dial(const ReconnectOptions &options = Never)
    {
        connection->open(Somewhere, options);
        network.last()->accept();
    }

    /// Ends the turn of the event loop.
    void turn() { QCoreApplication::processEvents(); }

    /// Each record as "kind direction payload", in order.
    [[nodiscard]] QStringList records() const
    {
        static const QStringList kinds = {u""_s,     u"attempt"_s, u"handshake"_s, u"text"_s,  u"binary"_s, u"ping"_s,
                                          u"pong"_s, u"close"_s,   u"error"_s,     u"retry"_s, u"notice"_s};
        static const QStringList directions = {u"event"_s, u"in"_s, u"out"_s};
        QStringList list;
        for (const Batch &batch : batches) {
            for (const Batch::Entry &entry : batch.entries())
                list << QString(kinds[int(entry.kind)] + u' ' + directions[int(entry.direction)] + u' '
                                + QString::fromUtf8(batch.payload(entry)))
                            .trimmed();
        }
        return list;
    }

    [[nodiscard]] QList<QJsonObject> details() const
    {
        QList<QJsonObject> list;
        for (const Batch &batch : batches) {
            for (const Batch::Entry &entry : batch.entries())
                list << QJsonDocument::fromJson(batch.detail(entry).toByteArray()).object();
        }
        return list;
    }

    FakeNetwork network;
    std::shared_ptr<Traffic> traffic = std::make_shared<Traffic>();
    std::vector<Batch> batches;
    std::unique_ptr<Connection> connection; ///< Last, so that its last records still find `batches`.
};

} // namespace

class tst_Recorder final : public QObject
{
    Q_OBJECT

private slots:
    void everythingInOrder();
    void unopenedAttempts_data();
    void unopenedAttempts();
    void retryIsRecorded();
    void noticesAreRecorded();
    void roundTripIsInTheDetail();
    void nothingIsRecordedOfWhatWasNotSent();
    void timesNeverGoBack();
    void handsOverAtTheEndOfTheTurn();
    void handsOverLargeBatchesAtOnce();
    void handsOverWhenDeleted();
    void payloadsAreKeptAsTheyAre();
    void trafficIsCounted();
    void trafficStartsAnewWithEachConnection();
    void secretsAreMasked_data();
    void secretsAreMasked();
    void secretsAreRecordedOnPurpose();
};

void tst_Recorder::everythingInOrder()
{
    Recorded recorded;
    recorded.dial();
    FakeTransport &transport = *recorded.network.last();
    transport.receive("hello");
    recorded.connection->send({Opcode::Text, "hi"});
    recorded.connection->send({Opcode::Binary, "bin"});
    transport.receive("in", Opcode::Binary);
    recorded.connection->ping("p");
    transport.pong("p");
    emit transport.controlFrameReceived(Opcode::Ping, "q");
    transport.closeByPeer(1000, u"done"_s);
    recorded.turn();
    QCOMPARE(recorded.records(),
             QStringList({u"attempt event"_s, u"handshake event"_s, u"text in hello"_s, u"text out hi"_s,
                          u"binary out bin"_s, u"binary in in"_s, u"ping out p"_s, u"pong in p"_s, u"ping in q"_s,
                          u"close event"_s}));
    QCOMPARE(recorded.details().first()[u"url"_s], u"ws://h/"_s);
    QCOMPARE(recorded.details().last()[u"reason"_s], u"done"_s);
    QVERIFY(recorded.details()[2].isEmpty()); // plain messages carry no detail
}

void tst_Recorder::unopenedAttempts_data()
{
    QTest::addColumn<std::function<void(Recorded &)>>("fate");
    QTest::addColumn<QStringList>("records");
    using Fate = std::function<void(Recorded &)>;
    QTest::newRow("unreachable") << Fate([](Recorded &r) { r.network.last()->end({.cause = Cause::Unreachable}); })
                                 << QStringList{u"attempt event"_s, u"error event"_s};
    QTest::newRow("refused") << Fate([](Recorded &r) { r.network.last()->refuse(404); })
                             << QStringList{u"attempt event"_s, u"handshake event"_s, u"error event"_s};
    QTest::newRow("called off") << Fate([](Recorded &r) {
        r.connection->close({1000, {}});
    }) << QStringList{u"attempt event"_s, u"close event"_s};
}

void tst_Recorder::unopenedAttempts()
{
    QFETCH(const std::function<void(Recorded &)>, fate);
    QFETCH(const QStringList, records);
    Recorded recorded;
    recorded.connection->open(Somewhere, Never);
    fate(recorded);
    recorded.turn();
    QCOMPARE(recorded.records(), records);
}

void tst_Recorder::retryIsRecorded()
{
    Recorded recorded;
    recorded.dial(Slow);
    recorded.network.last()->lose();
    recorded.connection->reconnectNow();
    recorded.turn();
    QCOMPARE(recorded.records(),
             QStringList({u"attempt event"_s, u"handshake event"_s, u"error event"_s, u"close event"_s,
                          u"retry event"_s, u"attempt event"_s}));
    QCOMPARE(recorded.details().last()[u"attempt"_s], 2);
}

void tst_Recorder::noticesAreRecorded()
{
    Recorded recorded;
    recorded.dial();
    emit recorded.network.last()->noticed({u"odd"_s, u"hint"_s});
    recorded.turn();
    QCOMPARE(recorded.records().last(), u"notice event"_s);
    QCOMPARE(recorded.details().last()[u"text"_s], u"odd"_s);
}

void tst_Recorder::roundTripIsInTheDetail()
{
    Recorded recorded;
    recorded.dial();
    QCOMPARE(recorded.traffic->roundTripUs.load(), -1);
    recorded.network.last()->pong("unasked");
    QCOMPARE(recorded.traffic->roundTripUs.load(), -1);
    recorded.connection->ping("p");
    recorded.network.last()->pong("p");
    recorded.turn();
    QVERIFY(recorded.traffic->roundTripUs >= 0);
    QCOMPARE(recorded.details().last()[u"roundTripUs"_s].toInteger(-2), recorded.traffic->roundTripUs.load());
    QVERIFY(recorded.details()[2].isEmpty());
}

void tst_Recorder::nothingIsRecordedOfWhatWasNotSent()
{
    Recorded recorded;
    recorded.connection->send({Opcode::Text, "early"});
    recorded.turn();
    QCOMPARE(recorded.records(), QStringList{u"error event"_s});
    QCOMPARE(recorded.traffic->sentMessages.load(), 0);
}

void tst_Recorder::timesNeverGoBack()
{
    Recorded recorded;
    recorded.dial();
    for (int i = 0; i < 1000; ++i)
        recorded.network.last()->receive("x");
    recorded.turn();
    Timestamp last{};
    for (const Batch &batch : recorded.batches) {
        for (const Batch::Entry &entry : batch.entries()) {
            QVERIFY(entry.time >= last);
            last = entry.time;
        }
    }
    QVERIFY(last > Timestamp{});
}

void tst_Recorder::handsOverAtTheEndOfTheTurn()
{
    Recorded recorded;
    recorded.dial();
    for (int i = 0; i < 100; ++i)
        recorded.network.last()->receive("x");
    QCOMPARE(recorded.batches.size(), 0u);
    recorded.turn();
    QCOMPARE(recorded.batches.size(), 1u);
    QCOMPARE(recorded.batches.front().count(), 102);
    recorded.turn();
    QCOMPARE(recorded.batches.size(), 1u); // never an empty one
    recorded.network.last()->receive("y");
    recorded.turn();
    QCOMPARE(recorded.batches.size(), 2u); // and again in the next turn
}

void tst_Recorder::handsOverLargeBatchesAtOnce()
{
    Recorded recorded;
    recorded.dial();
    const QByteArray payload(1000, 'x');
    qint64 received = 0;
    while (recorded.batches.empty() && received < 1000) {
        recorded.network.last()->receive(payload);
        ++received;
    }
    QCOMPARE(recorded.batches.size(), 1u); // in the middle of a turn
    QVERIFY(recorded.batches.front().bytes() >= 256 * 1024);
    QVERIFY(recorded.batches.front().bytes() < 768 * 1024); // a buffer doubles as it grows
    QCOMPARE(recorded.batches.front().count(), received + 2);
    recorded.network.last()->receive(QByteArray(1 << 20, 'y')); // larger than a batch: alone, and at once
    QCOMPARE(recorded.batches.size(), 2u);
    recorded.turn();
    QCOMPARE(recorded.batches.size(), 2u);
}

void tst_Recorder::handsOverWhenDeleted()
{
    Recorded recorded;
    recorded.dial();
    recorded.network.last()->receive("last words");
    recorded.connection->shutDown();
    QCOMPARE(recorded.batches.size(), 0u);
    recorded.connection.reset();
    QCOMPARE(recorded.records(),
             QStringList({u"attempt event"_s, u"handshake event"_s, u"text in last words"_s, u"close event"_s}));
    recorded.turn();
    QCOMPARE(recorded.batches.size(), 1u);
}

void tst_Recorder::payloadsAreKeptAsTheyAre()
{
    Recorded recorded;
    recorded.dial();
    const QByteArray bytes("\0\xFF\r\n", 4);
    recorded.network.last()->receive(bytes, Opcode::Binary);
    recorded.network.last()->receive({});
    recorded.turn();
    const Batch &batch = recorded.batches.front();
    QCOMPARE(batch.payload(batch.entries()[2]).toByteArray(), bytes);
    QCOMPARE(batch.entries()[3].payloadSize, 0);
    QCOMPARE(batch.entries()[3].kind, Kind::Text);
}

void tst_Recorder::trafficIsCounted()
{
    Recorded recorded;
    recorded.dial();
    recorded.network.last()->receive("12345");
    recorded.network.last()->receive({});
    recorded.connection->send({Opcode::Binary, "123"});
    recorded.connection->ping("not a message");
    recorded.network.last()->pong("not a message");
    QCOMPARE(recorded.traffic->receivedMessages.load(), 2);
    QCOMPARE(recorded.traffic->receivedBytes.load(), 5);
    QCOMPARE(recorded.traffic->sentMessages.load(), 1);
    QCOMPARE(recorded.traffic->sentBytes.load(), 3);
}

void tst_Recorder::trafficStartsAnewWithEachConnection()
{
    Recorded recorded;
    recorded.dial(Slow);
    recorded.network.last()->receive("12345");
    recorded.connection->ping("p");
    recorded.network.last()->pong("p");
    recorded.network.last()->lose();
    QCOMPARE(recorded.traffic->receivedMessages.load(), 1); // stays to be read
    recorded.connection->reconnectNow();
    QCOMPARE(recorded.traffic->receivedMessages.load(), 1);
    recorded.network.last()->accept();
    QCOMPARE(recorded.traffic->receivedMessages.load(), 0);
    QCOMPARE(recorded.traffic->receivedBytes.load(), 0);
    QCOMPARE(recorded.traffic->roundTripUs.load(), -1);
}

namespace {

/// A connection whose secrets turn up wherever they can.
QByteArray recordedOf(const Request &request, const QByteArray &secret, const QByteArray &learned = {})
{
    Recorded recorded;
    recorded.connection->open(request, Slow);
    FakeTransport &transport = *recorded.network.last();
    if (!learned.isEmpty())
        emit transport.secretLearned(learned);
    Handshake handshake;
    handshake.request = "GET /?key=" + secret.toPercentEncoding() + " HTTP/1.1\r\nX: " + secret + "\r\n\r\n";
    handshake.response = "HTTP/1.1 101 S\r\nX-Echo: " + secret + "\r\n\r\n";
    handshake.body = "not " + secret;
    emit transport.handshakeDone(handshake);
    transport.accept();
    transport.receive("{\"token\":\"" + secret + "\"}");
    transport.receive(secret, Opcode::Binary);
    recorded.connection->send({Opcode::Text, secret});
    recorded.connection->ping(secret);
    emit transport.noticed({QString::fromUtf8(secret), QString::fromUtf8(secret)});
    const QString text = QString::fromUtf8(secret);
    transport.end({.cause = Cause::ConnectionLost,
                   .received = CloseFrame{1011, text},
                   .error = {u"lost "_s + text, u"try "_s + text}});
    recorded.turn();
    QByteArray all;
    for (const Batch &batch : recorded.batches) {
        for (const Batch::Entry &entry : batch.entries())
            all += batch.detail(entry).toByteArray() + batch.payload(entry).toByteArray() + '\n';
    }
    return all + recorded.connection->status().ending->error.text().toUtf8()
        + recorded.connection->status().url.toString().toUtf8();
}

Request withOptions(const ConnectionOptions &options)
{
    return {QUrl(u"ws://anna:s3cret%2Fpw@h/?key=s3cret"_s), options};
}

} // namespace

void tst_Recorder::secretsAreMasked_data()
{
    QTest::addColumn<ConnectionOptions>("options");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("learned");
    const auto row = [](const char *name, const ConnectionOptions &options, const QByteArray &secret,
                        const QByteArray &learned = {}) { QTest::newRow(name) << options << secret << learned; };
    ConnectionOptions listed;
    listed.secrets = {"s3cret"};
    row("listed", listed, "s3cret");
    ConnectionOptions login;
    login.auth = {.user = u"anna"_s, .password = u"p@ss w"_s};
    row("password", login, "p@ss w");
    row("Basic", login, QByteArray("anna:p@ss w").toBase64());
    ConnectionOptions token;
    token.auth.token = u"s3cret"_s;
    row("token", token, "s3cret");
    ConnectionOptions proxy;
    proxy.proxy = {.user = u"anna"_s, .password = u"s3cret"_s};
    row("proxy", proxy, "s3cret");
    ConnectionOptions passphrase;
    passphrase.tls.client.passphrase = u"s3cret"_s;
    row("passphrase", passphrase, "s3cret");
    row("of the address", {}, "s3cret/pw");
    row("fetched", {}, "t0ken", "t0ken");
}

void tst_Recorder::secretsAreMasked()
{
    QFETCH(const ConnectionOptions, options);
    QFETCH(const QByteArray, secret);
    QFETCH(const QByteArray, learned);
    const QByteArray all = recordedOf(withOptions(options), secret, learned);
    QVERIFY2(!all.contains(secret), all.constData());
    QVERIFY2(!all.contains(secret.toPercentEncoding()), all.constData());
    QVERIFY(all.count(QStringLiteral("••••").toUtf8()) >= 10);
}

void tst_Recorder::secretsAreRecordedOnPurpose()
{
    ConnectionOptions options;
    options.secrets = {"s3cret"};
    options.recordSecrets = true;
    const QByteArray all = recordedOf(withOptions(options), "s3cret", "s3cret");
    QVERIFY(all.count("s3cret") >= 10);
    QVERIFY(!all.contains(QStringLiteral("••••").toUtf8()));
}

QTEST_GUILESS_MAIN(tst_Recorder)
#include "tst_recorder.moc"
