// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/payloadview.h"
#include "net/echoserver.h"
#include "support/rawserver.h"
#include "testwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_LogView final : public QObject
{
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }
    void followsTheNewestRow();
    void scrollingUpStopsFollowing();
    void scrollingBackDownFollowsAgain();
    void selectionStaysWhileRowsCome();
    void clearHidesRowsAndShowsThemAgain();
    void clearStopsNoMessages();
    void clearedRowsStayClearedAtTheNextStart();
    void largeMessageShowsWhole();
    void floodLosesNothingAndBlocksNobody();
    void memoryDoesNotGrowWithTheCount();
};

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool IsSanitized = true; // sanitizers keep memory for themselves
#else
constexpr bool IsSanitized = false;
#endif

/// An echo server in a thread of its own: it goes on while the test's thread is busy.
class EchoThread final
{
public:
    EchoThread()
    {
        m_server.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_server, [this] { QVERIFY(m_server.listen()); }, Qt::BlockingQueuedConnection);
    }
    ~EchoThread()
    {
        QMetaObject::invokeMethod(
            &m_server,
            [this] {
                m_server.close();
                m_server.moveToThread(nullptr);
            },
            Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(EchoThread)

    [[nodiscard]] QString url(const QString &path) const { return m_server.url(path).toString(); }

private:
    QThread m_thread;
    EchoServer m_server;
};

void sendTexts(RawServer &server, int count)
{
    for (int i = 0; i < count; ++i)
        server.client()->sendFrame(Opcode::Text, "message " + QByteArray::number(i));
}

bool isAtBottom(const QTableView *log)
{
    return log->verticalScrollBar()->value() == log->verticalScrollBar()->maximum();
}

void dial(const QString &address)
{
    press(Qt::Key_L, Qt::ControlModifier);
    type(address);
    press(Qt::Key_Return);
}

/// Memory of this process that is in RAM, in KiB.
qint64 residentMemory()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').at(1).toLongLong();
    }
    return -1;
}

/// Longest time between two ticks of a timer: how long the GUI thread did not get to its events.
class GapMeter final : public QObject
{
public:
    GapMeter()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(5ms);
        connect(&m_timer, &QTimer::timeout, this, [this] { m_longest = std::max(m_longest, m_clock.restart()); });
        m_clock.start();
        m_timer.start();
    }
    [[nodiscard]] qint64 longest() const { return m_longest; } ///< ms

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

} // namespace

void tst_LogView::followsTheNewestRow()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.start({server.url().toString()});
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    const auto *log = sonde.find<QTableView>(u"log"_s);
    for (int i = 1; i <= 3; ++i) {
        sendTexts(server, 100);
        QTRY_COMPARE(sonde.log().rowCount(), 2 + 100 * i);
        QTRY_VERIFY(isAtBottom(log));
        QVERIFY(log->verticalScrollBar()->maximum() > 0);
        QVERIFY(log->viewport()->rect().intersects(log->visualRect(log->model()->index(1 + 100 * i, 0))));
    }
    QVERIFY(!sonde.find<QPushButton>(u"jumpToNewest"_s)->isVisible());
}

void tst_LogView::scrollingUpStopsFollowing()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.start({server.url().toString()});
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    auto *log = sonde.find<QTableView>(u"log"_s);
    const auto *newest = sonde.find<QPushButton>(u"jumpToNewest"_s);
    sendTexts(server, 200);
    QTRY_COMPARE(sonde.log().rowCount(), 202);
    QTRY_VERIFY(isAtBottom(log));

    log->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Home, Qt::ControlModifier);
    const int top = log->verticalScrollBar()->value();
    QVERIFY(!isAtBottom(log));
    QVERIFY(!newest->isVisible()); // nothing new yet
    sendTexts(server, 7);
    QTRY_COMPARE(sonde.log().rowCount(), 209);
    QCOMPARE(log->verticalScrollBar()->value(), top);
    QVERIFY(newest->isVisible());
    QVERIFY2(newest->text().startsWith(u"7 new"), qPrintable(newest->text()));
    sendTexts(server, 5);
    QTRY_COMPARE(sonde.log().rowCount(), 214);
    QVERIFY2(newest->text().startsWith(u"12 new"), qPrintable(newest->text()));
    QVERIFY(log->rect().contains(newest->geometry()));

    sonde.click(u"jumpToNewest"_s);
    QVERIFY(isAtBottom(log));
    QVERIFY(!newest->isVisible());
    sendTexts(server, 50);
    QTRY_COMPARE(sonde.log().rowCount(), 264);
    QTRY_VERIFY(isAtBottom(log)); // and follows again
    QVERIFY(!newest->isVisible());
}

void tst_LogView::scrollingBackDownFollowsAgain()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.start({server.url().toString()});
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    auto *log = sonde.find<QTableView>(u"log"_s);
    sendTexts(server, 200);
    QTRY_COMPARE(sonde.log().rowCount(), 202);
    log->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Home, Qt::ControlModifier);
    sendTexts(server, 1);
    QTRY_VERIFY(sonde.find<QPushButton>(u"jumpToNewest"_s)->isVisible());
    press(Qt::Key_End, Qt::ControlModifier); // the menu's key, from anywhere
    QVERIFY(isAtBottom(log));
    QVERIFY(!sonde.find<QPushButton>(u"jumpToNewest"_s)->isVisible());

    log->verticalScrollBar()->setValue(0);
    QVERIFY(!isAtBottom(log));
    log->verticalScrollBar()->setValue(log->verticalScrollBar()->maximum());
    sendTexts(server, 100);
    QTRY_COMPARE(sonde.log().rowCount(), 303);
    QTRY_VERIFY(isAtBottom(log));
}

void tst_LogView::selectionStaysWhileRowsCome()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.start({server.url().toString()});
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    sendTexts(server, 3);
    QTRY_COMPARE(sonde.log().rowCount(), 5);
    auto *log = sonde.find<QTableView>(u"log"_s);
    QTest::mouseClick(log->viewport(), Qt::LeftButton, {}, log->visualRect(log->model()->index(3, 6)).center());
    QCOMPARE(sonde.detail(), u"message 1"_s);
    sendTexts(server, 200);
    QTRY_COMPARE(sonde.log().rowCount(), 205);
    QCOMPARE(log->currentIndex().row(), 3);
    QCOMPARE(sonde.detail(), u"message 1"_s);
}

void tst_LogView::clearHidesRowsAndShowsThemAgain()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.start({server.url().toString()});
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    sendTexts(server, 3);
    QTRY_COMPARE(sonde.log().rowCount(), 5);
    sonde.find<QTableView>(u"log"_s)->selectRow(4);
    QCOMPARE(sonde.detail(), u"message 2"_s);

    press(Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(sonde.log().rowCount(), 0);
    QCOMPARE(sonde.detail(), QString());
    sendTexts(server, 1);
    QTRY_COMPARE(sonde.log().rowCount(), 1);
    QCOMPARE(toInt(sonde.log().seqAt(0)), 6); // numbers go on
    QCOMPARE(sonde.log().record(0).payload, "message 0");

    sonde.window().findChild<QAction *>(u"showCleared"_s)->trigger();
    QCOMPARE(sonde.log().rowCount(), 6);
    QCOMPARE(sonde.kinds().first(), Kind::Attempt);
}

void tst_LogView::clearStopsNoMessages()
{
    EchoThread server;
    TestWindow sonde;
    sonde.start({server.url(u"/flood?count=20000&size=64"_s)});
    QTRY_VERIFY(sonde.log().rowCount() > 100);
    press(Qt::Key_K, Qt::ControlModifier);
    const qint64 first = toInt(sonde.log().first());
    QVERIFY(first > 100);
    QTRY_COMPARE_WITH_TIMEOUT(first - 1 + sonde.log().rowCount(), 20'002, 60'000);
}

void tst_LogView::clearedRowsStayClearedAtTheNextStart()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Return);
    QTRY_COMPARE(sonde.log().rowCount(), 2);
    press(Qt::Key_K, Qt::ControlModifier);
    type(u"kept"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(sonde.log().rowCount(), 2);
    sonde.restart();
    QVERIFY(sonde.log().rowCount() >= 2); // leaving closes the connection, which is recorded, too
    QCOMPARE(sonde.log().record(0).payload, "kept");
    sonde.window().findChild<QAction *>(u"showCleared"_s)->trigger();
    QCOMPARE(sonde.kinds().first(), Kind::Attempt);
}

void tst_LogView::largeMessageShowsWhole()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    TestWindow sonde;
    sonde.start({server.url().toString()});
    QTRY_COMPARE(sonde.state(), ConnectionState::Open);
    server.client()->sendFrame(Opcode::Text, QByteArray(3 << 20, 'x'));
    QTRY_COMPARE(sonde.log().rowCount(), 3);
    sonde.find<QTableView>(u"log"_s)->selectRow(2);
    QTRY_COMPARE(sonde.find<PayloadView>(u"detailText"_s)->payload().size(), 3 << 20);
    sonde.click(u"detailCopy"_s);
    QTRY_COMPARE(QApplication::clipboard()->text().size(), 3 << 20);
    QVERIFY(sonde.find<PayloadView>(u"detailText"_s)->visibleText().size() < 1 << 20);
}

void tst_LogView::floodLosesNothingAndBlocksNobody()
{
    constexpr int Count = 200'000;
    EchoThread server;
    TestWindow sonde;
    sonde.start();
    const auto *editor = sonde.find<QPlainTextEdit>(u"composerText"_s);
    dial(server.url(u"/flood?count=%1&size=64"_s.arg(Count)));

    const GapMeter gap;
    QElapsedTimer clock;
    clock.start();
    const int rows = 2 + Count;
    QString typed;
    while (sonde.log().rowCount() < rows && clock.elapsed() < 60'000) {
        if (focusName() == u"composerText" && typed.size() < 2000) {
            const QChar c = QChar(u'a' + int(typed.size() % 26));
            type(c);
            typed += c;
        }
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    }
    const qint64 took = clock.elapsed();
    qInfo("%d messages in %lld ms; longest gap of a 5 ms timer %lld ms; %lld keys typed meanwhile", Count, took,
          gap.longest(), qint64(typed.size()));

    QCOMPARE(sonde.log().rowCount(), rows);
    QCOMPARE(editor->toPlainText(), typed);
    QVERIFY(typed.size() > 5);
    QTRY_VERIFY(isAtBottom(sonde.find<QTableView>(u"log"_s)));
    for (int i = 0; i < Count; ++i) {
        const QString preview = sonde.preview(2 + i);
        if (QStringView(preview).first(preview.indexOf(u' ')).toInt() != i)
            QFAIL(qPrintable(u"Row %1 shows \"%2\"."_s.arg(2 + i).arg(preview)));
    }
}

void tst_LogView::memoryDoesNotGrowWithTheCount()
{
    // Of 1 KiB each, so that what is kept would stand out from what the writer's queue may hold for a while.
    constexpr int First = 50'000;
    constexpr int Second = 150'000;
    EchoThread server;
    TestWindow sonde;
    sonde.start();
    dial(server.url(u"/flood?count=%1&size=1024"_s.arg(First)));
    QTRY_COMPARE_WITH_TIMEOUT(sonde.log().rowCount(), 2 + First, 60'000);
    const qint64 before = residentMemory();
    press(Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(sonde.log().rowCount(), 3 + First);
    dial(server.url(u"/flood?count=%1&size=1024"_s.arg(Second)));
    QTRY_COMPARE_WITH_TIMEOUT(sonde.log().rowCount(), 5 + First + Second, 60'000);
    const qint64 after = residentMemory();
    qInfo("%lld KiB after %d messages, %lld KiB after %d", before, First, after, First + Second);
    if (!IsSanitized)
        QVERIFY2(after - before < 64 * 1024, qPrintable(u"%1 KiB more"_s.arg(after - before)));
}

QTEST_MAIN(tst_LogView)
#include "tst_logview.moc"
