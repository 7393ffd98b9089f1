// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturethread.h"
#include "capture/capturewriter.h"
#include "gui/filterfield.h"
#include "support/rawserver.h"
#include "testwindow.h"

#include <QAction>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

/// What a person does with the log: find, mark, copy, compare.
class tst_LogPanel final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void filterShowsHitsAlone();
    void newRowsAreTakenIn();
    void mistakeIsToldAndTheLastFilterStays();
    void namesAreCompleted();
    void highlightMarksAndWalks();
    void switchesHideKinds_data();
    void switchesHideKinds();
    void rowsLikeThis();
    void filterIsSavedByName();
    void escapeClearsTheFilter();
    void clearedRowsAreNotFound();
    void bookmarkAndNoteAreKept();
    void walksBookmarks();
    void copiesInEveryFormat();
    void twoRowsShowTheirDifference();
    void comparesTwoRows();
    void timesAreShownInEachWay();
    void timesSinceARow();
    void sendsAgain();
    void largeFileStaysInItsFile();
    void largeFileIsBrokenOff();
    void editsAndSends();
    void exportsWhatIsSelected();
    void latestOfWhatIsThere();

private:
    [[nodiscard]] QList<qint64> shown();
    void filter(const QString &text);
    void select(int row);
    void choose(const QString &text); ///< In the context menu of the current row.
    void chooseFile(const QUrl &server, const QString &path); ///< In a new tab, with Sonde's own engine.

    std::unique_ptr<TestWindow> m_sonde;
    QString m_capture;
    QTemporaryDir m_folder;
};

namespace {

constexpr Timestamp Epoch{std::chrono::microseconds{1'700'000'000'123'456}};

/// What most tests look at: a connection with eight messages.
Batch sample()
{
    Batch batch;
    auto time = Epoch;
    const auto add = [&](Kind kind, Direction direction, QByteArrayView payload, QByteArrayView detail = {}) {
        batch.append(time, kind, direction, payload, detail);
        time += 10ms;
    };
    add(Kind::Attempt, Direction::Event, {}, R"({"text":"Connecting"})");
    add(Kind::Handshake, Direction::Event, {}, R"({"accepted":true,"text":"101"})");
    add(Kind::Text, Direction::Out, R"({"op":"subscribe"})");
    add(Kind::Text, Direction::In, R"({"type":"tick","price":1})");
    add(Kind::Text, Direction::In, R"({"type":"heartbeat"})");
    add(Kind::Text, Direction::In, R"({"type":"tick","price":25})");
    add(Kind::Binary, Direction::In, QByteArray("\x00\x01\xff", 3));
    add(Kind::Ping, Direction::In, "p");
    add(Kind::Text, Direction::In, "ПРИВЕТ, tick");
    add(Kind::Close, Direction::Event, {}, R"({"code":1001,"text":"1001 Going Away"})");
    return batch;
}

} // namespace

void tst_LogPanel::init()
{
    failOnWarnings();
    static int number = 0;
    m_capture = m_folder.filePath(u"sample-%1.sonde"_s.arg(++number));
    {
        CaptureThread thread;
        const auto writer = thread.createWriter(m_capture);
        writer->append(sample());
        QVERIFY(writer->flush(5s));
    }
    m_sonde = std::make_unique<TestWindow>();
    m_sonde->start({m_capture});
    QTRY_COMPARE(m_sonde->log().rowCount(), 10);
}

void tst_LogPanel::cleanup()
{
    m_sonde.reset();
}

QList<qint64> tst_LogPanel::shown()
{
    QList<qint64> seqs;
    for (int row = 0; row < m_sonde->log().rowCount(); ++row)
        seqs << toInt(m_sonde->log().seqAt(row));
    return seqs;
}

void tst_LogPanel::filter(const QString &text)
{
    press(Qt::Key_F, Qt::ControlModifier);
    type(text);
    press(Qt::Key_Return);
}

void tst_LogPanel::select(int row)
{
    auto *log = m_sonde->find<QTableView>(u"log"_s);
    QTest::mouseClick(log->viewport(), Qt::LeftButton, {}, log->visualRect(log->model()->index(row, 6)).center());
    QCOMPARE(log->currentIndex().row(), row);
}

void tst_LogPanel::choose(const QString &text)
{
    auto *log = m_sonde->find<QTableView>(u"log"_s);
    emit log->customContextMenuRequested(log->visualRect(log->currentIndex()).center());
    auto *menu = log->findChild<QMenu *>(u"rowMenu"_s);
    QVERIFY(menu);
    QList<QAction *> actions = menu->actions();
    for (const QMenu *inner : menu->findChildren<QMenu *>())
        actions << inner->actions();
    const auto found = std::ranges::find_if(
        actions, [&](const QAction *action) { return action->text().remove(u'&') == text && !action->menu(); });
    QVERIFY2(found != actions.end(), qPrintable(text));
    QVERIFY2((*found)->isEnabled(), qPrintable(text));
    (*found)->trigger();
    menu->close();
    m_sonde->window().activateWindow(); // there is no window manager to do it
    QVERIFY(QTest::qWaitForWindowActive(&m_sonde->window()));
}

void tst_LogPanel::filterShowsHitsAlone()
{
    filter(u"tick"_s);
    QTRY_COMPARE(shown(), (QList<qint64>{4, 6, 9}));
    QTRY_COMPARE(m_sonde->text(u"filterCounts"_s), u"3 of 10"_s);
    filter(u"$.price>3"_s);
    QTRY_COMPARE(shown(), (QList<qint64>{6}));
    filter(u"привет or code:1001"_s);
    QTRY_COMPARE(shown(), (QList<qint64>{9, 10}));
    filter(u"nothing like it"_s);
    QTRY_COMPARE(shown(), QList<qint64>());
    press(Qt::Key_F, Qt::ControlModifier);
    press(Qt::Key_Delete);
    QTRY_COMPARE(m_sonde->log().rowCount(), 10);
    QCOMPARE(m_sonde->text(u"filterCounts"_s), u"10 row(s)"_s);
}

void tst_LogPanel::newRowsAreTakenIn()
{
    filter(u"tick"_s);
    QTRY_COMPARE(shown(), (QList<qint64>{4, 6, 9}));
    CaptureThread other; // as another process would
    const auto writer = other.createWriter(m_capture);
    writer->append(sample());
    QVERIFY(writer->flush(5s));
    QTRY_COMPARE(shown(), (QList<qint64>{4, 6, 9, 14, 16, 19}));
    QTRY_COMPARE(m_sonde->text(u"filterCounts"_s), u"6 of 20"_s);
}

void tst_LogPanel::mistakeIsToldAndTheLastFilterStays()
{
    filter(u"tick"_s);
    QTRY_COMPARE(m_sonde->log().rowCount(), 3);
    filter(u"tick (dir:in"_s);
    const auto *field = m_sonde->find<FilterField>(u"filter"_s);
    QTRY_VERIFY(!field->mistake().isEmpty());
    QCOMPARE(field->accessibleDescription(), field->mistake());
    QTRY_VERIFY(m_sonde->window().findChild<QWidget *>(u"filterMistake"_s)->isVisible());
    QCOMPARE(m_sonde->log().rowCount(), 3);
    type(u")"_s);
    QTRY_VERIFY(field->mistake().isEmpty());
    QTRY_COMPARE(shown(), (QList<qint64>{4, 6, 9}));
}

void tst_LogPanel::namesAreCompleted()
{
    press(Qt::Key_F, Qt::ControlModifier);
    type(u"tick ki"_s);
    QTRY_VERIFY(QApplication::activePopupWidget());
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Down);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QCOMPARE(m_sonde->find<QLineEdit>(u"filter"_s)->text(), u"tick kind:"_s);
}

void tst_LogPanel::highlightMarksAndWalks()
{
    m_sonde->click(u"onlyHits"_s);
    filter(u"tick"_s);
    const auto isHit = [this](int row) { return m_sonde->log().index(row, 0).data(CaptureModel::IsHitRole).toBool(); };
    QTRY_VERIFY(isHit(3) && isHit(5) && isHit(8));
    QVERIFY(!isHit(4));
    QCOMPARE(m_sonde->log().rowCount(), 10);
    QTRY_COMPARE(m_sonde->text(u"filterCounts"_s), u"Hits: 3 of 10"_s);
    const auto *log = m_sonde->find<QTableView>(u"log"_s);
    for (const int row : {3, 5, 8, 3}) {
        press(Qt::Key_F3);
        QCOMPARE(log->currentIndex().row(), row);
    }
    for (const int row : {8, 5, 3}) {
        press(Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(log->currentIndex().row(), row);
    }
    m_sonde->click(u"onlyHits"_s);
    QTRY_COMPARE(shown(), (QList<qint64>{4, 6, 9}));
    QCOMPARE(log->currentIndex().row(), 0); // the row that was current stays so
    press(Qt::Key_F3);
    QCOMPARE(log->currentIndex().row(), 1);
}

void tst_LogPanel::switchesHideKinds_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QList<qint64>>("rows");
    QTest::newRow("received") << u"showReceived"_s << QList<qint64>{1, 2, 3, 8, 10};
    QTest::newRow("sent") << u"showSent"_s << QList<qint64>{1, 2, 4, 5, 6, 7, 8, 9, 10};
    QTest::newRow("events") << u"showEvents"_s << QList<qint64>{3, 4, 5, 6, 7, 8, 9};
    QTest::newRow("control frames") << u"showControl"_s << QList<qint64>{1, 2, 3, 4, 5, 6, 7, 9, 10};
}

void tst_LogPanel::switchesHideKinds()
{
    QFETCH(const QString, button);
    QFETCH(const QList<qint64>, rows);
    m_sonde->click(button);
    QTRY_COMPARE(shown(), rows);
    m_sonde->click(button);
    QTRY_COMPARE(m_sonde->log().rowCount(), 10);
}

void tst_LogPanel::rowsLikeThis()
{
    select(4);
    choose(u"Hide rows like this"_s);
    QCOMPARE(m_sonde->find<QLineEdit>(u"filter"_s)->text(), u"-(dir:in kind:text $.type=\"heartbeat\")"_s);
    QTRY_COMPARE(shown(), (QList<qint64>{1, 2, 3, 4, 6, 7, 8, 9, 10}));
    select(3);
    choose(u"Only rows like this"_s);
    QTRY_COMPARE(shown(), (QList<qint64>{4, 6}));
}

void tst_LogPanel::filterIsSavedByName()
{
    filter(u"tick"_s);
    auto *saved = m_sonde->find<QToolButton>(u"savedFilters"_s);
    emit saved->menu()->aboutToShow();
    saved->menu()->findChild<QAction *>(u"saveFilter"_s)->trigger();
    auto *dialog = qobject_cast<QInputDialog *>(openDialog(u"filterName"_s));
    dialog->setTextValue(u"Ticks"_s);
    acceptDialog(dialog);
    QTRY_COMPARE(m_sonde->program().settings().filters, (QList<SavedFilter>{{u"Ticks"_s, u"tick"_s}}));

    m_sonde->restart();
    saved = m_sonde->find<QToolButton>(u"savedFilters"_s);
    emit saved->menu()->aboutToShow();
    QCOMPARE(saved->menu()->actions().first()->text(), u"Ticks"_s);
    saved->menu()->actions().first()->trigger();
    QTRY_COMPARE(shown(), (QList<qint64>{4, 6, 9}));
}

void tst_LogPanel::escapeClearsTheFilter()
{
    m_sonde->click(u"showSent"_s);
    filter(u"tick"_s);
    QTRY_COMPARE(m_sonde->log().rowCount(), 3);
    auto *field = m_sonde->find<QLineEdit>(u"filter"_s);
    QTest::keyClick(field, Qt::Key_Escape);
    QTRY_COMPARE(m_sonde->log().rowCount(), 10);
    QVERIFY(m_sonde->find<QToolButton>(u"showSent"_s)->isChecked());
    QTest::keyClick(field, Qt::Key_Escape);
    QTRY_COMPARE(focusName(), u"log"_s);
}

void tst_LogPanel::clearedRowsAreNotFound()
{
    filter(u"tick"_s);
    QTRY_COMPARE(m_sonde->log().rowCount(), 3);
    press(Qt::Key_K, Qt::ControlModifier);
    QTRY_COMPARE(m_sonde->log().rowCount(), 0);
    m_sonde->find<QAction>(u"showCleared"_s)->trigger();
    QTRY_COMPARE(shown(), (QList<qint64>{4, 6, 9}));
}

void tst_LogPanel::bookmarkAndNoteAreKept()
{
    select(5);
    press(Qt::Key_B, Qt::ControlModifier);
    const auto mark = [this](int row) { return m_sonde->log().index(row, 0).data(CaptureModel::MarkRole); };
    QTRY_VERIFY(mark(5).isValid());
    select(8);
    press(Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = qobject_cast<QInputDialog *>(openDialog(u"noteDialog"_s));
    dialog->setTextValue(u"look here"_s);
    acceptDialog(dialog);
    QTRY_COMPARE(mark(8).toString(), u"look here"_s);

    filter(u"is:marked"_s);
    QTRY_COMPARE(shown(), (QList<qint64>{6, 9}));
    select(0);
    press(Qt::Key_B, Qt::ControlModifier);
    QTRY_COMPARE(shown(), (QList<qint64>{9})); // a search for bookmarks follows them

    m_sonde->restart();
    QTRY_COMPARE(mark(8).toString(), u"look here"_s);
    QVERIFY(!mark(5).isValid());
}

void tst_LogPanel::walksBookmarks()
{
    const auto *log = m_sonde->find<QTableView>(u"log"_s);
    for (const int row : {1, 4, 7}) {
        select(row);
        press(Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY(m_sonde->log().index(row, 0).data(CaptureModel::MarkRole).isValid());
    }
    select(0);
    for (const int row : {1, 4, 7, 7}) {
        press(Qt::Key_F2);
        QCOMPARE(log->currentIndex().row(), row);
    }
    for (const int row : {4, 1, 1}) {
        press(Qt::Key_F2, Qt::ShiftModifier);
        QCOMPARE(log->currentIndex().row(), row);
    }
}

void tst_LogPanel::copiesInEveryFormat()
{
    const auto *clipboard = QApplication::clipboard();
    select(6);
    choose(u"Hex"_s);
    QCOMPARE(clipboard->text(), u"00 01 ff"_s);
    choose(u"Base64"_s);
    QCOMPARE(clipboard->text(), u"AAH/"_s);
    choose(u"C array"_s);
    QCOMPARE(clipboard->text(), u"{\n    0x00, 0x01, 0xff,\n}"_s);
    choose(u"JSON string"_s); // which can't be
    QVERIFY2(m_sonde->text(u"footText"_s).contains(u"UTF-8"), qPrintable(m_sonde->text(u"footText"_s)));
    select(4);
    choose(u"JSON string"_s);
    QCOMPARE(clipboard->text(), uR"("{\"type\":\"heartbeat\"}")"_s);
    choose(u"Text"_s);
    QCOMPARE(clipboard->text(), uR"({"type":"heartbeat"})"_s);
    auto *log = m_sonde->find<QTableView>(u"log"_s);
    select(3);
    QTest::keyClick(log, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(log, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboard->text(), u"{\"type\":\"tick\",\"price\":1}\n{\"type\":\"heartbeat\"}"_s);
}

void tst_LogPanel::twoRowsShowTheirDifference()
{
    select(3);
    QTest::keyClick(m_sonde->find<QTableView>(u"log"_s), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_sonde->text(u"filterCounts"_s), u"Δ 10.0 ms · −5 bytes"_s);
}

void tst_LogPanel::comparesTwoRows()
{
    select(3);
    press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier); // one row is not enough
    QVERIFY(m_sonde->text(u"footText"_s).contains(u"Select one row, then another"));
    auto *log = m_sonde->find<QTableView>(u"log"_s);
    QTest::mouseClick(log->viewport(), Qt::LeftButton, Qt::ControlModifier,
                      log->visualRect(log->model()->index(5, 6)).center());
    choose(u"Compare the two rows"_s);
    auto *window = m_sonde->window().findChild<QDialog *>(u"compareWindow"_s);
    QVERIFY(window && window->isVisible());
    window->close();
}

void tst_LogPanel::timesAreShownInEachWay()
{
    const auto time = [this](int row) { return m_sonde->log().index(row, CaptureModel::Time).data().toString(); };
    m_sonde->find<QAction>(u"time-utc"_s)->trigger();
    QCOMPARE(time(0), u"22:13:20.123"_s);
    m_sonde->find<QAction>(u"time-connect"_s)->trigger();
    QTRY_COMPARE(time(3), u"+0.020 s"_s);
    m_sonde->find<QAction>(u"time-previous"_s)->trigger();
    QCOMPARE(time(3), u"+0.010 s"_s);
    m_sonde->restart();
    QVERIFY(m_sonde->find<QAction>(u"time-previous"_s)->isChecked());
    QCOMPARE(time(3), u"+0.010 s"_s);
}

void tst_LogPanel::timesSinceARow()
{
    const auto time = [this](int row) { return m_sonde->log().index(row, CaptureModel::Time).data().toString(); };
    select(5);
    choose(u"Times since this row"_s);
    QCOMPARE(time(5), u"+0.000 s"_s);
    QCOMPARE(time(3), u"-0.020 s"_s);
    QCOMPARE(time(8), u"+0.030 s"_s);
}

void tst_LogPanel::sendsAgain()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    m_sonde->find<QAction>(u"newTab"_s)->trigger();
    type(server.url().toString());
    press(Qt::Key_Return);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    server.client()->sendFrame(Opcode::Text, "again");
    QTRY_COMPARE(m_sonde->log().rowCount(), 3);
    select(2);
    choose(u"Send again"_s);
    QTRY_COMPARE(m_sonde->kinds().size(), 4);
    QCOMPARE(m_sonde->preview(3), u"again"_s);
    QCOMPARE(m_sonde->log().record(3).direction, Direction::Out);
}

void tst_LogPanel::chooseFile(const QUrl &server, const QString &path)
{
    Profile profile;
    profile.address = server.toString();
    profile.options.engine = Engine::Native;
    m_sonde->find<QAction>(u"newTab"_s)->trigger();
    m_sonde->tab().takeProfile(profile);
    m_sonde->tab().connectToServer();
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    m_sonde->chooseKind(u"Binary, file"_s);
    m_sonde->find<QLineEdit>(u"composerFile"_s)->setText(path);
}

void tst_LogPanel::largeFileStaysInItsFile()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    QFile file(m_folder.filePath(u"large"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(17 << 20));
    chooseFile(server.url(), file.fileName());
    QVERIFY2(m_sonde->composerHint().contains(u"17.00 MiB, read as it goes out"), qPrintable(m_sonde->composerHint()));
    m_sonde->click(u"send"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_sonde->log().rowCount(), 4, 20'000); // with a notice that it begins
    const Record sent = m_sonde->log().record(3);
    QCOMPARE(sent.kind, Kind::Binary);
    QCOMPARE(sent.size, 0);
    const QString told = u"From the file %1, 17.00 MiB"_s.arg(file.fileName());
    QCOMPARE(m_sonde->preview(3), told);
    select(3);
    QVERIFY2(m_sonde->detail().contains(u"not in the capture"), qPrintable(m_sonde->detail()));
    QVERIFY(m_sonde->detail().contains(u"SHA-256"));
    QVERIFY(!m_sonde->find<QToolButton>(u"detailSave"_s)->isEnabled());
    choose(u"Copy"_s);
    QCOMPARE(QApplication::clipboard()->text(), told);
    choose(u"Send again"_s);
    QVERIFY2(m_sonde->text(u"footText"_s).contains(told), qPrintable(m_sonde->text(u"footText"_s)));
    QCOMPARE(m_sonde->log().rowCount(), 4);
}

void tst_LogPanel::largeFileIsBrokenOff()
{
    RawServer server;
    server.onRequest([](RawClient &client) {
        client.accept();
        client.stopReading();
    });
    QFile file(m_folder.filePath(u"large"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(64 << 20));
    chooseFile(server.url(), file.fileName());
    m_sonde->click(u"send"_s);
    QTRY_VERIFY(m_sonde->text(u"statusText"_s).contains(u"sending a file"));
    QVERIFY2(m_sonde->text(u"statusText"_s).contains(u" of 64.00 MiB"), qPrintable(m_sonde->text(u"statusText"_s)));
    m_sonde->tab().disconnectFromServer();
    QTRY_COMPARE(m_sonde->log().rowCount(), 4);
    QVERIFY2(m_sonde->preview(3).contains(u"did not go out whole"), qPrintable(m_sonde->preview(3)));
}

void tst_LogPanel::editsAndSends()
{
    RawServer server;
    server.onRequest([](RawClient &client) { client.accept(); });
    m_sonde->find<QAction>(u"newTab"_s)->trigger();
    type(server.url().toString());
    press(Qt::Key_Return);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    server.client()->sendFrame(Opcode::Binary, QByteArray("\x01\xff", 2));
    QTRY_COMPARE(m_sonde->log().rowCount(), 3);
    select(2);
    choose(u"Edit and send…"_s);
    type(u" 02"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_sonde->log().rowCount(), 4);
    QCOMPARE(m_sonde->log().record(3).payload, QByteArray("\x01\xff\x02", 3));
}

void tst_LogPanel::exportsWhatIsSelected()
{
    filter(u"tick"_s);
    QTRY_COMPARE(m_sonde->log().rowCount(), 3);
    const auto seqs = [this](ExportDialog::Rows rows) {
        const RowSelection selection = m_sonde->window().currentTab()->panel().rowSelection(rows);
        QList<qint64> found;
        for (qint64 seq = toInt(selection.first); seq <= toInt(selection.last); ++seq) {
            const auto next = selection.next ? selection.next(Seq{seq}) : std::optional(Seq{seq});
            if (!next)
                break;
            seq = toInt(*next);
            if (seq <= toInt(selection.last))
                found << seq;
        }
        return found;
    };
    QCOMPARE(seqs(ExportDialog::Rows::Shown), (QList<qint64>{4, 6, 9}));
    QCOMPARE(seqs(ExportDialog::Rows::All).size(), 10);
    select(1);
    QCOMPARE(seqs(ExportDialog::Rows::Selected), (QList<qint64>{6}));
    const ExportDialog::Counts counts = m_sonde->window().currentTab()->panel().counts();
    QCOMPARE(counts.all, 10);
    QCOMPARE(counts.shown, 3);
    QCOMPARE(counts.selected, 1);
}

void tst_LogPanel::latestOfWhatIsThere()
{
    m_sonde->find<QTabBar>(u"logViews"_s)->setCurrentIndex(1);
    m_sonde->find<QWidget>(u"latestPath"_s)->setFocus();
    type(u"$.type"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(m_sonde->find<QTableView>(u"latestTable"_s)->model()->rowCount(), 2);
    // The view is made late, and stands where it belongs all the same.
    press(Qt::Key_Tab);
    QCOMPARE(focusName(), u"latestDirection"_s);
    press(Qt::Key_Tab);
    QCOMPARE(focusName(), u"latestTable"_s);
    press(Qt::Key_Tab);
    QCOMPARE(focusName(), u"detailViews"_s);
}

QTEST_MAIN(tst_LogPanel)
#include "tst_logpanel.moc"
