// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturethread.h"
#include "gui/latestview.h"
#include "testwindow.h"

#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp Begin{std::chrono::microseconds{1'700'000'000'123'456}};

/// A view of a capture that ticks can be recorded into.
class Ticker final
{
public:
    Ticker()
        : m_writer(m_thread.createWriter(m_folder.filePath(u"ticker.sonde"_s)))
        , view(m_writer->path())
    {
        QObject::connect(m_writer.get(), &CaptureWriter::committed, &view, &LatestView::setRows);
        view.resize(800, 400);
    }

    void show()
    {
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
    }
    /// Records ticks of so many symbols in turn, and waits until they are in the file.
    void record(int count, int symbols = 3)
    {
        Batch batch;
        for (int i = 0; i < count; ++i) {
            ++m_count;
            const QByteArray payload = R"({"symbol":"S)" + QByteArray::number(m_count % symbols) + R"(","price":)"
                + QByteArray::number(m_count) + "}";
            batch.append(Begin + m_count * 100ms, Kind::Text, m_count % 2 == 0 ? Direction::In : Direction::Out,
                         payload);
        }
        m_writer->append(std::move(batch));
        QVERIFY(m_writer->flush(8s));
    }

    [[nodiscard]] QComboBox *path() const { return view.findChild<QComboBox *>(u"latestPath"_s); }
    [[nodiscard]] QComboBox *direction() const { return view.findChild<QComboBox *>(u"latestDirection"_s); }
    [[nodiscard]] QTableView *table() const { return view.findChild<QTableView *>(u"latestTable"_s); }
    [[nodiscard]] QString state() const { return view.findChild<QLabel *>(u"latestState"_s)->text(); }
    [[nodiscard]] int rows() const { return table()->model()->rowCount(); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return table()->model()->index(row, column).data().toString();
    }
    void click(int row)
    {
        const QRect area = table()->visualRect(table()->model()->index(row, LatestModel::Value));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, area.center());
    }

private:
    QTemporaryDir m_folder;
    CaptureThread m_thread;
    std::unique_ptr<CaptureWriter> m_writer;
    int m_count = 0;

public:
    LatestView view;
};

} // namespace

class tst_LatestView final : public QObject
{
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }
    void saysWhatToDo();
    void showsARowForEachValue();
    void followsWhatIsRecorded();
    void saysWhatIsWrongWithAPath();
    void typedPathTakesEffect();
    void suggestsPaths();
    void choosesADirection();
    void activatedRowsLeadToTheLog();
    void selectionStaysWhileRowsCome();
    void sortsByAClickOnATitle();
    void clearedRowsAreLeftOut();
    void readsNothingWhileHidden();
    void saysThatTheCaptureCannotBeRead();
    void worksByKeyboard();
};

void tst_LatestView::saysWhatToDo()
{
    Ticker ticker;
    ticker.show();
    auto *empty = ticker.view.findChild<QLabel *>(u"latestEmpty"_s);
    QVERIFY(empty->isVisible());
    QVERIFY(empty->text().contains(u"$.symbol"_s));
    ticker.view.setPath(u"$.nothing"_s);
    ticker.record(1);
    QTRY_VERIFY2(ticker.state().contains(u"without"_s), qPrintable(ticker.state()));
    QVERIFY(empty->isVisible());
    QVERIFY(empty->text().contains(u"No message"_s));
}

void tst_LatestView::showsARowForEachValue()
{
    Ticker ticker;
    ticker.record(30);
    ticker.show();
    ticker.view.setPath(u"$.symbol"_s);
    QTRY_COMPARE(ticker.rows(), 3);
    QCOMPARE(ticker.cell(0, LatestModel::Value), u"S1"_s);
    QCOMPARE(ticker.cell(0, LatestModel::Count), u"10"_s);
    QCOMPARE(ticker.cell(0, LatestModel::Number), u"28"_s);
    QCOMPARE(ticker.cell(0, LatestModel::Preview), uR"({"symbol":"S1","price":28})"_s);
    QVERIFY(!ticker.cell(0, LatestModel::Rate).isEmpty());
    QVERIFY2(ticker.state().contains(u"3 value"_s) && ticker.state().contains(u"30 message"_s),
             qPrintable(ticker.state()));
    QCOMPARE(ticker.view.path(), u"$.symbol"_s);
}

void tst_LatestView::followsWhatIsRecorded()
{
    Ticker ticker;
    ticker.show();
    ticker.view.setPath(u"$.symbol"_s);
    for (int i = 1; i <= 5; ++i) {
        ticker.record(10);
        QTRY_VERIFY(ticker.state().contains(u"%1 message"_s.arg(i * 10)));
    }
    QCOMPARE(ticker.rows(), 3);
    QCOMPARE(ticker.cell(2, LatestModel::Number), u"48"_s);
}

void tst_LatestView::saysWhatIsWrongWithAPath()
{
    Ticker ticker;
    ticker.record(30);
    ticker.show();
    ticker.view.setPath(u"$.symbol"_s);
    QTRY_COMPARE(ticker.rows(), 3);
    ticker.view.setPath(u"symbol"_s);
    QVERIFY2(ticker.state().contains(u"begins with $"_s), qPrintable(ticker.state()));
    QCOMPARE(ticker.rows(), 3);
    QCOMPARE(ticker.view.path(), u"$.symbol"_s);
    ticker.record(30);
    QTRY_COMPARE(ticker.cell(0, LatestModel::Count), u"20"_s);
    QVERIFY2(ticker.state().contains(u"begins with $"_s), "the sentence stays while rows come");
    ticker.view.setPath(u"$.symbol"_s);
    ticker.record(1);
    QTRY_VERIFY(ticker.state().contains(u"61 message"_s));
}

void tst_LatestView::typedPathTakesEffect()
{
    Ticker ticker;
    ticker.record(30);
    ticker.show();
    QSignalSpy changes(&ticker.view, &LatestView::pathChanged);
    ticker.view.focusPath();
    QTest::keyClicks(ticker.path()->lineEdit(), u"$.symbol"_s);
    QTRY_COMPARE(ticker.rows(), 3); // Without Enter.
    QTest::keyClick(ticker.path()->lineEdit(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(ticker.path()->lineEdit(), u"$.price"_s);
    QTest::keyClick(ticker.path()->lineEdit(), Qt::Key_Return);
    QTRY_COMPARE(ticker.rows(), 30);
    QCOMPARE(changes.last().at(0).toString(), u"$.price"_s);
    QTest::keyClick(ticker.path()->lineEdit(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(ticker.path()->lineEdit(), Qt::Key_Delete);
    QTRY_COMPARE(ticker.view.path(), QString());
    QCOMPARE(ticker.rows(), 0);
}

void tst_LatestView::suggestsPaths()
{
    Ticker ticker;
    ticker.show();
    QCOMPARE(ticker.path()->count(), 0);
    QTest::keyClicks(ticker.path()->lineEdit(), u"$"_s);
    ticker.record(30);
    QTRY_COMPARE(ticker.path()->count(), 2);
    QCOMPARE(ticker.path()->itemText(0), u"$.symbol"_s);
    QCOMPARE(ticker.path()->itemText(1), u"$.price"_s);
    QCOMPARE(ticker.path()->currentText(), u"$"_s);
    QTest::keyClick(ticker.path(), Qt::Key_Down);
    QTRY_COMPARE(ticker.view.path(), u"$.symbol"_s);
    QTRY_COMPARE(ticker.rows(), 3);
}

void tst_LatestView::choosesADirection()
{
    Ticker ticker;
    ticker.record(30);
    ticker.show();
    ticker.view.setPath(u"$.price"_s);
    QTRY_COMPARE(ticker.rows(), 30);
    QTest::keyClick(ticker.direction(), Qt::Key_Down);
    QTRY_COMPARE(ticker.rows(), 15);
    QCOMPARE(ticker.cell(0, LatestModel::Value), u"2"_s);
    QTest::keyClick(ticker.direction(), Qt::Key_Down);
    QTRY_COMPARE(ticker.cell(0, LatestModel::Value), u"1"_s);
    QTRY_COMPARE(ticker.rows(), 15);
}

void tst_LatestView::activatedRowsLeadToTheLog()
{
    Ticker ticker;
    ticker.record(30);
    ticker.show();
    ticker.view.setPath(u"$.symbol"_s);
    QTRY_COMPARE(ticker.rows(), 3);
    QSignalSpy activated(&ticker.view, &LatestView::rowActivated);
    ticker.click(1);
    QTest::keyClick(ticker.table(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(toInt(activated.at(0).at(0).value<Seq>()), 29);
    ticker.click(2);
    const QRect area = ticker.table()->visualRect(ticker.table()->model()->index(2, 0));
    QTest::mouseDClick(ticker.table()->viewport(), Qt::LeftButton, {}, area.center());
    QCOMPARE(toInt(activated.last().at(0).value<Seq>()), 30);
}

void tst_LatestView::selectionStaysWhileRowsCome()
{
    Ticker ticker;
    ticker.record(30);
    ticker.show();
    ticker.view.setPath(u"$.symbol"_s);
    QTRY_COMPARE(ticker.rows(), 3);
    ticker.click(2);
    ticker.record(30, 7);
    QTRY_COMPARE(ticker.rows(), 7);
    QCOMPARE(ticker.table()->currentIndex().row(), 2);
    QCOMPARE(ticker.cell(2, LatestModel::Value), u"S0"_s);
}

void tst_LatestView::sortsByAClickOnATitle()
{
    Ticker ticker;
    ticker.record(30);
    ticker.show();
    ticker.view.setPath(u"$.symbol"_s);
    QTRY_COMPARE(ticker.rows(), 3);
    QCOMPARE(ticker.cell(0, LatestModel::Value), u"S1"_s);
    QHeaderView *header = ticker.table()->horizontalHeader();
    const auto clickTitle = [&](int column) {
        const QPoint at(header->sectionViewportPosition(column) + 10, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
    };
    clickTitle(LatestModel::Value);
    QCOMPARE(ticker.cell(0, LatestModel::Value), u"S0"_s);
    clickTitle(LatestModel::Value);
    QCOMPARE(ticker.cell(0, LatestModel::Value), u"S2"_s);
    clickTitle(LatestModel::Value); // And back to the order in which they came.
    QCOMPARE(ticker.cell(0, LatestModel::Value), u"S1"_s);
}

void tst_LatestView::clearedRowsAreLeftOut()
{
    Ticker ticker;
    ticker.record(30);
    ticker.show();
    ticker.view.setPath(u"$.price"_s);
    QTRY_COMPARE(ticker.rows(), 30);
    ticker.view.setFirst(Seq{26});
    QTRY_COMPARE(ticker.rows(), 5);
    ticker.view.setFirst(Seq{31});
    QTRY_COMPARE(ticker.rows(), 0);
    ticker.record(2);
    QTRY_COMPARE(ticker.rows(), 2);
}

void tst_LatestView::readsNothingWhileHidden()
{
    Ticker ticker;
    ticker.record(30);
    ticker.view.setPath(u"$.symbol"_s);
    ticker.record(30);
    QCOMPARE(ticker.rows(), 0);
    ticker.show();
    QTRY_COMPARE(ticker.rows(), 3);
    QTRY_COMPARE(ticker.cell(0, LatestModel::Count), u"20"_s);
}

void tst_LatestView::saysThatTheCaptureCannotBeRead()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"no.sonde"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no capture");
    file.close();
    LatestView view(file.fileName());
    view.show();
    view.setPath(u"$.a"_s);
    view.setRows(5);
    QTRY_VERIFY(view.findChild<QLabel *>(u"latestState"_s)->text().contains(u"not a capture"_s));
}

void tst_LatestView::worksByKeyboard()
{
    Ticker ticker;
    ticker.record(30);
    ticker.show();
    ticker.view.focusPath();
    QTest::keyClicks(ticker.path()->lineEdit(), u"$.symbol"_s);
    QTest::keyClick(ticker.path()->lineEdit(), Qt::Key_Return);
    QTRY_COMPARE(ticker.rows(), 3);
    for (int i = 0; i < 5 && QApplication::focusWidget() != ticker.table(); ++i)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), ticker.table());
    QSignalSpy activated(&ticker.view, &LatestView::rowActivated);
    QTest::keyClick(ticker.table(), Qt::Key_Down);
    QTest::keyClick(ticker.table(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    for (const QWidget *widget : ticker.view.findChildren<QWidget *>()) {
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible()
            && (qobject_cast<const QComboBox *>(widget) || qobject_cast<const QTableView *>(widget)))
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(tst_LatestView)
#include "tst_latestview.moc"
