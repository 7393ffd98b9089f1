// SPDX-License-Identifier: GPL-3.0-or-later
// A session as a window uses it: from the GUI thread, with real threads, sockets and files beneath.
#include "capture/capturereader.h"
#include "capture/capturethread.h"
#include "session/session.h"
#include "support/rawserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

namespace {

using State = ConnectionState;

/// All that a session needs, and a place for its captures.
struct Program
{
    explicit Program(const CaptureThread::Options &options = {})
        : captures(options)
    {
    }

    [[nodiscard]] QString path(const QString &name = u"test.sonde"_s) const { return folder.filePath(name); }

    QTemporaryDir folder;
    CaptureThread captures;
    ConnectionManager manager;
};

Profile profileFor(const QUrl &url, const ReconnectOptions &reconnect = {.enabled = false})
{
    Profile profile;
    profile.address = url.toString();
    profile.reconnect = reconnect;
    return profile;
}

std::vector<Record> recordsOf(const QString &path)
{
    auto reader = CaptureReader::open(path);
    if (!reader)
        return {};
    const auto rows = (*reader)->rows();
    auto records = (*reader)->read(Seq{1}, int(rows.value_or(0)));
    return records ? std::move(*records) : std::vector<Record>();
}

QList<QByteArray> payloadsOf(const QString &path, Direction direction)
{
    QList<QByteArray> payloads;
    for (const Record &record : recordsOf(path)) {
        if (isMessage(record.kind) && record.direction == direction)
            payloads << record.payload;
    }
    return payloads;
}

Kind lastKind(const QString &path)
{
    const auto records = recordsOf(path);
    return records.empty() ? Kind::Notice : records.back().kind;
}

} // namespace

class tst_Session final : public QObject
{
    Q_OBJECT

private slots:
    void wrongAddressDialsNothing();
    void goesThroughItsStates();
    void calledOff();
    void refusalIsToldOnce();
    void recordsAndShowsWhatHappens();
    void flushHoldsWhatWasSent();
    void pingIsTimed();
    void continuesACapture();
    void unreadableCaptureIsTold();
    void recordingTroubleIsTold();

    void destroyedInAnyState_data();
    void destroyedInAnyState();
    void destroyedWhileFlooded_data();
    void destroyedWhileFlooded();
    void destroyedRightAway();
    void twoSessionsAtOnce();
    void managerEndsWhatIsOpen();

    void echoAddressStays();
    void echoAddressPrefersAPort();
};

void tst_Session::wrongAddressDialsNothing()
{
    Program program;
    Session session(program.manager, program.captures, program.path());
    QSignalSpy changed(&session, &Session::statusChanged);
    Profile profile;
    profile.address = u"http://h/"_s;
    const Result<Address> opened = session.open(profile);
    QVERIFY(!opened);
    QCOMPARE(opened.error().suggestion, u"ws://h/"_s);
    QVERIFY(session.flush(10s));
    QCoreApplication::processEvents();
    QCOMPARE(changed.size(), 0);
    QCOMPARE(session.status().state, State::Idle);
    QVERIFY(!QFile::exists(program.path())); // a capture begins with the first record
    session.close();
    session.send({Opcode::Text, "x"});
    QTRY_COMPARE(session.capture().model()->rowCount(), 1); // "not open"
    QCOMPARE(session.capture().model()->record(0).kind, Kind::Error);
}

void tst_Session::goesThroughItsStates()
{
    Program program;
    const Result<QUrl> echo = program.manager.echoAddress();
    QVERIFY(echo);
    Session session(program.manager, program.captures, program.path());
    QList<State> states;
    connect(&session, &Session::statusChanged, this, [&](const ConnectionStatus &status) {
        states << status.state;
        QCOMPARE(QThread::currentThread(), thread());
    });
    QSignalSpy opened(&session, &Session::opened);
    Profile profile = profileFor(*echo);
    profile.options.subprotocols = {u"chat"_s};
    QVERIFY(session.open(profile));
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(session.status().state, State::Open);
    QCOMPARE(session.status().subprotocol, u"chat"_s);
    session.close({4000, u"bye"_s});
    QTRY_COMPARE(session.status().state, State::Idle);
    QCOMPARE(states, QList<State>({State::Connecting, State::Open, State::Closing, State::Idle}));
    QCOMPARE(int(session.status().ending->code()), 4000);
    QVERIFY(!session.status().hasFailed());

    QVERIFY(session.open(profile)); // and again
    QTRY_COMPARE(session.status().state, State::Open);
}

void tst_Session::calledOff()
{
    RawServer silent;
    Program program;
    Session session(program.manager, program.captures, program.path());
    QVERIFY(session.open(profileFor(silent.url())));
    QTRY_VERIFY(!silent.request().isEmpty());
    session.close();
    QTRY_COMPARE(session.status().state, State::Idle);
    QVERIFY(!session.status().hasFailed());
    QTRY_VERIFY(!silent.client()->isConnected());
    QVERIFY(session.flush(10s));
    QCOMPARE(lastKind(program.path()), Kind::Close);
}

void tst_Session::refusalIsToldOnce()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.refuse(403, {}, "no"); });
    Program program;
    Session session(program.manager, program.captures, program.path());
    QSignalSpy failed(&session, &Session::failed);
    QVERIFY(session.open(profileFor(server.url())));
    QTRY_VERIFY(session.status().hasFailed());
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(0).value<Failure>().httpStatus, 403);
    QVERIFY(session.flush(10s));
    QTRY_COMPARE(session.capture().model()->rowCount(), 3);
    QCOMPARE(session.capture().model()->record(0).kind, Kind::Attempt);
    QCOMPARE(session.capture().model()->record(1).kind, Kind::Handshake);
    QCOMPARE(session.capture().model()->record(2).kind, Kind::Error);
}

void tst_Session::recordsAndShowsWhatHappens()
{
    Program program;
    const Result<QUrl> echo = program.manager.echoAddress();
    QVERIFY(echo);
    Session session(program.manager, program.captures, program.path());
    QVERIFY(session.open(profileFor(*echo)));
    QTRY_COMPARE(session.status().state, State::Open);
    const QByteArray large(1'000'000, 'x');
    session.send({Opcode::Text, "ж"});
    session.send({Opcode::Binary, large});
    QTRY_COMPARE(session.traffic().receivedMessages.load(), 2);
    QCOMPARE(session.traffic().receivedBytes.load(), 1'000'002);
    QCOMPARE(session.traffic().sentMessages.load(), 2);
    session.close();
    QTRY_COMPARE(session.status().state, State::Idle);
    QVERIFY(session.flush(10s));
    QTRY_COMPARE(session.capture().model()->rowCount(), 7);
    QCOMPARE(payloadsOf(program.path(), Direction::In).first(), "ж");
    const Record last = session.capture().model()->record(5);
    QCOMPARE(last.kind, Kind::Binary);
    QCOMPARE(last.size, large.size());
    QCOMPARE(session.capture().payload(last.seq, 0, last.size).value_or(QByteArray()), large);
    QCOMPARE(session.capture().payload(last.seq, 999'990, 100).value_or(QByteArray()), QByteArray(10, 'x'));
    QVERIFY(!session.capture().trouble());
}

void tst_Session::flushHoldsWhatWasSent()
{
    Program program;
    const Result<QUrl> echo = program.manager.echoAddress();
    QVERIFY(echo);
    Session session(program.manager, program.captures, program.path());
    QVERIFY(session.open(profileFor(*echo)));
    QTRY_COMPARE(session.status().state, State::Open);
    for (int i = 0; i < 50; ++i) {
        session.send({Opcode::Text, QByteArray::number(i)});
        QVERIFY(session.flush(10s));
        QCOMPARE(payloadsOf(program.path(), Direction::Out).size(), i + 1);
    }
}

void tst_Session::pingIsTimed()
{
    Program program;
    const Result<QUrl> echo = program.manager.echoAddress();
    QVERIFY(echo);
    Session session(program.manager, program.captures, program.path());
    QVERIFY(session.open(profileFor(*echo)));
    QTRY_COMPARE(session.status().state, State::Open);
    session.ping("are you there");
    QTRY_VERIFY(session.traffic().roundTripUs >= 0);
    QVERIFY(session.flush(10s));
    const auto records = recordsOf(program.path());
    QCOMPARE(records.back().kind, Kind::Pong);
    QCOMPARE(records.back().payload, "are you there");
    QCOMPARE(QJsonDocument::fromJson(records.back().detail).object()[u"roundTripUs"_s].toInteger(-1),
             session.traffic().roundTripUs.load());
}

void tst_Session::continuesACapture()
{
    Program program;
    const Result<QUrl> echo = program.manager.echoAddress();
    QVERIFY(echo);
    for (int run = 1; run <= 2; ++run) {
        Session session(program.manager, program.captures, program.path());
        QCOMPARE(session.capture().model()->rowCount(), run == 1 ? 0 : 5);
        QVERIFY(session.open(profileFor(*echo)));
        QTRY_COMPARE(session.status().state, State::Open);
        session.send({Opcode::Text, "run " + QByteArray::number(run)});
        QTRY_COMPARE(session.traffic().receivedMessages.load(), 1);
        session.close();
        QTRY_COMPARE(session.status().state, State::Idle);
    }
    QCOMPARE(payloadsOf(program.path(), Direction::In), QList<QByteArray>({"run 1", "run 2"}));
}

void tst_Session::unreadableCaptureIsTold()
{
    Program program;
    QFile file(program.path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is no capture");
    file.close();
    Session session(program.manager, program.captures, program.path());
    QSignalSpy unreadable(&session.capture(), &CaptureLog::unreadable);
    QTRY_COMPARE(unreadable.size(), 1);
    QVERIFY(!unreadable.at(0).at(0).value<Error>().what.isEmpty());
}

void tst_Session::recordingTroubleIsTold()
{
    Program program({.retryInterval = 5ms});
    QFile file(program.path(u"regular"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QString path = program.path(u"regular/test.sonde"_s);
    const Result<QUrl> echo = program.manager.echoAddress();
    QVERIFY(echo);
    Session session(program.manager, program.captures, path);
    QVERIFY(session.open(profileFor(*echo)));
    QTRY_COMPARE(session.status().state, State::Open); // one can go on without a capture
    QTRY_VERIFY(session.capture().trouble());
    QVERIFY(file.remove());
    QTRY_VERIFY(!session.capture().trouble());
    QTRY_COMPARE(session.capture().model()->rowCount(), 2);
    QCOMPARE(session.capture().model()->record(0).kind, Kind::Attempt);
}

void tst_Session::destroyedInAnyState_data()
{
    QTest::addColumn<State>("state");
    QTest::addColumn<Kind>("last");
    QTest::newRow("connecting") << State::Connecting << Kind::Close;
    QTest::newRow("open") << State::Open << Kind::Close;
    QTest::newRow("closing") << State::Closing << Kind::Close;
    QTest::newRow("waiting") << State::Waiting << Kind::Retry;
    QTest::newRow("idle") << State::Idle << Kind::Close;
}

void tst_Session::destroyedInAnyState()
{
    QFETCH(const State, state);
    QFETCH(const Kind, last);
    RawServer server; // in this thread, so it answers no Close frame by itself
    server.onRequest([state](RawClient &c) {
        if (state == State::Connecting)
            return;
        c.accept();
        if (state == State::Waiting)
            c.after(10ms, [&c] { c.reset(); });
        if (state == State::Idle)
            c.sendClose(1000);
    });
    Program program;
    {
        Session session(program.manager, program.captures, program.path());
        QVERIFY(session.open(profileFor(server.url(), {.initial = 1h, .cap = 1h})));
        QTRY_VERIFY(!server.request().isEmpty());
        if (state == State::Closing) {
            QTRY_COMPARE(session.status().state, State::Open);
            session.close();
        }
        QTRY_COMPARE(session.status().state, state);
        if (state == State::Idle)
            QTRY_VERIFY(session.status().ending);
    }
    QCOMPARE(lastKind(program.path()), last);
    QTRY_VERIFY(!server.client()->isConnected());
}

void tst_Session::destroyedWhileFlooded_data()
{
    QTest::addColumn<qint64>("queueBytes");
    QTest::addColumn<bool>("writable");
    QTest::newRow("roomy queue") << (qint64(64) << 20) << true;
    QTest::newRow("full queue") << (qint64(256) << 10) << true; // the I/O thread is held back, and must still end
    QTest::newRow("capture can't be written") << (qint64(256) << 10) << false;
}

void tst_Session::destroyedWhileFlooded()
{
    QFETCH(const qint64, queueBytes);
    QFETCH(const bool, writable);
    Program program({.queueBytes = queueBytes, .retryInterval = 5ms});
    QFile file(program.path(u"regular"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QString path = program.path(writable ? u"test.sonde"_s : u"regular/test.sonde"_s);
    const Result<QUrl> echo = program.manager.echoAddress();
    QVERIFY(echo);
    if (!writable)
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Records that were lost"_s));
    qint64 received = 0;
    {
        Session session(program.manager, program.captures, path);
        QVERIFY(session.open(profileFor(echo->resolved(QUrl(u"/flood?count=100000000&size=64"_s)))));
        QTRY_VERIFY_WITH_TIMEOUT(session.traffic().receivedMessages > 20'000, 30'000);
        received = session.traffic().receivedMessages;
    }
    if (!writable)
        return;
    const QList<QByteArray> messages = payloadsOf(path, Direction::In);
    QVERIFY(messages.size() >= received);
    for (qsizetype i = 0; i < messages.size(); ++i)
        QCOMPARE(messages[i].trimmed().toLongLong(), i);
    QCOMPARE(lastKind(path), Kind::Close);
}

void tst_Session::destroyedRightAway()
{
    Program program;
    const Result<QUrl> echo = program.manager.echoAddress();
    QVERIFY(echo);
    for (int i = 0; i < 50; ++i) {
        const QString path = program.path(QString::number(i) + u".sonde"_s);
        {
            Session session(program.manager, program.captures, path);
            QVERIFY(session.open(profileFor(*echo)));
            session.send({Opcode::Text, "early"});
            session.close();
        }
        QCOMPARE(recordsOf(path).front().kind, Kind::Attempt);
        QCOMPARE(lastKind(path), Kind::Close);
    }
}

void tst_Session::twoSessionsAtOnce()
{
    constexpr int Count = 500;
    Program program;
    const Result<QUrl> echo = program.manager.echoAddress();
    QVERIFY(echo);
    Session one(program.manager, program.captures, program.path(u"one.sonde"_s));
    Session two(program.manager, program.captures, program.path(u"two.sonde"_s));
    QVERIFY(one.open(profileFor(*echo)));
    QVERIFY(two.open(profileFor(*echo)));
    QTRY_COMPARE(one.status().state, State::Open);
    QTRY_COMPARE(two.status().state, State::Open);
    QList<QByteArray> sentByOne;
    QList<QByteArray> sentByTwo;
    for (int i = 0; i < Count; ++i) {
        sentByOne << "one " + QByteArray::number(i);
        sentByTwo << "two " + QByteArray::number(i);
        one.send({Opcode::Text, sentByOne.last()});
        two.send({Opcode::Text, sentByTwo.last()});
    }
    QTRY_COMPARE(one.traffic().receivedMessages.load(), Count);
    QTRY_COMPARE(two.traffic().receivedMessages.load(), Count);
    one.close(); // leaves the other alone
    QTRY_COMPARE(one.status().state, State::Idle);
    QCOMPARE(two.status().state, State::Open);
    QVERIFY(one.flush(10s));
    QVERIFY(two.flush(10s));
    for (const Direction direction : {Direction::In, Direction::Out}) {
        QCOMPARE(payloadsOf(one.capture().path(), direction), sentByOne);
        QCOMPARE(payloadsOf(two.capture().path(), direction), sentByTwo);
    }
}

void tst_Session::managerEndsWhatIsOpen()
{
    RawServer server;
    server.onRequest([](RawClient &c) { c.accept(); });
    {
        ConnectionManager manager;
        QVERIFY(manager.echoAddress());
        Connection *connection = manager.add();
        int opened = 0; // not a QSignalSpy, which would count in the connection's thread
        connect(connection, &Connection::opened, this, [&opened] { ++opened; });
        const Request request{server.url(), {}};
        QMetaObject::invokeMethod(
            connection, [connection, request] { connection->open(request, {}); }, Qt::QueuedConnection);
        QTRY_COMPARE(opened, 1);
    }
    QTRY_VERIFY(!server.client()->isConnected());
}

void tst_Session::echoAddressStays()
{
    ConnectionManager manager;
    const Result<QUrl> first = manager.echoAddress();
    QVERIFY(first);
    QCOMPARE(first->scheme(), u"ws"_s);
    QCOMPARE(first->host(), u"127.0.0.1"_s);
    QCOMPARE(first->path(), u"/echo"_s);
    const Result<QUrl> second = manager.echoAddress(1);
    QVERIFY(second);
    QCOMPARE(*second, *first);
}

void tst_Session::echoAddressPrefersAPort()
{
    QTcpServer reserved;
    QVERIFY(reserved.listen(QHostAddress::LocalHost));
    const quint16 port = reserved.serverPort();
    ConnectionManager late;
    const Result<QUrl> other = late.echoAddress(port); // taken
    QVERIFY(other);
    QVERIFY(other->port() != port);
    reserved.close();
    ConnectionManager early;
    const Result<QUrl> preferred = early.echoAddress(port);
    QVERIFY(preferred);
    QCOMPARE(preferred->port(), int(port));
}

QTEST_GUILESS_MAIN(tst_Session)
#include "tst_session.moc"
