// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/fielddelegate.h"
#include "gui/fieldtable.h"
#include "gui/placeholderline.h"
#include "gui/placeholderlook.h"
#include "gui/placeholderpopup.h"
#include "gui/placeholdertext.h"
#include "profile/environment.h"
#include "support/rawserver.h"
#include "testwindow.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHelpEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTextBlock>
#include <QToolTip>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Placeholders final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void addressMarksThem();
    void composerMarksThem();
    void tablesMarkThem();
    void marksFollowTheEnvironment();
    void secretsStayHidden();
    void hoverTellsTheValue();
    void namesAreCompletedInTheAddress();
    void namesAreCompletedInTheComposer();
    void namesAreCompletedInATable();
    void listTakesNoOtherKeys();
    void clickTakesAName();
    void listStaysOnTheScreen();
    void undoGoesOn();
    void unresolvedStopConnecting();

private:
    void saveValues(const QString &environment, const QList<Variable> &values);
    void typeAddress(const QString &text);
    void write(const QString &text);
    [[nodiscard]] QLineEdit *address() { return m_sonde->find<QLineEdit>(u"address"_s); }
    [[nodiscard]] QPlainTextEdit *editor() { return m_sonde->find<QPlainTextEdit>(u"composerText"_s); }
    [[nodiscard]] QList<PlaceholderMark> addressMarks() { return address()->findChild<PlaceholderLine *>()->marks(); }
    [[nodiscard]] QStringList
    offered(QWidget *field); ///< What the list at the field shows; nothing where it is hidden.

    std::unique_ptr<TestWindow> m_sonde;
};

void tst_Placeholders::init()
{
    failOnWarnings();
    m_sonde = std::make_unique<TestWindow>();
    m_sonde->start();
    saveValues(u"default"_s, {{u"host"_s, u"127.0.0.1:1"_s}, {u"hotel"_s, u"x"_s}, {u"auth"_s, u"T {{secret:key}}"_s}});
}

void tst_Placeholders::cleanup()
{
    m_sonde.reset();
}

void tst_Placeholders::saveValues(const QString &environment, const QList<Variable> &values)
{
    QVERIFY(saveEnvironment(m_sonde->program().values().folder(), {environment, values}));
}

void tst_Placeholders::typeAddress(const QString &text)
{
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_A, Qt::ControlModifier);
    type(text);
}

void tst_Placeholders::write(const QString &text)
{
    press(Qt::Key_M, Qt::ControlModifier);
    press(Qt::Key_A, Qt::ControlModifier);
    type(text);
}

QStringList tst_Placeholders::offered(QWidget *field)
{
    const auto *popup = field->findChild<PlaceholderPopup *>();
    QStringList names;
    for (int i = 0; popup && popup->isVisible() && i < popup->topLevelItemCount(); ++i)
        names << popup->topLevelItem(i)->text(0);
    return names;
}

namespace {

/// Of the ranges of a block, with what a person sees of them.
QStringList looks(const QTextBlock &block)
{
    QStringList looks;
    for (const QTextLayout::FormatRange &range : block.layout()->formats())
        looks << block.text().sliced(range.start, range.length)
                + (range.format.underlineStyle() == QTextCharFormat::WaveUnderline ? u" wavy"_s : QString());
    return looks;
}

/// What a hover at `point` of the widget tells.
QString hover(QWidget *widget, const QPoint &point)
{
    QToolTip::hideText(); // takes a moment
    (void)QTest::qWaitFor([] { return !QToolTip::isVisible(); });
    QHelpEvent event(QEvent::ToolTip, point, widget->mapToGlobal(point));
    QApplication::sendEvent(widget, &event);
    return QToolTip::isVisible() ? QToolTip::text() : QString();
}

/// Whether a pixel of the widget in these columns is as red as the mark of what is wrong.
bool isReddish(QWidget *widget, const QRect &place)
{
    const QImage image = widget->grab().toImage();
    const auto red = [](QColor c) { return c.red() > 150 && c.green() < 90 && c.blue() < 90; };
    for (int x = place.left(); x <= place.right(); ++x) {
        for (int y = place.top(); y <= place.bottom(); ++y) {
            if (red(image.pixelColor(x, y)))
                return true;
        }
    }
    return false;
}

} // namespace

void tst_Placeholders::addressMarksThem()
{
    typeAddress(u"ws://{{host}}/{{nobody}}"_s);
    press(Qt::Key_Escape);
    QTRY_COMPARE(addressMarks().size(), 2);
    QCOMPARE(addressMarks()[0], (PlaceholderMark{5, 8, true, u"127.0.0.1:1 (from: environment default)"_s}));
    QCOMPARE(addressMarks()[1].start, 14);
    QVERIFY(!addressMarks()[1].isResolved);
    QVERIFY(addressMarks()[1].explanation.contains(u"{{nobody}}"));
    const int cell = QFontMetrics(address()->font()).horizontalAdvance(u'0');
    QTRY_VERIFY(isReddish(address(), QRect(16 * cell, 0, 8 * cell, address()->height())));
    QVERIFY(!isReddish(address(), QRect(0, 0, 13 * cell, address()->height())));
    QCOMPARE(address()->text(), u"ws://{{host}}/{{nobody}}"_s);
    press(Qt::Key_L, Qt::ControlModifier);
    saveValues(u"default"_s, {{u"nobody"_s, u"x"_s}});
    m_sonde->program().values().tellChanged();
    QTRY_VERIFY(addressMarks()[1].isResolved);
    QCOMPARE(address()->selectedText(), address()->text()); // marks leave a selection alone
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(address()->text() != u"ws://{{host}}/{{nobody}}"_s); // and what can be undone
}

void tst_Placeholders::composerMarksThem()
{
    write(u"a {{host}}\n{{uuid}} {{x}} {{{{no"_s);
    QTextDocument *document = editor()->document();
    QTRY_COMPARE(looks(document->firstBlock()), QStringList{u"{{host}}"_s});
    QCOMPARE(looks(document->lastBlock()), QStringList({u"{{uuid}}"_s, u"{{x}} wavy"_s}));
    write(u"nothing"_s);
    QTRY_COMPARE(looks(document->firstBlock()), QStringList());
}

void tst_Placeholders::tablesMarkThem()
{
    Profile profile;
    profile.address = u"ws://127.0.0.1:1/"_s;
    profile.headers = {{u"X-Host"_s, u"{{host}}{{x}}"_s}};
    m_sonde->tab().takeProfile(profile);
    m_sonde->tab().editConnectionSettings();
    QPointer<QDialog> dialog = openDialog(u"connectionSettingsDialog"_s);
    for (const char *name : {"headers", "query", "pathParameters", "cookies"})
        QVERIFY(dialog->findChild<FieldTable *>(QLatin1String(name)));
    auto *table = dialog->findChild<FieldTable *>(u"headers"_s);
    const QModelIndex cell = table->model()->index(0, 1);
    const auto marks = cell.data(FieldDelegate::MarksRole).value<QList<PlaceholderMark>>();
    QCOMPARE(marks.size(), 2);
    QVERIFY(marks[0].isResolved && !marks[1].isResolved);
    QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(u"{{host}} = 127.0.0.1:1"));
    QVERIFY(isReddish(table->viewport(), table->visualRect(cell)));
    table->item(0, 1)->setText(u"{{host}}"_s);
    QVERIFY(!isReddish(table->viewport(), table->visualRect(cell)));
    acceptDialog(dialog);
}

void tst_Placeholders::marksFollowTheEnvironment()
{
    saveValues(u"dev"_s, {{u"stage"_s, u"1"_s}});
    typeAddress(u"ws://{{stage}}"_s);
    QTRY_COMPARE(addressMarks().size(), 1);
    QVERIFY(!addressMarks().first().isResolved);
    m_sonde->window().setEnvironment(u"dev"_s);
    QTRY_VERIFY(addressMarks().first().isResolved);
    m_sonde->window().setEnvironment({});
    QTRY_VERIFY(!addressMarks().first().isResolved);
}

void tst_Placeholders::secretsStayHidden()
{
    typeAddress(u"ws://{{secret:key}}{{auth}}"_s);
    QTRY_COMPARE(addressMarks().size(), 2);
    QCOMPARE(addressMarks()[0].explanation, u"•••• (from: a secret)"_s);
    QCOMPARE(addressMarks()[1].explanation, u"T •••• (from: environment default)"_s);
}

void tst_Placeholders::hoverTellsTheValue()
{
    typeAddress(u"ws://{{host}}"_s);
    QTRY_COMPARE(addressMarks().size(), 1);
    const int cell = QFontMetrics(address()->font()).horizontalAdvance(u'0');
    QVERIFY(hover(address(), {10 * cell, 8}).contains(u"127.0.0.1:1"));
    QVERIFY(!hover(address(), {2 * cell, 8}).contains(u"127.0.0.1:1"));
    write(u"{{host}} {{<b>}}"_s);
    QTRY_COMPARE(looks(editor()->document()->firstBlock()).size(), 2);
    QVERIFY(hover(editor()->viewport(), {5 * cell, 10}).contains(u"127.0.0.1:1"));
    QVERIFY(hover(editor()->viewport(), {12 * cell, 10}).contains(u"&lt;"));
    QVERIFY(hover(editor()->viewport(), {40 * cell, 10}).isEmpty());
}

void tst_Placeholders::namesAreCompletedInTheAddress()
{
    typeAddress(u"ws://{"_s);
    QVERIFY(offered(address()).isEmpty());
    type(u"{"_s);
    QTRY_VERIFY(offered(address()).contains(u"host"_s));
    for (const char *name :
         {"auth", "echo", "uuid", "now", "counter", "random:", "file:", "base64:", "secret:", "env:"})
        QVERIFY2(offered(address()).contains(QLatin1String(name)), name);
    type(u"ho"_s);
    QTRY_COMPARE(offered(address()), QStringList({u"host"_s, u"hotel"_s}));
    press(Qt::Key_Down);
    press(Qt::Key_Up);
    press(Qt::Key_Return);
    QCOMPARE(address()->text(), u"ws://{{host}}"_s);
    QCOMPARE(m_sonde->state(), ConnectionState::Idle); // Return was for the list
    QVERIFY(offered(address()).isEmpty());
    QCOMPARE(m_sonde->tab().profile().address, u"ws://{{host}}"_s);
    type(u"/{{sec"_s);
    QTRY_COMPARE(offered(address()), QStringList{u"secret:"_s});
    press(Qt::Key_Tab);
    QCOMPARE(address()->text(), u"ws://{{host}}/{{secret:"_s);
    QVERIFY(address()->hasFocus());
    type(u"x"_s);
    QVERIFY(offered(address()).isEmpty());
}

void tst_Placeholders::namesAreCompletedInTheComposer()
{
    write(u"{{"_s);
    QTRY_VERIFY(offered(editor()).contains(u"host"_s));
    press(Qt::Key_Return); // nothing is chosen yet
    QCOMPARE(editor()->toPlainText(), u"{{\n"_s);
    QTRY_VERIFY(offered(editor()).isEmpty());
    write(u"n: {{cou"_s);
    QTRY_COMPARE(offered(editor()), QStringList{u"counter"_s});
    press(Qt::Key_Return);
    QCOMPARE(editor()->toPlainText(), u"n: {{counter}}"_s);
    // In what is closed already, no more braces come.
    press(Qt::Key_Left);
    press(Qt::Key_Left);
    press(Qt::Key_Backspace);
    type(u"r"_s);
    QTRY_COMPARE(offered(editor()), QStringList{u"counter"_s});
    press(Qt::Key_Return);
    QCOMPARE(editor()->toPlainText(), u"n: {{counter}}"_s);
}

void tst_Placeholders::namesAreCompletedInATable()
{
    m_sonde->tab().editConnectionSettings();
    QPointer<QDialog> dialog = openDialog(u"connectionSettingsDialog"_s);
    auto *table = dialog->findChild<FieldTable *>(u"headers"_s);
    table->setFocus();
    table->setCurrentCell(0, 1);
    type(u"{{"_s);
    auto *cell = table->findChild<PlaceholderLine *>()->parent();
    auto *line = qobject_cast<QLineEdit *>(cell);
    type(u"hot"_s);
    QTRY_COMPARE(offered(line), QStringList{u"hotel"_s});
    press(Qt::Key_Escape);
    QVERIFY(offered(line).isEmpty());
    QVERIFY(table->isEditing()); // Esc was for the list
    type(u"e"_s);
    QTRY_COMPARE(offered(line), QStringList{u"hotel"_s});
    press(Qt::Key_Tab);
    QVERIFY(table->isEditing());
    press(Qt::Key_Return);
    QTRY_COMPARE(table->fields(), (QList<Field>{{{}, u"{{hotel}}"_s, true}}));
    QVERIFY(dialog->isVisible());
    dialog->reject();
}

void tst_Placeholders::listTakesNoOtherKeys()
{
    write(u"{{ho"_s);
    QTRY_VERIFY(!offered(editor()).isEmpty());
    press(Qt::Key_Left);
    press(Qt::Key_Left);
    press(Qt::Key_Left);
    QTRY_VERIFY(offered(editor()).isEmpty());
    press(Qt::Key_End);
    QVERIFY(offered(editor()).isEmpty()); // only typing brings it
    type(u"t"_s);
    QTRY_VERIFY(!offered(editor()).isEmpty());
    press(Qt::Key_L, Qt::ControlModifier);
    QTRY_VERIFY(offered(editor()).isEmpty());
}

void tst_Placeholders::clickTakesAName()
{
    write(u"{{ho"_s);
    QTRY_COMPARE(offered(editor()).size(), 2);
    auto *popup = editor()->findChild<PlaceholderPopup *>();
    QTest::mouseClick(popup->viewport(), Qt::LeftButton, {}, popup->visualItemRect(popup->topLevelItem(1)).center());
    QCOMPARE(editor()->toPlainText(), u"{{hotel}}"_s);
    QVERIFY(editor()->hasFocus());
}

void tst_Placeholders::listStaysOnTheScreen()
{
    write(u"{{"_s);
    QTRY_VERIFY(!offered(editor()).isEmpty());
    const auto *popup = editor()->findChild<PlaceholderPopup *>();
    QVERIFY(editor()->screen()->availableGeometry().contains(popup->geometry()));
    const QRect cursor(editor()->viewport()->mapToGlobal(editor()->cursorRect().topLeft()),
                       editor()->cursorRect().size());
    QVERIFY(!popup->geometry().intersects(cursor));
}

void tst_Placeholders::undoGoesOn()
{
    write(u"ab"_s);
    editor()->clear();
    write(u"{{host}}"_s);
    QTRY_COMPARE(looks(editor()->document()->firstBlock()).size(), 1);
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(editor()->toPlainText() != u"{{host}}"_s); // the colours are no step of their own
}

void tst_Placeholders::unresolvedStopConnecting()
{
    typeAddress(u"ws://127.0.0.1:1/{{a}}{{b}}"_s);
    press(Qt::Key_Return);
    const QString problem = m_sonde->text(u"statusText"_s);
    QVERIFY2(problem.contains(u"{{a}}, {{b}}"), qPrintable(problem));
    QCOMPARE(m_sonde->state(), ConnectionState::Idle);
    QCOMPARE(m_sonde->log().rowCount(), 0);
}

QTEST_MAIN(tst_Placeholders)
#include "tst_placeholders.moc"
