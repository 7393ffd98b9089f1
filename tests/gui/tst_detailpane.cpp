// SPDX-License-Identifier: GPL-3.0-or-later
#include "detailfixture.h"
#include "testwindow.h"

#include <QAccessible>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_DetailPane final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void prettyFoldsByKeys();
    void prettyFoldsByMouse();
    void pathIsShownAndCopied();
    void valueIsCopiedAsSent();
    void selectionIsSharedBetweenViews();
    void bytesAndCharactersAreLinked();
    void keysSelect();
    void mouseSelects();
    void searchWalksAround();
    void searchUnfolds();
    void bytesAreSearched();
    void guessIsLabelledAndSwitchable();
    void choiceStaysForTheNextRow();
    void formatThatDoesNotFitIsExplained();
    void imageIsShown();
    void invalidTextIsMarked();
    void eventsHaveNoPayload();
    void emptyPayloadSaysSo();
    void narrowerPaneBreaksLinesAnew();
    void anotherRowEndsWhatIsUnderWay();
    void hugePayloadStaysAtHand();
    void hugeLineStaysAtHand();
    void screenReaderReadsWhatIsOnScreen();
    void payloadThatIsGoneIsTold();
};

namespace {

const QByteArray Json = R"({"n":1.10,"list":[10,{"deep":"x\u00e9"},30],"last":"end"})";

QString clipboard()
{
    return QApplication::clipboard()->text();
}

QString shown(DetailFixture &pane)
{
    return pane.text()->visibleText();
}

QString note(DetailFixture &pane)
{
    return pane.find<QLabel>("detailNote")->text();
}

/// The cursor into the line that begins with `text`, by keys.
void goTo(DetailFixture &pane, const QString &text)
{
    TextView *view = pane.text();
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Home, Qt::ControlModifier);
    const QStringList lines = view->visibleText().split(u'\n');
    for (const QString &line : lines) {
        if (line.trimmed().startsWith(text))
            return;
        QTest::keyClick(view, Qt::Key_Down);
    }
    QFAIL(qPrintable(u"no line "_s + text));
}

void search(DetailFixture &pane, const QString &text)
{
    auto *find = pane.find<QLineEdit>("detailFind");
    find->setFocus();
    find->selectAll();
    QTest::keyClicks(find, text);
    QTest::keyClick(find, Qt::Key_Return);
}

QString selected(const PayloadView *view)
{
    const ByteRange range = view->selection();
    return QString::fromUtf8(view->payload().view().sliced(range.begin, range.size()));
}

/// JSON of about `size` bytes, whose members can be told apart.
QByteArray largeJson(qint64 size)
{
    QByteArray json = "[";
    json.reserve(size + 100);
    for (int i = 0; json.size() < size; ++i)
        json += "{\"id\":" + QByteArray::number(i) + ",\"text\":\"" + QByteArray(2000, 'x') + "\"},";
    return json + "\"the end\"]";
}

/// Counts how often the event loop comes round.
class Ticks final : public QObject
{
public:
    Ticks() { startTimer(1); }
    int count = 0;

protected:
    void timerEvent(QTimerEvent *) override { ++count; }
};

} // namespace

void tst_DetailPane::init()
{
    failOnWarnings();
}

void tst_DetailPane::prettyFoldsByKeys()
{
    DetailFixture pane;
    pane.show(Json);
    const QString open = shown(pane);
    QVERIFY2(open.startsWith(u"{\n    \"n\": 1.10,\n    \"list\": [\n        10,"_s), qPrintable(open));
    goTo(pane, u"\"list\""_s);
    QTest::keyClick(pane.text(), Qt::Key_Minus);
    QCOMPARE(shown(pane), u"{\n    \"n\": 1.10,\n    \"list\": […],\n    \"last\": \"end\"\n}"_s);
    QTest::keyClick(pane.text(), Qt::Key_Plus);
    QCOMPARE(shown(pane), open);
    pane.text()->foldAll();
    QCOMPARE(pane.text()->lineCount(), 5);
    // What is folded is copied all the same.
    QTest::keyClick(pane.text(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(pane.text(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboard(), open);
    pane.text()->unfoldAll();
    QCOMPARE(shown(pane), open);
}

void tst_DetailPane::prettyFoldsByMouse()
{
    DetailFixture pane;
    pane.show(Json);
    const int height = pane.text()->fontMetrics().height();
    const QPoint third(8, 2 * height + height / 2);
    QTest::mouseClick(pane.text()->viewport(), Qt::LeftButton, {}, third);
    QVERIFY2(shown(pane).contains(u"\"list\": […],"_s), qPrintable(shown(pane)));
    QTest::mouseClick(pane.text()->viewport(), Qt::LeftButton, {}, third);
    QVERIFY(!shown(pane).contains(u'…'));
}

void tst_DetailPane::pathIsShownAndCopied()
{
    DetailFixture pane;
    pane.show(Json);
    goTo(pane, u"\"deep\""_s);
    QTRY_COMPARE(note(pane), u"$.list[1].deep"_s);
    QTest::keyClick(pane.text(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(clipboard(), u"$.list[1].deep"_s);

    const std::unique_ptr<QMenu> menu(pane.text()->createMenu());
    QStringList texts;
    for (const QAction *action : menu->actions())
        texts << action->text().remove(u'&').section(u'\t', 0, 0);
    QCOMPARE(texts.join(u'|'), u"Copy|Copy value|Copy path||Fold|Fold all|Unfold all||Select all"_s);
}

void tst_DetailPane::valueIsCopiedAsSent()
{
    DetailFixture pane;
    pane.show(Json);
    goTo(pane, u"\"list\""_s);
    pane.text()->copyValue();
    QCOMPARE(clipboard(), u"[10,{\"deep\":\"x\\u00e9\"},30]"_s);
}

void tst_DetailPane::selectionIsSharedBetweenViews()
{
    DetailFixture pane;
    pane.show(Json);
    search(pane, u"deep"_s);
    QCOMPARE(selected(pane.text()), u"deep"_s);
    const ByteRange range = pane.text()->selection();
    auto *views = pane.find<QTabBar>("detailViews");
    views->setCurrentIndex(DetailPane::Hex);
    QCOMPARE(pane.hex()->selection(), range);
    pane.hex()->setFocus();
    QTest::keyClick(pane.hex(), Qt::Key_Right, Qt::ShiftModifier);
    views->setCurrentIndex(DetailPane::Text);
    QCOMPARE(selected(pane.text()), u"deep\""_s);
    views->setCurrentIndex(DetailPane::Pretty);
    QCOMPARE(selected(pane.text()), u"deep\""_s);
    pane.show("another");
    QVERIFY(pane.text()->selection().isEmpty());
}

void tst_DetailPane::bytesAndCharactersAreLinked()
{
    DetailFixture pane;
    pane.show("0123456789abcdefXYZ");
    pane.find<QTabBar>("detailViews")->setCurrentIndex(DetailPane::Hex);
    HexView *hex = pane.hex();
    QVERIFY2(hex->visibleText().startsWith(u"00000000  30 31 32"_s), qPrintable(hex->visibleText()));
    const int height = hex->fontMetrics().height();
    const int cell = int(std::ceil(QFontMetricsF(hex->font()).horizontalAdvance(u'0')));
    // From the third character of the first line to the second one of the second.
    const int characters = 4 + 59 * cell;
    QTest::mousePress(hex->viewport(), Qt::LeftButton, {}, {characters + 2 * cell + 1, height / 2});
    QTest::mouseMove(hex->viewport(), {characters + 2 * cell - 1, height + height / 2});
    QTest::mouseRelease(hex->viewport(), Qt::LeftButton, {}, {characters + 2 * cell - 1, height + height / 2});
    QCOMPARE(hex->selection(), (ByteRange{2, 18}));
    hex->copy();
    QCOMPARE(clipboard(), u"23456789abcdefXY"_s);
    // The same bytes, by their digits.
    const int digits = 4 + 10 * cell;
    QTest::mousePress(hex->viewport(), Qt::LeftButton, {}, {digits, height / 2});
    QTest::mouseMove(hex->viewport(), {digits + 6 * cell, height / 2});
    QTest::mouseRelease(hex->viewport(), Qt::LeftButton, {}, {digits + 6 * cell, height / 2});
    QCOMPARE(hex->selection(), (ByteRange{0, 2}));
    QTest::keyClick(hex, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboard(), u"30 31"_s);
}

void tst_DetailPane::keysSelect()
{
    DetailFixture pane;
    pane.show("one two\nthree\nfour");
    TextView *text = pane.text();
    text->setFocus();
    QTest::keyClick(text, Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(selected(text), u"one two"_s);
    QTest::keyClick(text, Qt::Key_Down);
    QTest::keyClick(text, Qt::Key_Home);
    QTest::keyClick(text, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(text, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(selected(text), u"th"_s);
    QTest::keyClick(text, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(selected(text), u"three\nfo"_s);
    QTest::keyClick(text, Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(selected(text), u"three\nf"_s);
    QTest::keyClick(text, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(text->cursor().offset, text->payload().size());
    QTest::keyClick(text, Qt::Key_Home, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(text->selection().size(), text->payload().size());
    QTest::keyClick(text, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboard(), u"one two\nthree\nfour"_s);
    // To the end, a step at a time, and back.
    QTest::keyClick(text, Qt::Key_Home, Qt::ControlModifier);
    for (int i = 0; i < 18; ++i)
        QTest::keyClick(text, Qt::Key_Right);
    QCOMPARE(text->cursor().offset, text->payload().size());
    for (int i = 0; i < 18; ++i)
        QTest::keyClick(text, Qt::Key_Left);
    QCOMPARE(text->cursor().offset, 0);
}

void tst_DetailPane::mouseSelects()
{
    DetailFixture pane;
    pane.show("alpha beta gamma");
    TextView *text = pane.text();
    const int height = text->fontMetrics().height();
    const int cell = text->fontMetrics().horizontalAdvance(u'0');
    QTest::mouseDClick(text->viewport(), Qt::LeftButton, {}, {4 + 7 * cell, height / 2});
    QCOMPARE(selected(text), u"beta"_s);
    QTest::mouseClick(text->viewport(), Qt::LeftButton, {}, {4, height / 2});
    QVERIFY(text->selection().isEmpty());
    QTest::mouseClick(text->viewport(), Qt::LeftButton, Qt::ShiftModifier, {4 + 5 * cell, height / 2});
    QCOMPARE(selected(text), u"alpha"_s);
}

void tst_DetailPane::searchWalksAround()
{
    DetailFixture pane;
    pane.show("Ab..ab..AB");
    search(pane, u"ab"_s);
    QCOMPARE(pane.text()->selection().begin, 0);
    auto *find = pane.find<QLineEdit>("detailFind");
    QTest::keyClick(find, Qt::Key_Return);
    QCOMPARE(pane.text()->selection().begin, 4);
    QTest::keyClick(find, Qt::Key_F3);
    QCOMPARE(pane.text()->selection().begin, 8);
    QTest::keyClick(find, Qt::Key_F3);
    QCOMPARE(pane.text()->selection().begin, 0);
    QTest::keyClick(find, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(pane.text()->selection().begin, 8);
    pane.text()->setFocus();
    QTest::keyClick(pane.text(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(pane.text()->selection().begin, 4);
    search(pane, u"nowhere"_s);
    QCOMPARE(note(pane), u"Not found"_s);
    QTest::keyClick(find, Qt::Key_Escape);
    QCOMPARE(find->text(), QString());
    QVERIFY(pane.text()->hasFocus());
}

void tst_DetailPane::searchUnfolds()
{
    DetailFixture pane;
    pane.show(Json);
    pane.text()->foldAll();
    QVERIFY(!shown(pane).contains(u"deep"_s));
    search(pane, u"deep"_s);
    QVERIFY2(shown(pane).contains(u"\"deep\""_s), qPrintable(shown(pane)));
}

void tst_DetailPane::bytesAreSearched()
{
    DetailFixture pane;
    pane.show(QByteArray::fromHex("0001ff02ff0203"), Kind::Binary);
    pane.find<QTabBar>("detailViews")->setCurrentIndex(DetailPane::Hex);
    search(pane, u"ff 02 03"_s);
    QCOMPARE(pane.hex()->selection(), (ByteRange{4, 7}));
}

void tst_DetailPane::guessIsLabelledAndSwitchable()
{
    DetailFixture pane;
    pane.show(QByteArray::fromHex("82a161cd0102a16292c0c3"), Kind::Binary);
    auto *formats = pane.find<QComboBox>("detailFormat");
    QCOMPARE(formats->currentText(), u"Looks like MessagePack"_s);
    QVERIFY2(shown(pane).startsWith(u"{\n    \"a\": 258,"_s), qPrintable(shown(pane)));
    pane.find<QTabBar>("detailViews")->setCurrentIndex(DetailPane::Hex);
    QVERIFY(pane.hex()->visibleText().startsWith(u"00000000  82 a1 61"_s));
    pane.find<QTabBar>("detailViews")->setCurrentIndex(DetailPane::Pretty);
    choose(formats, u"As sent"_s);
    QVERIFY(pane.hex()->isVisible());
    QCOMPARE(pane.hex()->payload().size(), 11);
    formats->setFocus();
    press(Qt::Key_Home);
    QCOMPARE(formats->currentText(), u"Looks like MessagePack"_s);
    QVERIFY(pane.text()->isVisible());
}

void tst_DetailPane::choiceStaysForTheNextRow()
{
    DetailFixture pane;
    pane.show("[1]");
    auto *formats = pane.find<QComboBox>("detailFormat");
    choose(formats, u"As sent"_s);
    QCOMPARE(shown(pane), u"[1]"_s);
    pane.show("[2]");
    QCOMPARE(formats->currentText(), u"As sent"_s);
    QCOMPARE(shown(pane), u"[2]"_s);
}

void tst_DetailPane::formatThatDoesNotFitIsExplained()
{
    DetailFixture pane;
    pane.show("no JSON");
    choose(pane.find<QComboBox>("detailFormat"), u"gzip"_s);
    QVERIFY2(note(pane).startsWith(u"It can't be read as gzip"_s), qPrintable(note(pane)));
    QCOMPARE(shown(pane), u"no JSON"_s);
}

void tst_DetailPane::imageIsShown()
{
    QImage image(640, 480, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray png;
    QBuffer buffer(&png);
    QVERIFY(buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "PNG"));
    DetailFixture pane;
    pane.show(png, Kind::Binary);
    QTRY_COMPARE(note(pane), u"PNG image, 640 × 480"_s);
    QCOMPARE(pane.find<QComboBox>("detailFormat")->currentText(), u"Looks like an image"_s);
    auto *view = pane.find<QWidget>("detailImage");
    QVERIFY(view->isVisible());
    QCOMPARE(view->grab().toImage().pixelColor(50, 50), QColor(Qt::red));
    // One whose file is damaged shows as bytes, with a sentence.
    pane.show(png.first(40), Kind::Binary);
    QTRY_VERIFY2(note(pane).contains(u"can't be read"_s), qPrintable(note(pane)));
    QVERIFY(pane.hex()->isVisible());
}

void tst_DetailPane::invalidTextIsMarked()
{
    DetailFixture pane;
    pane.show("ab\xff z");
    QCOMPARE(note(pane), u"Not valid UTF-8, shown as bytes"_s);
    QVERIFY(pane.hex()->isVisible());
    pane.find<QTabBar>("detailViews")->setCurrentIndex(DetailPane::Text);
    QCOMPARE(shown(pane), u"ab\ufffd z"_s);
    QCOMPARE(note(pane), u"Not valid UTF-8 from byte 2 on"_s);
}

void tst_DetailPane::eventsHaveNoPayload()
{
    DetailFixture pane;
    pane.show({}, Kind::Notice, R"({"text":"Something happened."})");
    QCOMPARE(shown(pane), u"Something happened."_s);
    QVERIFY(!pane.find<QToolButton>("detailSave")->isEnabled());
    QVERIFY(!pane.find<QComboBox>("detailFormat")->isEnabled());
    pane.find<QTabBar>("detailViews")->setCurrentIndex(DetailPane::Text);
    QCOMPARE(shown(pane), u"{\n    \"text\": \"Something happened.\"\n}"_s);
    pane.find<QTabBar>("detailViews")->setCurrentIndex(DetailPane::Hex);
    QCOMPARE(pane.hex()->placeholder(), u"This row has no payload."_s);
}

void tst_DetailPane::emptyPayloadSaysSo()
{
    DetailFixture pane;
    QCOMPARE(pane.text()->placeholder(), u"Select a row to see it whole."_s);
    pane.show({});
    QCOMPARE(pane.text()->placeholder(), u"The payload is empty."_s);
    pane.pane.clear();
    QCOMPARE(pane.text()->placeholder(), u"Select a row to see it whole."_s);
    QVERIFY(!pane.find<QToolButton>("detailCopy")->isEnabled());
}

void tst_DetailPane::narrowerPaneBreaksLinesAnew()
{
    DetailFixture pane;
    pane.show(QByteArray(400, 'x'));
    const qint64 before = pane.text()->lineCount();
    pane.pane.resize(450, 400);
    QTRY_VERIFY(pane.text()->lineCount() > before);
    for (const QString &line : shown(pane).split(u'\n'))
        QVERIFY(pane.text()->fontMetrics().horizontalAdvance(line) <= pane.text()->viewport()->width());
}

void tst_DetailPane::anotherRowEndsWhatIsUnderWay()
{
    DetailFixture pane;
    for (int i = 0; i < 3; ++i)
        pane.show(largeJson(4 << 20));
    pane.show("small");
    QCOMPARE(shown(pane), u"small"_s);
    QCOMPARE(note(pane), QString());
    pane.show(largeJson(2 << 20));
    QVERIFY(shown(pane).startsWith(u"[{\"id\":0,"_s)); // what it begins with is there at once
    QTRY_COMPARE_WITH_TIMEOUT(shown(pane).section(u'\n', 1, 2), u"    {\n        \"id\": 0,"_s, 30'000);
}

void tst_DetailPane::hugePayloadStaysAtHand()
{
    DetailFixture pane;
    const QByteArray json = largeJson(100 << 20);
    pane.show(json);
    const Ticks ticks;
    QTRY_COMPARE_WITH_TIMEOUT(pane.find<QComboBox>("detailFormat")->currentText(), u"Looks like JSON"_s, 60'000);
    QVERIFY(!pane.pane.content().isInMemory());
    QTRY_VERIFY_WITH_TIMEOUT(!pane.text()->isBusy() && pane.text()->lineCount() > 100'000, 60'000);
    QVERIFY2(ticks.count > 20, qPrintable(QString::number(ticks.count)));
    QVERIFY(pane.text()->bytesUsed() < 4 << 20);

    QTest::keyClick(pane.text(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(shown(pane).split(u'\n').last(), u"]"_s);
    QTRY_COMPARE_WITH_TIMEOUT(note(pane), u"$"_s, 30'000);
    QTest::keyClick(pane.text(), Qt::Key_Home, Qt::ControlModifier);
    const QByteArray last = "\"id\":" + QByteArray::number(json.count("\"id\"") - 1) + ',';
    search(pane, QString::fromLatin1(last));
    QTRY_COMPARE_WITH_TIMEOUT(selected(pane.text()), QString::fromLatin1(last), 60'000);
    QVERIFY2(shown(pane).contains(QString::fromLatin1(last).replace(u":"_s, u": "_s)), qPrintable(shown(pane)));

    const qint64 lines = pane.text()->lineCount();
    pane.text()->foldAll();
    QTRY_VERIFY_WITH_TIMEOUT(pane.text()->lineCount() < lines / 10, 60'000);
    pane.find<QTabBar>("detailViews")->setCurrentIndex(DetailPane::Hex);
    QCOMPARE(selected(pane.hex()), QString::fromLatin1(last));
}

void tst_DetailPane::hugeLineStaysAtHand()
{
    DetailFixture pane;
    pane.show('"' + QByteArray(9 << 20, 'x') + '"');
    QTRY_COMPARE_WITH_TIMEOUT(pane.find<QComboBox>("detailFormat")->currentText(), u"Looks like JSON"_s, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(!pane.text()->isBusy(), 60'000);
    QVERIFY(pane.text()->lineCount() > 50'000);
    QTest::keyClick(pane.text(), Qt::Key_End, Qt::ControlModifier);
    QVERIFY(shown(pane).endsWith(u"x\""_s));
}

void tst_DetailPane::screenReaderReadsWhatIsOnScreen()
{
    DetailFixture pane;
    pane.show("one\ntwo");
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(pane.text());
    QVERIFY(accessible && accessible->textInterface());
    QCOMPARE(accessible->text(QAccessible::Name), u"Selected message"_s);
    QAccessibleTextInterface *text = accessible->textInterface();
    QCOMPARE(text->text(0, text->characterCount()), u"one\ntwo"_s);
    pane.text()->setFocus();
    QTest::keyClick(pane.text(), Qt::Key_Down);
    QTest::keyClick(pane.text(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(text->cursorPosition(), 5);
    int begin = 0;
    int end = 0;
    text->selection(0, &begin, &end);
    QCOMPARE(text->selectionCount(), 1);
    QCOMPARE(text->text(begin, end), u"t"_s);
}

void tst_DetailPane::payloadThatIsGoneIsTold()
{
    DetailFixture pane;
    const QSignalSpy errors(&pane.pane, &DetailPane::errorOccurred);
    pane.show("there");
    Record record;
    record.seq = Seq{77};
    record.kind = Kind::Binary;
    record.direction = Direction::In;
    record.size = 5 << 20;
    pane.pane.show(record);
    QTRY_COMPARE(errors.count(), 1);
    QVERIFY(!note(pane).isEmpty());
}

QTEST_MAIN(tst_DetailPane)
#include "tst_detailpane.moc"
