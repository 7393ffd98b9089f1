// SPDX-License-Identifier: GPL-3.0-or-later
// How the native engine gets messages onto the wire.
#define SONDE_ENGINE Native
#include "support/dialled.h"
#include "support/rawserver.h"

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_NativeSends final : public QObject
{
    Q_OBJECT

private slots:
    void whatIsSentInOneTurnIsGathered();
    void muchIsNotGathered();
    void pongsAreGathered();
    void closeFlushesWhatWasGathered();
    void abortFlushesWhatWasGathered();
};

namespace {

/// Accepts, and keeps what comes.
struct Taker
{
    RawServer server;
    Dialled dialled;

    Taker()
        : dialled((server.onRequest([](RawClient &c) { c.accept(); }), server.url()))
    {
    }

    [[nodiscard]] bool send(const QByteArray &payload)
    {
        return dialled.transport->send({Opcode::Text, payload}).has_value();
    }
    [[nodiscard]] qint64 unsent() const { return dialled.transport->unsentBytes(); }
    [[nodiscard]] QByteArrayList payloads() const
    {
        QByteArrayList payloads;
        for (const RawFrame &frame : server.client()->frames())
            payloads << frame.payload;
        return payloads;
    }
};

} // namespace

void tst_NativeSends::whatIsSentInOneTurnIsGathered()
{
    Taker taker;
    QVERIFY(taker.dialled.isOpen());
    QVERIFY(taker.send("first"));
    QCOMPARE(taker.unsent(), 0); // a message alone does not wait
    QVERIFY(taker.send("second"));
    QVERIFY(taker.dialled.transport->ping("third"));
    QVERIFY(taker.unsent() > 0);
    QTRY_COMPARE(taker.payloads(), (QByteArrayList{"first", "second", "third"}));
    QCOMPARE(taker.unsent(), 0);
    QVERIFY(taker.send("next turn"));
    QCOMPARE(taker.unsent(), 0);
    QTRY_COMPARE(taker.payloads().size(), 4);
}

void tst_NativeSends::muchIsNotGathered()
{
    Taker taker;
    QVERIFY(taker.dialled.isOpen());
    for (int i = 0; i < 300; ++i) {
        QVERIFY(taker.send(QByteArray(1000, 'x')));
        QVERIFY(taker.unsent() < 66'000);
    }
    QTRY_COMPARE(taker.payloads().size(), 300);
}

void tst_NativeSends::pongsAreGathered()
{
    Taker taker;
    QVERIFY(taker.dialled.isOpen());
    QByteArrayList pings;
    for (int i = 0; i < 100; ++i) {
        pings << QByteArray::number(i);
        taker.server.client()->sendFrame(Opcode::Ping, pings.last());
    }
    QTRY_COMPARE(taker.payloads(), pings);
}

void tst_NativeSends::closeFlushesWhatWasGathered()
{
    Taker taker;
    QVERIFY(taker.dialled.isOpen());
    for (const char *payload : {"first", "second", "third"})
        QVERIFY(taker.send(payload));
    QVERIFY(taker.dialled.transport->close({1001, {}}));
    QCOMPARE(taker.unsent(), 0);
    taker.dialled.transport->abort();
    QTRY_COMPARE(taker.payloads(), (QByteArrayList{"first", "second", "third", closePayload({1001, {}})}));
}

void tst_NativeSends::abortFlushesWhatWasGathered()
{
    Taker taker;
    QVERIFY(taker.dialled.isOpen());
    for (const char *payload : {"first", "second", "third"})
        QVERIFY(taker.send(payload));
    taker.dialled.transport->abort();
    QTRY_COMPARE(taker.payloads(), (QByteArrayList{"first", "second", "third"}));
}

QTEST_GUILESS_MAIN(tst_NativeSends)
#include "tst_nativesends.moc"
