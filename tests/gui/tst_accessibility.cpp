// SPDX-License-Identifier: GPL-3.0-or-later
#include "testwindow.h"

#include <QAccessible>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QTabBar>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Accessibility final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void cleanup();
    void widgetsHaveNames();
    void dialogsHaveNames_data();
    void dialogsHaveNames();
    void tabKeyReachesEverything();
    void actionsAreInMenus();
    void shortcutsAreUnique();
    void mnemonicsAreUnique();

private:
    QTranslator m_texts;
};

namespace {

QString nameFor(QWidget *widget)
{
    const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

/// Widgets below `parent` that take the focus and that a screen reader could not name.
QString namelessWidgets(QWidget *parent)
{
    QStringList nameless;
    for (QWidget *widget : parent->findChildren<QWidget *>()) {
        const bool isPartOfAnother =
            widget->focusProxy() || widget->objectName().startsWith(u"qt_") || widget->inherits("QComboBoxListView");
        if (widget->focusPolicy() != Qt::NoFocus && !isPartOfAnother && nameFor(widget).isEmpty())
            nameless << QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
    }
    return nameless.join(u", "_s);
}

/// All of them, those inside of others too.
QList<QMenu *> menusOf(TestWindow &sonde)
{
    QList<QMenu *> menus;
    QList<QAction *> actions = sonde.window().menuBar()->actions();
    while (!actions.isEmpty()) {
        if (QMenu *menu = actions.takeFirst()->menu()) {
            menus << menu;
            actions << menu->actions();
        }
    }
    return menus;
}

/// The letter behind "&", upper case; null where there is none.
QChar mnemonic(const QString &text)
{
    const QKeySequence key = QKeySequence::mnemonic(text);
    return key.isEmpty() ? QChar() : QChar(key[0].key());
}

} // namespace

void tst_Accessibility::initTestCase_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("en") << u"en"_s;
    QTest::newRow("ru") << u"ru"_s;
}

void tst_Accessibility::init()
{
    failOnWarnings();
    QFETCH_GLOBAL(const QString, language);
    QVERIFY(m_texts.load(u":/i18n/sonde_"_s + language));
    QCoreApplication::installTranslator(&m_texts);
}

void tst_Accessibility::cleanup()
{
    QCoreApplication::removeTranslator(&m_texts);
}

void tst_Accessibility::widgetsHaveNames()
{
    TestWindow sonde;
    sonde.start();
    type(u"http://127.0.0.1"_s); // makes an offer, which is a button
    press(Qt::Key_Return);
    QVERIFY(sonde.find<QWidget>(u"suggestion"_s)->isVisible());
    // These are made when they are first looked at.
    sonde.chooseKind(u"Close"_s);
    sonde.find<QTabBar>(u"logViews"_s)->setCurrentIndex(1);
    QVERIFY(sonde.find<QWidget>(u"latestPath"_s)->isVisible());
    QCOMPARE(namelessWidgets(&sonde.window()), QString());
    // What tells something without taking the focus has a name, too, or is its own text.
    for (const auto *label : sonde.window().findChildren<QLabel *>())
        QVERIFY2(!label->objectName().isEmpty() || !label->text().isEmpty(), "a label without name and text");
}

void tst_Accessibility::dialogsHaveNames_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("dialog");
    QTest::newRow("settings") << u"settings"_s << u"settingsDialog"_s;
    QTest::newRow("connection settings") << u"connectionSettingsAction"_s << u"connectionSettingsDialog"_s;
    QTest::newRow("variables of the tab") << u"tabVariables"_s << u"tabVariablesDialog"_s;
}

void tst_Accessibility::dialogsHaveNames()
{
    QFETCH(const QString, action);
    QFETCH(const QString, dialog);
    TestWindow sonde;
    sonde.start();
    sonde.window().findChild<QAction *>(action)->trigger();
    QDialog *open = openDialog(dialog);
    QVERIFY(!open->windowTitle().isEmpty());
    QCOMPARE(namelessWidgets(open), QString());
    open->reject();
}

void tst_Accessibility::tabKeyReachesEverything()
{
    TestWindow sonde;
    sonde.start();
    press(Qt::Key_Return);
    QTRY_COMPARE(focusName(), u"composerText"_s);
    QTRY_COMPARE(sonde.log().rowCount(), 2);
    sonde.find<QWidget>(u"log"_s)->setFocus();
    press(Qt::Key_End, Qt::ControlModifier);
    press(Qt::Key_Home, Qt::ControlModifier); // a row for the detail pane
    press(Qt::Key_L, Qt::ControlModifier);

    QStringList visited;
    do {
        visited << focusName();
        press(Qt::Key_Tab);
    } while (focusName() != u"address" && visited.size() < 50);
    qsizetype last = -1;
    for (const QString &name : {u"address"_s, u"connectButton"_s, u"connectionSettings"_s, u"log"_s, u"detailViews"_s,
                                u"detailCopy"_s, u"detailText"_s, u"composerKind"_s, u"send"_s, u"composerText"_s}) {
        const qsizetype at = visited.indexOf(name);
        QVERIFY2(at >= 0, qPrintable(name + u" is not among "_s + visited.join(u' ')));
        if (name != u"send" && name != u"composerText") { // their order is a matter of taste
            QVERIFY2(at > last, qPrintable(name + u" comes too early in "_s + visited.join(u' ')));
            last = at;
        }
    }
    QVERIFY(visited.indexOf(u"composerText") > last);
    QVERIFY(visited.contains(u"profiles"_s));
    QCOMPARE(visited.indexOf(u"profileSearch") + 1, visited.indexOf(u"profiles"));

    press(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(focusName(), visited.last());
}

void tst_Accessibility::actionsAreInMenus()
{
    TestWindow sonde;
    sonde.start();
    QList<const QAction *> inMenus;
    for (const QMenu *menu : menusOf(sonde)) {
        for (const QAction *action : menu->actions()) {
            inMenus << action;
            QVERIFY2(action->isSeparator() || !action->text().isEmpty(), qPrintable(action->objectName()));
        }
    }
    for (const auto *action : sonde.window().findChildren<const QAction *>())
        QVERIFY2(action->shortcut().isEmpty() || inMenus.contains(action), qPrintable(action->objectName()));
    // What the window promises to have a key.
    for (const QString &name : {u"newTab"_s, u"closeTab"_s, u"nextTab"_s, u"focusAddress"_s, u"disconnect"_s,
                                u"sendAction"_s, u"clearLog"_s, u"formatJsonAction"_s, u"saveProfile"_s,
                                u"newProfile"_s, u"showProfiles"_s, u"focusProfiles"_s, u"reopenTab"_s}) {
        const auto *action = sonde.window().findChild<QAction *>(name);
        QVERIFY2(action && inMenus.contains(action) && !action->shortcut().isEmpty(), qPrintable(name));
    }
}

void tst_Accessibility::shortcutsAreUnique()
{
    TestWindow sonde;
    sonde.start();
    QHash<QString, QString> takenBy;
    for (const QMenu *menu : menusOf(sonde)) {
        for (const QAction *action : menu->actions()) {
            for (const QKeySequence &key : action->shortcuts()) {
                const QString text = key.toString();
                QVERIFY2(!text.isEmpty(), qPrintable(action->objectName()));
                QVERIFY2(!takenBy.contains(text),
                         qPrintable(text + u" is both "_s + takenBy.value(text) + u" and "_s + action->objectName()));
                takenBy.insert(text, action->objectName());
            }
        }
    }
    QVERIFY(takenBy.contains(u"Ctrl+Return"_s));
}

void tst_Accessibility::mnemonicsAreUnique()
{
    TestWindow sonde;
    sonde.start();
    const auto check = [](const QList<QAction *> &actions) {
        QHash<QChar, QString> takenBy;
        for (const QAction *action : actions) {
            if (action->isSeparator())
                continue;
            const QChar key = mnemonic(action->text());
            QVERIFY2(!key.isNull(), qPrintable(action->text() + u" has none"_s));
            QVERIFY2(!takenBy.contains(key), qPrintable(takenBy.value(key) + u" and "_s + action->text()));
            takenBy.insert(key, action->text());
        }
    };
    check(sonde.window().menuBar()->actions());
    for (const QMenu *menu : menusOf(sonde))
        check(menu->actions());
}

QTEST_MAIN(tst_Accessibility)
#include "tst_accessibility.moc"
