// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/connection.h"
#include "support/faketransport.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(sonde::ConnectionState)

namespace {

const Request Somewhere{QUrl(u"ws://h/"_s), {}};
const Request Elsewhere{QUrl(u"ws://elsewhere/"_s), {}};
const ReconnectOptions Quick{.initial = 1ms, .cap = 1ms, .spread = 0};
const ReconnectOptions Never{.enabled = false};
const ReconnectOptions Slow{.initial = 1h, .cap = 1h, .spread = 0}; ///< A wait that no test sees the end of.

/// A connection and all that it tells, as one list of words.
class Watched final : public QObject
{
public:
    explicit Watched(FakeNetwork &network)
        : connection(network.factory())
    {
        connect(&connection, &Connection::attemptStarted, this,
                [this](const QUrl &url, int n) { note(u"attempt %1 %2"_s.arg(n).arg(url.host())); });
        connect(&connection, &Connection::handshakeDone, this,
                [this](const Handshake &h) { note(u"handshake %1"_s.arg(h.status)); });
        connect(&connection, &Connection::opened, this,
                [this](const QString &s) { note(u"opened %1"_s.arg(s).trimmed()); });
        connect(&connection, &Connection::messageReceived, this,
                [this](const Message &m) { note(u"received "_s + QString::fromUtf8(m.payload)); });
        connect(&connection, &Connection::messageSent, this,
                [this](const Message &m) { note(u"sent "_s + QString::fromUtf8(m.payload)); });
        connect(&connection, &Connection::controlFrameSent, this,
                [this](Opcode, const QByteArray &p) { note(u"pinged "_s + QString::fromUtf8(p)); });
        connect(&connection, &Connection::controlFrameReceived, this,
                [this](Opcode, const QByteArray &p, std::optional<std::chrono::microseconds> trip) {
                    note(u"pong "_s + QString::fromUtf8(p) + (trip ? u" answers"_s : QString()));
                    roundTrip = trip;
                });
        connect(&connection, &Connection::noticed, this, [this](const Error &e) {
            note(u"notice"_s);
            notice = e;
        });
        connect(&connection, &Connection::errorOccurred, this, [this](const Failure &f) {
            note(u"error"_s);
            failure = f;
        });
        connect(&connection, &Connection::closed, this,
                [this](const Ending &e) { note(u"closed %1"_s.arg(e.code())); });
        connect(&connection, &Connection::reconnectScheduled, this,
                [this](std::chrono::milliseconds, int n) { note(u"retry %1"_s.arg(n)); });
        connect(&connection, &Connection::stateChanged, this, [this](const ConnectionStatus &s) {
            states << s.state;
            if (s.since < since)
                note(u"went back in time"_s);
            since = s.since;
        });
    }

    /// What was told since the last call.
    QStringList told() { return std::exchange(m_told, {}); }
    [[nodiscard]] ConnectionState state() const { return connection.status().state; }

    Connection connection;
    QList<ConnectionState> states;
    Timestamp since{};
    std::optional<std::chrono::microseconds> roundTrip;
    Failure failure;
    Error notice;

private:
    void note(const QString &what) { m_told << what; }

    QStringList m_told;
};

using State = ConnectionState;

} // namespace

class tst_Connection final : public QObject
{
    Q_OBJECT

private slots:
    void opens();
    void statusTellsWhatIsUp();
    void closedByThePeer();
    void oneRetryPerFailure_data();
    void oneRetryPerFailure();
    void eachAttemptHasItsOwnTransport();
    void endedInsideOpen();
    void maximumOfAttempts();
    void maximumIsNotBlamedForARefusal();
    void attemptsCountOnUntilAConnectionHolds();
    void aConnectionThatHeldStartsAnew();

    void closeIsNeverRetried_data();
    void closeIsNeverRetried();
    void closeWhileOpenAndThePeerFails_data();
    void closeWhileOpenAndThePeerFails();
    void closeInIdle();
    void refusedCloseKeepsTheConnection();
    void shutDownEndsAtOnce_data();
    void shutDownEndsAtOnce();
    void deletedInAnyState_data();
    void deletedInAnyState();

    void reconnectNow();
    void reconnectNowDialsOnce();
    void reconnectNowInOtherStates();
    void openAgain_data();
    void openAgain();
    void openAgainForgetsTheAttempts();
    void newOptionsWhileWaiting();
    void newOptionsWhileOpen();

    void sends();
    void sendWhileNotOpen_data();
    void sendWhileNotOpen();
    void pingsAreMatchedByPayload();
    void equalPingsAreMatchedInOrder();
    void pingsOfAnEarlierConnectionAreForgotten();
    void nothingIsHeardOfAnEndedTransport();

    void keepAliveIsOffByDefault();
    void keepAlivePings();
    void keepAliveGivesUpOnSilence();
    void keepAliveIsContentWithAnyArrival();
    void keepAliveEndsWithTheConnection();
};

namespace {

void stateRows()
{
    QTest::addColumn<State>("state");
    QTest::newRow("idle") << State::Idle;
    QTest::newRow("connecting") << State::Connecting;
    QTest::newRow("open") << State::Open;
    QTest::newRow("closing") << State::Closing;
    QTest::newRow("waiting") << State::Waiting;
}

/// Brings a new connection into `state`.
void bring(Watched &watched, FakeNetwork &network, State state)
{
    if (state == State::Idle)
        return;
    watched.connection.open(Somewhere, Slow);
    if (state == State::Open || state == State::Closing)
        network.last()->accept();
    if (state == State::Closing)
        watched.connection.close({1000, {}});
    if (state == State::Waiting)
        network.last()->lose();
    QCOMPARE(watched.state(), state);
    watched.told();
}

/// Runs all that is due without waiting for anything.
void settle()
{
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

} // namespace

void tst_Connection::opens()
{
    FakeNetwork network;
    Watched watched(network);
    Request request = Somewhere;
    request.options.subprotocols = {u"chat"_s};
    watched.connection.open(request, Quick);
    QCOMPARE(watched.told(), QStringList{u"attempt 1 h"_s});
    QCOMPARE(network.count(), 1);
    QCOMPARE(network.last()->request.url, request.url);
    QCOMPARE(network.last()->request.options.subprotocols, request.options.subprotocols);
    network.last()->accept(u"chat"_s);
    network.last()->receive("hi");
    QCOMPARE(watched.told(), QStringList({u"handshake 101"_s, u"opened chat"_s, u"received hi"_s}));
    QCOMPARE(watched.states, QList<State>({State::Connecting, State::Open}));
}

void tst_Connection::statusTellsWhatIsUp()
{
    FakeNetwork network;
    Watched watched(network);
    const ConnectionStatus &status = watched.connection.status();
    QCOMPARE(status.state, State::Idle);
    QCOMPARE(status.attempt, 0);
    QVERIFY(!status.ending);
    QVERIFY(!status.hasFailed());

    watched.connection.open(Somewhere, Slow);
    QCOMPARE(status.state, State::Connecting);
    QCOMPARE(status.url, Somewhere.url);
    QCOMPARE(status.attempt, 1);
    network.last()->accept(u"chat"_s);
    QCOMPARE(status.state, State::Open);
    QCOMPARE(status.subprotocol, u"chat"_s);
    network.last()->lose();
    QCOMPARE(status.state, State::Waiting);
    QCOMPARE(status.subprotocol, QString());
    QCOMPARE(status.attempt, 2);
    QVERIFY(status.ending);
    QCOMPARE(status.ending->cause, Cause::ConnectionLost);
    QVERIFY(status.nextAttempt > status.since + 59min);
    QVERIFY(!status.hasFailed()); // it goes on
    watched.connection.reconnectNow();
    QCOMPARE(status.state, State::Connecting);
    QVERIFY(status.ending); // until it is open
    network.last()->accept();
    QVERIFY(!status.ending);
    QCOMPARE(status.attempt, 2);
    watched.connection.setReconnectOptions(Never);
    network.last()->lose();
    QVERIFY(status.hasFailed());
}

void tst_Connection::closedByThePeer()
{
    FakeNetwork network;
    Watched watched(network);
    watched.connection.open(Somewhere, Quick);
    network.last()->accept();
    watched.told();
    network.last()->closeByPeer(1000);
    QCOMPARE(watched.told(), QStringList{u"closed 1000"_s});
    QCOMPARE(watched.state(), State::Idle);
    QVERIFY(!watched.connection.status().hasFailed());
    settle();
    QCOMPARE(network.count(), 1);
}

void tst_Connection::oneRetryPerFailure_data()
{
    QTest::addColumn<std::function<void(FakeTransport &)>>("fate");
    QTest::addColumn<QStringList>("told");
    using Fate = std::function<void(FakeTransport &)>;
    QTest::newRow("lost") << Fate([](FakeTransport &t) {
        t.accept();
        t.lose();
    }) << QStringList{u"handshake 101"_s, u"opened"_s, u"error"_s, u"closed 1006"_s, u"retry 2"_s};
    QTest::newRow("closed with 1001") << Fate([](FakeTransport &t) {
        t.accept();
        t.closeByPeer(1001);
    }) << QStringList{u"handshake 101"_s, u"opened"_s, u"closed 1001"_s, u"retry 2"_s};
    QTest::newRow("refused with 503") << Fate([](FakeTransport &t) { t.refuse(503); })
                                      << QStringList{u"handshake 503"_s, u"error"_s, u"closed 1006"_s, u"retry 2"_s};
    QTest::newRow("refused with 404") << Fate([](FakeTransport &t) { t.refuse(404); })
                                      << QStringList{u"handshake 404"_s, u"error"_s, u"closed 1006"_s};
    QTest::newRow("unreachable") << Fate([](FakeTransport &t) { t.end({.cause = Cause::Unreachable}); })
                                 << QStringList{u"error"_s, u"closed 1006"_s, u"retry 2"_s};
    QTest::newRow("invalid") << Fate([](FakeTransport &t) { t.end({.cause = Cause::InvalidRequest}); })
                             << QStringList{u"error"_s, u"closed 1006"_s};
}

void tst_Connection::oneRetryPerFailure()
{
    QFETCH(const std::function<void(FakeTransport &)>, fate);
    QFETCH(const QStringList, told);
    FakeNetwork network;
    Watched watched(network);
    watched.connection.open(Somewhere, Slow);
    watched.told();
    fate(*network.last());
    QCOMPARE(watched.told(), told);
    QCOMPARE(watched.state(), told.last() == u"retry 2" ? State::Waiting : State::Idle);
    settle();
    QCOMPARE(watched.told(), QStringList());
}

void tst_Connection::eachAttemptHasItsOwnTransport()
{
    FakeNetwork network;
    network.onOpen = [](FakeTransport &t) { t.end({.cause = Cause::Unreachable, .step = Step::Connect}); };
    Watched watched(network);
    watched.connection.open(Somewhere, Quick);
    QTRY_VERIFY(network.count() >= 4);
    watched.connection.close({1000, {}});
    settle();
    for (qsizetype i = 0; i < network.count(); ++i)
        QVERIFY(!network.at(i)); // none of them is left over
    const QStringList told = watched.told();
    QCOMPARE(told.count(u"error"_s), network.count());
    QCOMPARE(told.count(u"closed 1006"_s), network.count());
    QCOMPARE(told.filter(u"retry"_s).size(), network.count());
    QCOMPARE(told.first(4), QStringList({u"attempt 1 h"_s, u"error"_s, u"closed 1006"_s, u"retry 2"_s}));
    QCOMPARE(told[4], u"attempt 2 h"_s);
    QCOMPARE(watched.state(), State::Idle);
}

void tst_Connection::endedInsideOpen()
{
    FakeNetwork network;
    network.onOpen = [](FakeTransport &t) {
        t.accept();
        t.closeByPeer(1000);
    };
    Watched watched(network);
    watched.connection.open(Somewhere, Quick);
    QCOMPARE(watched.told(), QStringList({u"attempt 1 h"_s, u"handshake 101"_s, u"opened"_s, u"closed 1000"_s}));
    QCOMPARE(watched.state(), State::Idle);
    settle();
    QVERIFY(!network.at(0));
}

void tst_Connection::maximumOfAttempts()
{
    FakeNetwork network;
    network.onOpen = [](FakeTransport &t) { t.end({.cause = Cause::Unreachable}); };
    Watched watched(network);
    ReconnectOptions options = Quick;
    options.maxAttempts = 2; // besides the first
    watched.connection.open(Somewhere, options);
    QTRY_COMPARE(watched.state(), State::Idle);
    const QStringList failed{u"error"_s, u"closed 1006"_s};
    const QStringList expected = QStringList{u"attempt 1 h"_s} + failed + QStringList{u"retry 2"_s, u"attempt 2 h"_s}
        + failed + QStringList{u"retry 3"_s, u"attempt 3 h"_s} + failed + QStringList{u"notice"_s};
    QCOMPARE(watched.told(), expected);
    QVERIFY2(watched.notice.what.contains(u'2'), qPrintable(watched.notice.what));
    QVERIFY(watched.connection.status().hasFailed());
}

void tst_Connection::maximumIsNotBlamedForARefusal()
{
    FakeNetwork network;
    int n = 0;
    network.onOpen = [&n](FakeTransport &t) { ++n == 1 ? t.lose() : t.refuse(404); };
    Watched watched(network);
    ReconnectOptions options = Quick;
    options.maxAttempts = 1;
    watched.connection.open(Somewhere, options);
    QTRY_COMPARE(watched.state(), State::Idle);
    QCOMPARE(network.count(), 2);
    QVERIFY(!watched.told().contains(u"notice"_s));
}

void tst_Connection::attemptsCountOnUntilAConnectionHolds()
{
    FakeNetwork network;
    network.onOpen = [](FakeTransport &t) {
        t.accept();
        t.lose();
    };
    Watched watched(network);
    ReconnectOptions options = Quick;
    options.stableAfter = 1h;
    options.maxAttempts = 3;
    watched.connection.open(Somewhere, options);
    QTRY_COMPARE(watched.state(), State::Idle);
    QCOMPARE(network.count(), 4);
}

void tst_Connection::aConnectionThatHeldStartsAnew()
{
    FakeNetwork network;
    network.onOpen = [](FakeTransport &t) {
        t.accept();
        t.lose();
    };
    Watched watched(network);
    ReconnectOptions options = Quick;
    options.stableAfter = 0ms; // each one holds
    options.maxAttempts = 1;
    watched.connection.open(Somewhere, options);
    QTRY_VERIFY(network.count() > 5);
    QVERIFY(!watched.told().contains(u"retry 3"_s));
}

void tst_Connection::closeIsNeverRetried_data()
{
    stateRows();
}

void tst_Connection::closeIsNeverRetried()
{
    QFETCH(const State, state);
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, state);
    watched.connection.setReconnectOptions(
        {.afterRefusal = true, .afterNormalClose = true, .initial = 0ms, .cap = 0ms});
    const qsizetype dialled = network.count();
    watched.connection.close({1000, {}});
    if (state == State::Open || state == State::Closing) {
        QCOMPARE(watched.state(), State::Closing);
        QVERIFY(network.last()->closes.first() == CloseFrame(1000, QString()));
        network.last()->end(
            {.cause = Cause::ClosedByUs, .sent = CloseFrame{1000, {}}, .received = CloseFrame{1000, {}}});
    }
    QCOMPARE(watched.state(), State::Idle);
    const bool hadTransport = state != State::Idle && state != State::Waiting;
    QCOMPARE(watched.told().filter(u"closed"_s).size(), hadTransport ? 1 : 0);
    settle();
    QCOMPARE(watched.told(), QStringList());
    QCOMPARE(network.count(), dialled);
}

void tst_Connection::closeWhileOpenAndThePeerFails_data()
{
    QTest::addColumn<Ending>("ending");
    QTest::newRow("peer closed at the same time")
        << Ending{.cause = Cause::ClosedByPeer, .received = CloseFrame{1001, {}}};
    QTest::newRow("peer broke the protocol") << Ending{.cause = Cause::ProtocolError, .sent = CloseFrame{1002, {}}};
    QTest::newRow("lost") << Ending{.cause = Cause::ConnectionLost};
    QTest::newRow("timed out") << Ending{.cause = Cause::TimedOut};
}

void tst_Connection::closeWhileOpenAndThePeerFails()
{
    QFETCH(const Ending, ending);
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, State::Closing);
    network.last()->end(ending);
    QVERIFY(watched.told().filter(u"retry"_s).isEmpty());
    QCOMPARE(watched.state(), State::Idle);
}

void tst_Connection::closeInIdle()
{
    FakeNetwork network;
    Watched watched(network);
    watched.connection.close({1000, {}});
    watched.connection.shutDown();
    QCOMPARE(watched.told(), QStringList());
    QVERIFY(watched.states.isEmpty());
    QCOMPARE(network.count(), 0);
}

void tst_Connection::refusedCloseKeepsTheConnection()
{
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, State::Open);
    watched.connection.close({1006, {}});
    QCOMPARE(watched.told(), QStringList{u"error"_s});
    QCOMPARE(watched.state(), State::Open);
    watched.connection.send({Opcode::Text, "still here"});
    QCOMPARE(watched.told(), QStringList{u"sent still here"_s});
}

void tst_Connection::shutDownEndsAtOnce_data()
{
    stateRows();
}

void tst_Connection::shutDownEndsAtOnce()
{
    QFETCH(const State, state);
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, state);
    if (state == State::Open) {
        QPointer<FakeTransport> transport = network.last();
        watched.connection.shutDown();
        QVERIFY(transport->closes == QList<CloseFrame>{CloseFrame(1001, QString())});
    } else {
        watched.connection.shutDown();
    }
    QCOMPARE(watched.state(), State::Idle);
    QVERIFY(watched.told().filter(u"retry"_s).isEmpty());
    settle();
    QVERIFY(network.count() == 0 || !network.last());
}

void tst_Connection::deletedInAnyState_data()
{
    stateRows();
}

void tst_Connection::deletedInAnyState()
{
    QFETCH(const State, state);
    FakeNetwork network;
    {
        Watched watched(network);
        bring(watched, network, state);
    }
    settle();
    QVERIFY(network.count() == 0 || !network.last());
    QVERIFY(network.count() <= 1);
}

void tst_Connection::reconnectNow()
{
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, State::Waiting);
    watched.connection.reconnectNow();
    QCOMPARE(watched.told(), QStringList{u"attempt 2 h"_s});
    QCOMPARE(watched.state(), State::Connecting);
    QCOMPARE(network.count(), 2);
    network.last()->accept();
    settle();
    QCOMPARE(watched.state(), State::Open);
    QCOMPARE(network.count(), 2);
}

void tst_Connection::reconnectNowDialsOnce()
{
    FakeNetwork network;
    Watched watched(network);
    watched.connection.open(Somewhere, {.initial = 20ms, .cap = 20ms, .spread = 0});
    network.last()->lose();
    watched.connection.reconnectNow();
    bool isOver = false; // the wait that was cut short
    QTimer::singleShot(30ms, Qt::PreciseTimer, this, [&isOver] { isOver = true; });
    QTRY_VERIFY(isOver);
    QCOMPARE(network.count(), 2);
    QCOMPARE(watched.state(), State::Connecting);
}

void tst_Connection::reconnectNowInOtherStates()
{
    for (const State state : {State::Idle, State::Connecting, State::Open, State::Closing}) {
        FakeNetwork network;
        Watched watched(network);
        bring(watched, network, state);
        const qsizetype dialled = network.count();
        watched.connection.reconnectNow();
        QCOMPARE(watched.state(), state);
        QCOMPARE(network.count(), dialled);
        QCOMPARE(watched.told(), QStringList());
    }
}

void tst_Connection::openAgain_data()
{
    stateRows();
}

void tst_Connection::openAgain()
{
    QFETCH(const State, state);
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, state);
    const qsizetype dialled = network.count();
    watched.connection.open(Elsewhere, Slow);
    const bool hadTransport = state != State::Idle && state != State::Waiting;
    const QStringList told = watched.told();
    QCOMPARE(told.filter(u"closed"_s).size(), hadTransport ? 1 : 0);
    QCOMPARE(told.last(), u"attempt 1 elsewhere"_s);
    QVERIFY(told.filter(u"retry"_s).isEmpty());
    QCOMPARE(network.count(), dialled + 1);
    QCOMPARE(watched.connection.status().url, Elsewhere.url);
    QCOMPARE(watched.connection.status().attempt, 1);
    QVERIFY(!watched.connection.status().ending);
    network.last()->accept();
    QCOMPARE(watched.state(), State::Open);
    settle();
    for (qsizetype i = 0; i + 1 < network.count(); ++i)
        QVERIFY(!network.at(i));
}

void tst_Connection::openAgainForgetsTheAttempts()
{
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, State::Waiting);
    watched.connection.reconnectNow();
    network.last()->lose();
    QCOMPARE(watched.connection.status().attempt, 3);
    watched.connection.open(Somewhere, Slow);
    network.last()->lose();
    QCOMPARE(watched.connection.status().attempt, 2);
}

void tst_Connection::newOptionsWhileWaiting()
{
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, State::Waiting);
    const Timestamp due = watched.connection.status().nextAttempt;
    watched.connection.setReconnectOptions(Never);
    // The attempt that was announced still comes; the next failure heeds the new options.
    QCOMPARE(watched.state(), State::Waiting);
    QVERIFY(watched.connection.status().nextAttempt == due);
    watched.connection.reconnectNow();
    network.last()->lose();
    QCOMPARE(watched.state(), State::Idle);
}

void tst_Connection::newOptionsWhileOpen()
{
    FakeNetwork network;
    Watched watched(network);
    watched.connection.open(Somewhere, Never);
    network.last()->accept();
    watched.connection.setReconnectOptions(Slow);
    network.last()->lose();
    QCOMPARE(watched.state(), State::Waiting);
}

void tst_Connection::sends()
{
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, State::Open);
    watched.connection.send({Opcode::Text, "one"});
    watched.connection.send({Opcode::Binary, "two"});
    watched.connection.ping("three");
    QCOMPARE(watched.told(), QStringList({u"sent one"_s, u"sent two"_s, u"pinged three"_s}));
    QCOMPARE(network.last()->sent.size(), 2);
    QCOMPARE(network.last()->sent[1].opcode, Opcode::Binary);
    QCOMPARE(network.last()->pings, QList<QByteArray>{"three"});
}

void tst_Connection::sendWhileNotOpen_data()
{
    QTest::addColumn<State>("state");
    QTest::newRow("idle") << State::Idle;
    QTest::newRow("connecting") << State::Connecting;
    QTest::newRow("waiting") << State::Waiting;
}

void tst_Connection::sendWhileNotOpen()
{
    QFETCH(const State, state);
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, state);
    watched.connection.send({Opcode::Text, "early"});
    QCOMPARE(watched.told(), QStringList{u"error"_s});
    QVERIFY(!watched.failure.error.what.isEmpty());
    watched.connection.ping("early");
    QCOMPARE(watched.told(), QStringList{u"error"_s});
    QCOMPARE(watched.state(), state);
    if (state == State::Connecting) {
        network.last()->accept();
        QVERIFY(network.last()->sent.isEmpty());
        QVERIFY(network.last()->pings.isEmpty());
    }
}

void tst_Connection::pingsAreMatchedByPayload()
{
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, State::Open);
    for (const char *payload : {"a", "b", ""})
        watched.connection.ping(payload);
    watched.told();
    FakeTransport &transport = *network.last();
    transport.pong("b");
    transport.pong("unasked");
    transport.pong("b"); // again: it was answered
    transport.pong("");
    transport.pong("a");
    QCOMPARE(
        watched.told(),
        QStringList({u"pong b answers"_s, u"pong unasked"_s, u"pong b"_s, u"pong  answers"_s, u"pong a answers"_s}));
    emit transport.controlFrameReceived(Opcode::Ping, "a"); // a Ping answers nothing
    watched.connection.ping("c");
    watched.told();
    emit transport.controlFrameReceived(Opcode::Ping, "c");
    QVERIFY(!watched.roundTrip);
    transport.pong("c");
    QVERIFY(watched.roundTrip);
    QVERIFY(*watched.roundTrip >= 0us);
}

void tst_Connection::equalPingsAreMatchedInOrder()
{
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, State::Open);
    QElapsedTimer sinceFirst;
    watched.connection.ping("same");
    sinceFirst.start();
    while (!sinceFirst.hasExpired(5)) {} // the clock must have moved between the two
    watched.connection.ping("same");
    network.last()->pong("same");
    QVERIFY(watched.roundTrip >= 5ms); // the first is answered, not the second
    network.last()->pong("same");
    QVERIFY(watched.roundTrip);
    network.last()->pong("same");
    QVERIFY(!watched.roundTrip);
}

void tst_Connection::pingsOfAnEarlierConnectionAreForgotten()
{
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, State::Open);
    watched.connection.ping("a");
    network.last()->lose();
    watched.connection.reconnectNow();
    network.last()->accept();
    watched.told();
    network.last()->pong("a");
    QCOMPARE(watched.told(), QStringList{u"pong a"_s});
}

void tst_Connection::nothingIsHeardOfAnEndedTransport()
{
    FakeNetwork network;
    Watched watched(network);
    bring(watched, network, State::Open);
    FakeTransport *first = network.last();
    first->lose();
    watched.connection.reconnectNow();
    watched.told();
    first->receive("late"); // it is deleted later, so it may still speak
    first->pong("late");
    emit first->ended({});
    QCOMPARE(watched.told(), QStringList());
    QCOMPARE(watched.state(), State::Connecting);
}

namespace {

Request keptAlive(std::chrono::milliseconds interval, std::chrono::milliseconds timeout)
{
    Request request = Somewhere;
    request.options.keepAlive = {interval, timeout};
    return request;
}

} // namespace

void tst_Connection::keepAliveIsOffByDefault()
{
    QCOMPARE(ConnectionOptions().keepAlive.pingInterval, 0ms);
}

void tst_Connection::keepAlivePings()
{
    FakeNetwork network;
    Watched watched(network);
    watched.connection.open(keptAlive(1ms, 1h), Never);
    network.last()->accept();
    QTRY_VERIFY(network.last()->pings.size() >= 3);
    QCOMPARE(watched.state(), State::Open);
    QVERIFY(watched.told().contains(u"pinged keep-alive"_s));
    network.last()->pong("keep-alive");
    QVERIFY(watched.told().contains(u"pong keep-alive answers"_s));
}

void tst_Connection::keepAliveGivesUpOnSilence()
{
    FakeNetwork network;
    Watched watched(network);
    watched.connection.open(keptAlive(1ms, 5ms), Quick);
    QPointer<FakeTransport> silent = network.last();
    silent->accept();
    QTRY_VERIFY(network.count() == 2); // came back as after any loss
    QCOMPARE(watched.failure.step, Step::Open);
    QVERIFY2(watched.failure.error.what.contains(u"no answer to the ping within 0.005 s"),
             qPrintable(watched.failure.error.what));
    const QStringList told = watched.told();
    QCOMPARE(told.count(u"error"_s), 1);
    QCOMPARE(told.count(u"closed 1006"_s), 1);
    QTRY_VERIFY(!silent);
}

void tst_Connection::keepAliveIsContentWithAnyArrival()
{
    FakeNetwork network;
    Watched watched(network);
    watched.connection.open(keptAlive(1ms, 1ms), Never);
    FakeTransport &transport = *network.last();
    // Half a message is no message yet, but shows that the peer is there.
    connect(&watched.connection, &Connection::controlFrameSent, &transport, [&transport] { ++transport.arrived; });
    transport.accept();
    QTRY_VERIFY(transport.pings.size() >= 20);
    QCOMPARE(watched.state(), State::Open);
}

void tst_Connection::keepAliveEndsWithTheConnection()
{
    FakeNetwork network;
    Watched watched(network);
    watched.connection.open(keptAlive(1ms, 5ms), Never);
    FakeTransport &transport = *network.last();
    transport.accept();
    watched.connection.close({1000, {}});
    const qsizetype pings = transport.pings.size();
    QTimer later;
    later.setSingleShot(true);
    QSignalSpy spy(&later, &QTimer::timeout);
    later.start(20ms); // several intervals
    QVERIFY(spy.wait());
    QCOMPARE(transport.pings.size(), pings);
    QCOMPARE(watched.state(), State::Closing);
}

QTEST_GUILESS_MAIN(tst_Connection)
#include "tst_connection.moc"
