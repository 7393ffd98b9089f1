// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/messageschedule.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_MessageSchedule final : public QObject
{
    Q_OBJECT

private slots:
    void onlyThoseOnOpenGoOutByThemselves();
    void delayIsKept();
    void nothingIsDueAfterTheEnd();
    void aPeriodRepeatsOnceItWasSent();
    void repeatingCanBeStopped();
    void onOpenAndPeriod();
    void changedTextGoesOnRepeating();
    void changedPeriodStops();
    void listMayChangeWhileItGoesOut();
};

namespace {

SavedMessage message(const QString &name, std::chrono::milliseconds period = 0ms)
{
    return {.name = name, .text = name, .note = {}, .period = period};
}

SavedMessage onOpen(const QString &name, std::chrono::milliseconds delay = 0ms, std::chrono::milliseconds period = 0ms)
{
    return {.name = name, .text = name, .note = {}, .onOpen = true, .delay = delay, .period = period};
}

/// What was due, in order.
QList<qsizetype> indexes(const QSignalSpy &spy)
{
    QList<qsizetype> found;
    for (const QVariantList &arguments : spy)
        found << arguments[0].value<qsizetype>();
    return found;
}

} // namespace

void tst_MessageSchedule::onlyThoseOnOpenGoOutByThemselves()
{
    MessageSchedule schedule;
    const QSignalSpy due(&schedule, &MessageSchedule::due);
    schedule.setMessages({onOpen(u"a"_s), message(u"b"_s), onOpen(u"c"_s, 1ms), onOpen(u"d"_s)});
    QVERIFY(due.isEmpty());
    schedule.start();
    QCOMPARE(indexes(due), (QList<qsizetype>{0, 3}));
    QTRY_COMPARE(indexes(due), (QList<qsizetype>{0, 3, 2}));
    schedule.start(); // opened again
    QTRY_COMPARE(due.size(), 6);
}

void tst_MessageSchedule::delayIsKept()
{
    MessageSchedule schedule;
    const QSignalSpy due(&schedule, &MessageSchedule::due);
    schedule.setMessages({onOpen(u"late"_s, 80ms), onOpen(u"early"_s, 20ms)});
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!schedule.isAnyWaiting());
    schedule.start();
    QVERIFY(schedule.isAnyWaiting());
    QTRY_COMPARE(due.size(), 1);
    QVERIFY(timer.elapsed() >= 20);
    QTRY_COMPARE(indexes(due), (QList<qsizetype>{1, 0}));
    QVERIFY(timer.elapsed() >= 80);
    QVERIFY(!schedule.isAnyWaiting());
}

void tst_MessageSchedule::nothingIsDueAfterTheEnd()
{
    MessageSchedule schedule;
    const QSignalSpy due(&schedule, &MessageSchedule::due);
    schedule.setMessages({onOpen(u"late"_s, 20ms), message(u"again"_s, 20ms)});
    schedule.start();
    schedule.send(1);
    schedule.stop();
    QVERIFY(!schedule.isAnyRepeating());
    MessageSchedule witness; // Its message is due later than those would have been.
    const QSignalSpy later(&witness, &MessageSchedule::due);
    witness.setMessages({onOpen(u"later"_s, 60ms)});
    witness.start();
    QTRY_COMPARE(later.size(), 1);
    QCOMPARE(indexes(due), (QList<qsizetype>{1}));
}

void tst_MessageSchedule::aPeriodRepeatsOnceItWasSent()
{
    MessageSchedule schedule;
    const QSignalSpy due(&schedule, &MessageSchedule::due);
    const QSignalSpy changes(&schedule, &MessageSchedule::repeatingChanged);
    schedule.setMessages({message(u"again"_s, 20ms), message(u"once"_s)});
    schedule.start();
    const qsizetype before = changes.size();
    schedule.send(1);
    QVERIFY(!schedule.isRepeating(1));
    QCOMPARE(changes.size(), before);
    QElapsedTimer timer;
    timer.start();
    schedule.send(0);
    QVERIFY(schedule.isRepeating(0));
    QCOMPARE(changes.size(), before + 1);
    QTRY_COMPARE(indexes(due), (QList<qsizetype>{1, 0, 0, 0}));
    QVERIFY(timer.elapsed() >= 40);
    QCOMPARE(changes.size(), before + 1);
}

void tst_MessageSchedule::repeatingCanBeStopped()
{
    MessageSchedule schedule;
    QSignalSpy due(&schedule, &MessageSchedule::due);
    schedule.setMessages({message(u"a"_s, 10ms), message(u"b"_s, 10ms)});
    schedule.send(0);
    schedule.send(1);
    schedule.stopRepeating(0);
    QVERIFY(!schedule.isRepeating(0) && schedule.isRepeating(1));
    due.clear();
    QTRY_VERIFY(due.size() >= 2);
    QVERIFY(!indexes(due).contains(0));
}

void tst_MessageSchedule::onOpenAndPeriod()
{
    MessageSchedule schedule;
    const QSignalSpy due(&schedule, &MessageSchedule::due);
    schedule.setMessages({onOpen(u"beat"_s, 5ms, 10ms)});
    schedule.start();
    QVERIFY(!schedule.isRepeating(0));
    QVERIFY(schedule.isAnyWaiting());
    QTRY_VERIFY(due.size() >= 3);
    QVERIFY(schedule.isRepeating(0));
    QVERIFY(!schedule.isAnyWaiting());
}

void tst_MessageSchedule::changedTextGoesOnRepeating()
{
    MessageSchedule schedule;
    QSignalSpy due(&schedule, &MessageSchedule::due);
    SavedMessage beat = message(u"beat"_s, 10ms);
    schedule.setMessages({message(u"other"_s), beat});
    schedule.send(1);
    beat.text = u"new"_s;
    schedule.setMessages({beat, message(u"other"_s)});
    QVERIFY(schedule.isRepeating(0) && !schedule.isRepeating(1));
    due.clear();
    QTRY_VERIFY(due.size() >= 2);
    QVERIFY(!indexes(due).contains(1));
}

void tst_MessageSchedule::changedPeriodStops()
{
    MessageSchedule schedule;
    schedule.setMessages({message(u"beat"_s, 10ms)});
    schedule.send(0);
    schedule.setMessages({message(u"beat"_s, 30ms)});
    QVERIFY(!schedule.isRepeating(0));
}

void tst_MessageSchedule::listMayChangeWhileItGoesOut()
{
    MessageSchedule schedule;
    int count = 0;
    connect(&schedule, &MessageSchedule::due, this, [&schedule, &count] {
        ++count;
        schedule.setMessages({});
    });
    schedule.setMessages({onOpen(u"a"_s), onOpen(u"b"_s)});
    schedule.start();
    QCOMPARE(count, 1);
}

QTEST_GUILESS_MAIN(tst_MessageSchedule)
#include "tst_messageschedule.moc"
