// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/comparemodel.h"
#include "gui/comparewindow.h"
#include "testwindow.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

namespace {

Record recordOf(qint64 seq, const QByteArray &payload, std::chrono::microseconds later = 0us)
{
    Record record;
    record.seq = Seq{seq};
    record.time = Timestamp{std::chrono::microseconds{1'700'000'000'123'456}} + later;
    record.kind = Kind::Text;
    record.direction = Direction::In;
    record.size = payload.size();
    return record;
}

/// A window that compares two payloads, shown and ready.
class Compared final
{
public:
    Compared(const QByteArray &before, const QByteArray &after)
        : window(new CompareWindow(recordOf(12, before), before, recordOf(19, after, 1203ms), after))
    {
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window));
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(u"compareCancel"_s)->isHidden(), 20'000);
    }
    ~Compared() { delete window; }
    Q_DISABLE_COPY_MOVE(Compared)

    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        T *found = window->findChild<T *>(name);
        if (!found)
            qFatal("There is no widget named %s.", qPrintable(name));
        return found;
    }
    [[nodiscard]] QString text(const QString &name) const { return find<QLabel>(name)->text(); }
    [[nodiscard]] QTableView *table() const { return find<QTableView>(u"compareTable"_s); }
    [[nodiscard]] QTabBar *views() const { return find<QTabBar>(u"compareViews"_s); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return table()->model()->index(row, column).data().toString();
    }
    [[nodiscard]] QString before() const { return find<QPlainTextEdit>(u"compareBefore"_s)->toPlainText(); }
    [[nodiscard]] QString after() const { return find<QPlainTextEdit>(u"compareAfter"_s)->toPlainText(); }

    CompareWindow *window;
};

QByteArray numberedLines(int count)
{
    QByteArray text;
    for (int i = 1; i <= count; ++i)
        text += "line " + QByteArray::number(i) + '\n';
    return text;
}

} // namespace

class tst_CompareWindow final : public QObject
{
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }
    void headsTellWhatIsCompared();
    void theEarlierStandsBefore();
    void jsonByStructure();
    void jsonByLine();
    void textByLine();
    void bytes();
    void equalMessages();
    void equalJsonWrittenDifferently();
    void walksByKeys();
    void copiesRows();
    void unfoldsEqualLines();
    void longLinesShowWhereTheyDiffer();
    void largeJsonDoesNotBlock();
    void cancelled();
    void closedWhileItCompares();
    void payloadsThatAreCut();
    void models();
};

void tst_CompareWindow::headsTellWhatIsCompared()
{
    const Compared compared("hello", "hello!!!");
    const QString before = compared.text(u"compareHeadBefore"_s);
    const QString after = compared.text(u"compareHeadAfter"_s);
    QVERIFY2(before.startsWith(u"#12"_s) && before.contains(u"5 byte"_s), qPrintable(before));
    QVERIFY2(before.contains(u".123456"_s), qPrintable(before));
    QVERIFY2(after.startsWith(u"#19"_s) && after.contains(u"1.20 s later"_s) && after.contains(u"3 byte"_s),
             qPrintable(after));
    QVERIFY(!compared.window->isModal());
}

void tst_CompareWindow::theEarlierStandsBefore()
{
    const QByteArray later = "later";
    const QByteArray earlier = "earlier";
    CompareWindow window(recordOf(19, later, 5s), later, recordOf(12, earlier), earlier);
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(window.windowTitle().contains(u"#12 and #19"_s));
    QTRY_COMPARE(window.findChild<QPlainTextEdit *>(u"compareBefore"_s)->toPlainText(), u"earlier"_s);
    QCOMPARE(window.findChild<QPlainTextEdit *>(u"compareAfter"_s)->toPlainText(), u"later"_s);
}

void tst_CompareWindow::jsonByStructure()
{
    const Compared compared(R"({"symbol":"AAPL","price":1.10,"old":true})",
                            R"({"price":1.20,"symbol":"AAPL","new":{"a":[]}})");
    QCOMPARE(compared.views()->currentIndex(), int(CompareWindow::Structure));
    QVERIFY2(compared.text(u"compareVerdict"_s).startsWith(u"3 difference"_s),
             qPrintable(compared.text(u"compareVerdict"_s)));
    QCOMPARE(compared.table()->model()->rowCount(), 3);
    QCOMPARE(compared.cell(0, JsonCompareModel::Path), u"$.price"_s);
    QCOMPARE(compared.cell(0, JsonCompareModel::Before), u"1.10"_s);
    QCOMPARE(compared.cell(0, JsonCompareModel::After), u"1.20"_s);
    QVERIFY(compared.cell(1, JsonCompareModel::Change).contains(u"removed"_s));
    QCOMPARE(compared.cell(2, JsonCompareModel::After), uR"({"a":[]})"_s);
    QCOMPARE(compared.cell(2, JsonCompareModel::Before), QString());
    QCOMPARE(compared.before(), u"1.10"_s);
    QCOMPARE(compared.after(), u"1.20"_s);
}

void tst_CompareWindow::jsonByLine()
{
    const Compared compared(R"({"a":1,"b":2})", R"({"a":1,"b":3})");
    QTest::mouseClick(compared.views(), Qt::LeftButton, {}, compared.views()->tabRect(CompareWindow::ByLine).center());
    QCOMPARE(compared.views()->currentIndex(), int(CompareWindow::ByLine));
    QCOMPARE(compared.table()->model()->rowCount(), 4);
    QCOMPARE(compared.cell(2, LineCompareModel::Before), u"    \"b\": 2"_s);
    QCOMPARE(compared.cell(2, LineCompareModel::After), u"    \"b\": 3"_s);
    QCOMPARE(compared.table()->currentIndex().row(), 2);
    QVERIFY(!compared.find<QPushButton>(u"comparePrevious"_s)->isEnabled());
    QVERIFY(!compared.find<QPushButton>(u"compareNext"_s)->isEnabled());
}

void tst_CompareWindow::textByLine()
{
    const Compared compared("one\ntwo\nthree\n", "one\n2\n2b\nthree\n");
    QCOMPARE(compared.views()->currentIndex(), int(CompareWindow::ByLine));
    QVERIFY(!compared.views()->isTabEnabled(CompareWindow::Structure));
    QVERIFY(!compared.views()->tabToolTip(CompareWindow::Structure).isEmpty());
    QCOMPARE(compared.table()->model()->rowCount(), 4);
    QCOMPARE(compared.cell(1, LineCompareModel::BeforeNumber), u"2 −"_s);
    QCOMPARE(compared.cell(1, LineCompareModel::Before), u"two"_s);
    QCOMPARE(compared.cell(1, LineCompareModel::After), u"2"_s);
    QCOMPARE(compared.cell(2, LineCompareModel::Before), QString());
    QCOMPARE(compared.cell(2, LineCompareModel::AfterNumber), u"3 +"_s);
    QVERIFY(compared.text(u"compareVerdict"_s).startsWith(u"1 difference"_s));
    QVERIFY(!compared.find<QPushButton>(u"comparePrevious"_s)->isEnabled());
}

void tst_CompareWindow::bytes()
{
    const QByteArray before = QByteArray("\xff\0\1", 3) + QByteArray(45, 'x');
    QByteArray after = before;
    after[20] = 'y';
    const Compared compared(before, after);
    QCOMPARE(compared.views()->tabText(CompareWindow::ByLine), u"Bytes"_s);
    QCOMPARE(compared.table()->model()->rowCount(), 3);
    QCOMPARE(compared.cell(1, LineCompareModel::BeforeNumber), u"00000010 −"_s);
    const QString dump = compared.cell(1, LineCompareModel::After);
    QVERIFY2(dump.startsWith(u"78 78 78 78 79 78"_s) && dump.endsWith(u" xxxxyxxxxxxxxxxx"_s), qPrintable(dump));
    QCOMPARE(dump.size(), LineCompareModel::DumpCharacters);
    const QModelIndex index = compared.table()->model()->index(1, LineCompareModel::After);
    QCOMPARE(index.data(CompareModel::MarkBeginRole).toInt(), 12);
    QCOMPARE(index.data(CompareModel::MarkLengthRole).toInt(), 2);
    QCOMPARE(compared.table()->currentIndex().row(), 1);
}

void tst_CompareWindow::equalMessages()
{
    const Compared compared("same\n", "same\n");
    QCOMPARE(compared.text(u"compareVerdict"_s), u"No differences."_s);
    QVERIFY(!compared.find<QPushButton>(u"compareNext"_s)->isEnabled());
    const Compared empty("", "");
    QCOMPARE(empty.text(u"compareVerdict"_s), u"No differences."_s);
}

void tst_CompareWindow::equalJsonWrittenDifferently()
{
    const Compared compared(R"({"a":1,"b":2})", R"({ "b":2, "a":1 })");
    QVERIFY2(compared.text(u"compareVerdict"_s).contains(u"same JSON"_s),
             qPrintable(compared.text(u"compareVerdict"_s)));
    QCOMPARE(compared.table()->model()->rowCount(), 0);
}

void tst_CompareWindow::walksByKeys()
{
    const Compared compared("[1,2,3,4,5]", "[1,0,3,0,0]");
    const auto row = [&] { return compared.table()->currentIndex().row(); };
    QCOMPARE(row(), 0);
    QCOMPARE(compared.text(u"comparePosition"_s), u"1 of 3"_s);
    QTest::keyClick(compared.table(), Qt::Key_F3);
    QCOMPARE(row(), 1);
    QTest::keyClick(compared.window, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(row(), 2);
    QVERIFY(!compared.find<QPushButton>(u"compareNext"_s)->isEnabled());
    QTest::keyClick(compared.table(), Qt::Key_F3);
    QCOMPARE(row(), 2);
    QTest::keyClick(compared.table(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(row(), 1);
    QTest::mouseClick(compared.find<QPushButton>(u"comparePrevious"_s), Qt::LeftButton);
    QCOMPARE(compared.text(u"comparePosition"_s), u"1 of 3"_s);

    const Compared lines(numberedLines(100), QByteArray(numberedLines(100)).replace("line 50\n", "x\n"));
    QCOMPARE(lines.text(u"comparePosition"_s), u"1 of 1"_s);
    QTest::keyClick(lines.table(), Qt::Key_Down);
    QTest::keyClick(lines.table(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(lines.before(), u"line 50"_s);
}

void tst_CompareWindow::copiesRows()
{
    const Compared compared(R"({"a":1,"b":2,"c":3})", R"({"a":2,"b":2,"d":4})");
    QTest::keyClick(compared.table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"~ $.a: 1 -> 2\n"_s);
    compared.table()->clearSelection();
    QTest::mouseClick(compared.find<QPushButton>(u"compareCopy"_s), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), u"~ $.a: 1 -> 2\n- $.c: 3\n+ $.d: 4\n"_s);

    const Compared lines("a\nb\n", "a\nc\nd\n");
    QTest::keyClick(lines.table(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(lines.table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u" a\n-b\n+c\n+d\n"_s);
}

void tst_CompareWindow::unfoldsEqualLines()
{
    const Compared compared(numberedLines(1000), QByteArray(numberedLines(1000)).replace("line 500\n", "x\n"));
    // A row for 496 lines, three, the one that differs, three, a row for 497.
    QCOMPARE(compared.table()->model()->rowCount(), 9);
    QVERIFY2(compared.cell(0, LineCompareModel::Before).contains(u"496"_s),
             qPrintable(compared.cell(0, LineCompareModel::Before)));
    compared.table()->setCurrentIndex(compared.table()->model()->index(0, 0));
    QTest::keyClick(compared.table(), Qt::Key_Return);
    QCOMPARE(compared.table()->model()->rowCount(), 9 + 495);
    QCOMPARE(compared.cell(0, LineCompareModel::Before), u"line 1"_s);
    QCOMPARE(compared.cell(495, LineCompareModel::After), u"line 496"_s);
    QTest::keyClick(compared.table(), Qt::Key_F3);
    QCOMPARE(compared.after(), u"x"_s);
    QVERIFY2(compared.window->isVisible(), "Enter presses no button");
}

void tst_CompareWindow::longLinesShowWhereTheyDiffer()
{
    const QByteArray lead(100'000, 'x');
    const Compared compared(lead + "one" + lead, lead + "two" + lead);
    const QString before = compared.cell(0, LineCompareModel::Before);
    QVERIFY2(before.size() < 1000 && before.contains(u"xone"_s), qPrintable(before.left(200)));
    const QModelIndex index = compared.table()->model()->index(0, LineCompareModel::Before);
    const auto begin = index.data(CompareModel::MarkBeginRole).toInt();
    QCOMPARE(before.mid(begin, index.data(CompareModel::MarkLengthRole).toInt()), u"one"_s);
    QCOMPARE(compared.before().size(), 64 * 1024 + 1);
}

void tst_CompareWindow::largeJsonDoesNotBlock()
{
    QByteArray before = "[";
    for (int i = 0; i < 100'000; ++i)
        before += R"({"id":)" + QByteArray::number(i) + R"(,"price":1},)";
    before += "0]";
    const QByteArray after = QByteArray(before).replace(R"({"id":77777,"price":1})", R"({"id":77777,"price":2})");
    CompareWindow window(recordOf(1, before), before, recordOf(2, after), after);
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.show();
    QCOMPARE(window.findChild<QLabel *>(u"compareVerdict"_s)->text(), u"Comparing…"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<QLabel *>(u"compareVerdict"_s)->text().startsWith(u"1 difference"_s),
                             60'000);
    QCOMPARE(
        window.findChild<QTableView *>(u"compareTable"_s)->model()->index(0, JsonCompareModel::Path).data().toString(),
        u"$[77777].price"_s);
}

void tst_CompareWindow::cancelled()
{
    const QByteArray text = numberedLines(500'000);
    CompareWindow window(recordOf(1, text), text, recordOf(2, text), text + 'x');
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.show();
    QTest::mouseClick(window.findChild<QPushButton *>(u"compareCancel"_s), Qt::LeftButton);
    QCOMPARE(window.findChild<QLabel *>(u"compareVerdict"_s)->text(), u"Canceled."_s);
    QTest::keyClick(&window, Qt::Key_F3);
    QVERIFY(!window.findChild<QTableView *>(u"compareTable"_s)->model());
}

void tst_CompareWindow::closedWhileItCompares()
{
    const QByteArray text = numberedLines(300'000);
    const QPointer<CompareWindow> window(new CompareWindow(recordOf(1, text), text, recordOf(2, text), text + 'x'));
    window->show();
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClick(window, Qt::Key_Escape);
    QTRY_VERIFY(!window);
}

void tst_CompareWindow::payloadsThatAreCut()
{
    Record record = recordOf(1, "[1,2");
    record.size = 100'000'000;
    CompareWindow window(record, "[1,2", recordOf(2, "[1,3"), "[1,3");
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    QTRY_VERIFY(window.findChild<QLabel *>(u"compareNote"_s)->text().contains(u"Only the first"_s));
    QVERIFY(!window.findChild<QTabBar *>(u"compareViews"_s)->isTabEnabled(CompareWindow::Structure));
}

void tst_CompareWindow::models()
{
    const auto compared = [](const QByteArray &before, const QByteArray &after) {
        return std::make_shared<Comparison>(Comparison::of(before, after));
    };
    JsonCompareModel json(compared("[1,2]", "[2,3]"));
    const QAbstractItemModelTester jsonTester(&json, QAbstractItemModelTester::FailureReportingMode::QtTest);
    LineCompareModel lines(compared(numberedLines(100), "x\n" + numberedLines(100) + "y"));
    const QAbstractItemModelTester linesTester(&lines, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(lines.differences(), 2);
    QCOMPARE(lines.rowCount(), 1 + 3 + 1 + 3 + 1);
    lines.unfold(0); // Which is none.
    lines.unfold(4);
    QCOMPARE(lines.rowCount(), 102);
    QCOMPARE(lines.rowOf(1), 101);
    QCOMPARE(lines.differenceAt(100), 0);
    QCOMPARE(lines.differenceAt(101), 1);
}

QTEST_MAIN(tst_CompareWindow)
#include "tst_comparewindow.moc"
