// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/reconnectpolicy.h"

#include <QTest>

#include <cmath>

using namespace sonde;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

Q_DECLARE_METATYPE(std::chrono::milliseconds)

class tst_ReconnectPolicy final : public QObject
{
    Q_OBJECT

private slots:
    void waitsDoubleUpToTheCap_data();
    void waitsDoubleUpToTheCap();
    void waitsGrowByTheFactor_data();
    void waitsGrowByTheFactor();
    void attemptsAreLimited();
    void unlimitedByDefault();
    void limitIsOnlyNamedWhereItMatters();
    void causes_data();
    void causes();
    void statuses_data();
    void statuses();
    void closeCodes_data();
    void closeCodes();
    void aConnectionThatHeldStartsAnew();
    void aConnectionThatDidNotHoldDoesNot();
    void disabled();
    void newOptionsCountOn();
    void oddOptionsStayFinite_data();
    void oddOptionsStayFinite();
};

namespace {

const Ending Lost{.cause = Cause::ConnectionLost};

ReconnectPolicy policyWith(const ReconnectOptions &options, double random = 0.5)
{
    return ReconnectPolicy(options, [random] { return random; });
}

Ending refused(int status)
{
    return {.cause = Cause::Refused, .step = Step::Handshake, .httpStatus = status};
}

Ending closedByPeer(quint16 code)
{
    return {.cause = Cause::ClosedByPeer, .received = CloseFrame{code, {}}};
}

} // namespace

void tst_ReconnectPolicy::waitsDoubleUpToTheCap_data()
{
    QTest::addColumn<double>("random");
    QTest::addColumn<QList<int>>("waits");
    QTest::newRow("middle") << 0.5 << QList<int>{2000, 4000, 8000, 16'000, 32'000, 60'000, 60'000};
    QTest::newRow("lowest") << 0.0 << QList<int>{1800, 3600, 7200, 14'400, 28'800, 54'000, 54'000};
    QTest::newRow("highest") << std::nextafter(1.0, 0.0)
                             << QList<int>{2200, 4400, 8800, 17'600, 35'200, 60'000, 60'000};
}

void tst_ReconnectPolicy::waitsDoubleUpToTheCap()
{
    QFETCH(const double, random);
    QFETCH(const QList<int>, waits);
    ReconnectPolicy policy = policyWith({}, random);
    for (int i = 0; i < waits.size(); ++i) {
        const auto wait = policy.next(Lost, 0ms);
        QVERIFY(wait);
        QCOMPARE(int(wait->count()), waits[i]);
        QCOMPARE(policy.attempts(), i + 1);
    }
}

void tst_ReconnectPolicy::waitsGrowByTheFactor_data()
{
    QTest::addColumn<double>("factor");
    QTest::addColumn<QList<int>>("waits");
    QTest::newRow("1") << 1.0 << QList<int>{1000, 1000, 1000, 1000};
    QTest::newRow("1.5") << 1.5 << QList<int>{1000, 1500, 2250, 3375, 5063, 7594, 10'000, 10'000};
    QTest::newRow("3") << 3.0 << QList<int>{1000, 3000, 9000, 10'000};
    QTest::newRow("10") << 10.0 << QList<int>{1000, 10'000, 10'000};
}

void tst_ReconnectPolicy::waitsGrowByTheFactor()
{
    QFETCH(const double, factor);
    QFETCH(const QList<int>, waits);
    ReconnectPolicy policy = policyWith({.initial = 1s, .factor = factor, .cap = 10s, .spread = 0});
    for (const int wait : waits)
        QCOMPARE(policy.next(Lost, 0ms), milliseconds(wait));
}

void tst_ReconnectPolicy::attemptsAreLimited()
{
    ReconnectPolicy policy = policyWith({.maxAttempts = 3});
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!policy.isExhausted(Lost));
        QVERIFY(policy.next(Lost, 0ms));
    }
    QVERIFY(!policy.next(Lost, 0ms));
    QVERIFY(!policy.next(Lost, 0ms));
    QCOMPARE(policy.attempts(), 3);
    QVERIFY(policy.isExhausted(Lost));
}

void tst_ReconnectPolicy::unlimitedByDefault()
{
    ReconnectPolicy policy = policyWith({});
    for (int i = 0; i < 100'000; ++i) {
        const auto wait = policy.next(Lost, 0ms);
        QVERIFY(wait);
        QVERIFY(*wait > 0ms && *wait <= 60'000ms);
    }
    QCOMPARE(policy.attempts(), 100'000);
    QVERIFY(!policy.isExhausted(Lost));
}

void tst_ReconnectPolicy::limitIsOnlyNamedWhereItMatters()
{
    ReconnectPolicy policy = policyWith({.maxAttempts = 1});
    QVERIFY(policy.next(Lost, 0ms));
    QVERIFY(policy.isExhausted(Lost));
    QVERIFY(policy.isExhausted(closedByPeer(1001)));
    QVERIFY(!policy.isExhausted(refused(404))); // no retry was due anyway
    QVERIFY(!policy.isExhausted(closedByPeer(1000)));
    policy.setOptions({.enabled = false, .maxAttempts = 1});
    QVERIFY(!policy.isExhausted(Lost));
}

void tst_ReconnectPolicy::causes_data()
{
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<bool>("usually");
    QTest::addColumn<bool>("afterRefusal");
    QTest::newRow("closed by us") << Cause::ClosedByUs << false << false;
    QTest::newRow("protocol error") << Cause::ProtocolError << true << true;
    QTest::newRow("lost") << Cause::ConnectionLost << true << true;
    QTest::newRow("refused") << Cause::Refused << false << true;
    QTest::newRow("timed out") << Cause::TimedOut << true << true;
    QTest::newRow("unreachable") << Cause::Unreachable << true << true;
    QTest::newRow("TLS") << Cause::TlsFailed << false << true;
    QTest::newRow("invalid request") << Cause::InvalidRequest << false << false;
}

void tst_ReconnectPolicy::causes()
{
    QFETCH(const Cause, cause);
    QFETCH(const bool, usually);
    QFETCH(const bool, afterRefusal);
    const Ending ending{.cause = cause};
    QCOMPARE(policyWith({}).next(ending, 0ms).has_value(), usually);
    QCOMPARE(policyWith({.afterRefusal = true, .afterNormalClose = true}).next(ending, 0ms).has_value(), afterRefusal);
    ReconnectPolicy policy = policyWith({});
    (void)policy.next(ending, 0ms);
    QCOMPARE(policy.attempts(), usually ? 1 : 0);
}

void tst_ReconnectPolicy::statuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("passing");
    for (const int status : {429, 502, 503, 504})
        QTest::addRow("%d", status) << status << true;
    for (const int status : {101, 200, 301, 400, 401, 403, 404, 407, 426, 500, 501})
        QTest::addRow("%d", status) << status << false;
}

void tst_ReconnectPolicy::statuses()
{
    QFETCH(const int, status);
    QFETCH(const bool, passing);
    QCOMPARE(policyWith({}).next(refused(status), 0ms).has_value(), passing);
    QVERIFY(policyWith({.afterRefusal = true}).next(refused(status), 0ms));
}

void tst_ReconnectPolicy::closeCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("normal");
    QTest::newRow("1000") << 1000 << true;
    QTest::newRow("no code") << 1005 << true;
    for (const int code : {1001, 1002, 1011, 1012, 1013, 3000, 4000, 4999})
        QTest::addRow("%d", code) << code << false;
}

void tst_ReconnectPolicy::closeCodes()
{
    QFETCH(const int, code);
    QFETCH(const bool, normal);
    QCOMPARE(policyWith({}).next(closedByPeer(quint16(code)), 0ms).has_value(), !normal);
    QVERIFY(policyWith({.afterNormalClose = true}).next(closedByPeer(quint16(code)), 0ms));
    QCOMPARE(policyWith({.afterRefusal = true}).next(closedByPeer(quint16(code)), 0ms).has_value(), !normal);
}

void tst_ReconnectPolicy::aConnectionThatHeldStartsAnew()
{
    ReconnectPolicy policy = policyWith({.maxAttempts = 3, .stableAfter = 10'000ms});
    for (int i = 0; i < 3; ++i)
        QVERIFY(policy.next(Lost, 0ms));
    QVERIFY(!policy.next(Lost, 9'999ms));
    QCOMPARE(policy.next(Lost, 10'000ms), milliseconds(2000));
    QCOMPARE(policy.attempts(), 1);
    QCOMPARE(policy.next(Lost, 0ms), milliseconds(4000));
}

void tst_ReconnectPolicy::aConnectionThatDidNotHoldDoesNot()
{
    ReconnectPolicy policy = policyWith({});
    QCOMPARE(policy.next(Lost, 9'999ms), milliseconds(2000));
    QCOMPARE(policy.next(Lost, 9'999ms), milliseconds(4000));
}

void tst_ReconnectPolicy::disabled()
{
    ReconnectPolicy policy = policyWith({.enabled = false, .afterRefusal = true, .afterNormalClose = true});
    QVERIFY(!policy.next(Lost, 0ms));
    QVERIFY(!policy.next(closedByPeer(1001), 0ms));
    QVERIFY(!policy.next(refused(503), 0ms));
    QCOMPARE(policy.attempts(), 0);
}

void tst_ReconnectPolicy::newOptionsCountOn()
{
    ReconnectPolicy policy = policyWith({});
    QVERIFY(policy.next(Lost, 0ms));
    QVERIFY(policy.next(Lost, 0ms));
    policy.setOptions({.initial = 100ms});
    QCOMPARE(policy.next(Lost, 0ms), milliseconds(400));
    policy.setOptions({.maxAttempts = 3});
    QVERIFY(!policy.next(Lost, 0ms));
    policy.setOptions({.enabled = false});
    QVERIFY(!policy.next(Lost, 0ms));
}

void tst_ReconnectPolicy::oddOptionsStayFinite_data()
{
    QTest::addColumn<milliseconds>("initial");
    QTest::addColumn<milliseconds>("cap");
    QTest::addColumn<double>("factor");
    QTest::addColumn<double>("spread");
    QTest::addColumn<milliseconds>("last"); // what it comes to, before the spread
    QTest::newRow("nothing") << 0ms << 0ms << 2.0 << 0.0 << 0ms;
    QTest::newRow("no first wait") << 0ms << 60'000ms << 10.0 << 0.0 << 0ms;
    QTest::newRow("initial above the cap") << 90'000ms << 60'000ms << 2.0 << 0.1 << 60'000ms;
    QTest::newRow("full spread") << 2000ms << 60'000ms << 2.0 << 1.0 << 60'000ms;
    QTest::newRow("large factor") << 2000ms << 60'000ms << 10.0 << 0.1 << 60'000ms;
    QTest::newRow("small factor") << 1ms << 60'000ms << 1.01 << 0.1 << 60'000ms;
    QTest::newRow("a year") << milliseconds(31'536'000'000) << milliseconds(31'536'000'000) << 2.0 << 0.1
                            << milliseconds(31'536'000'000);
}

void tst_ReconnectPolicy::oddOptionsStayFinite()
{
    QFETCH(const milliseconds, initial);
    QFETCH(const milliseconds, cap);
    QFETCH(const double, factor);
    QFETCH(const double, spread);
    QFETCH(const milliseconds, last);
    for (const double random : {0.0, 0.5, std::nextafter(1.0, 0.0)}) {
        ReconnectPolicy policy =
            policyWith({.initial = initial, .factor = factor, .cap = cap, .spread = spread}, random);
        milliseconds latest{-1};
        for (int i = 0; i < 2000; ++i) {
            const auto wait = policy.next(Lost, 0ms);
            QVERIFY(wait);
            QVERIFY(*wait >= 0ms && *wait <= cap);
            latest = *wait;
        }
        if (random == 0.5)
            QCOMPARE(latest, last);
    }
}

QTEST_GUILESS_MAIN(tst_ReconnectPolicy)
#include "tst_reconnectpolicy.moc"
