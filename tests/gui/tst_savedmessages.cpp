// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/savedmessages.h"
#include "support/rawserver.h"
#include "testwindow.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace sonde;
using namespace std::chrono_literals;

class tst_SavedMessages final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void isKeptFromTheSendBox();
    void aPingCannotBeKept();
    void goesOutByKeysAndClicks();
    void kindsGoOut();
    void missingOneIsTold();
    void notOpenIsTold();
    void goesOutOnEveryOpening();
    void waitForTheirSecrets();
    void repeatsUntilStopped();
    void repeatingEndsWithTheConnection();
    void unknownPlaceholderIsTold();
    void isMovedDeletedAndBroughtBack();
    void isPutIntoTheSendBox();
    void isEditedInTheSettings();
    void menuShowsTheNames();
    void staysWithTheProfile();

private:
    void startWith(const QList<SavedMessage> &messages);
    void connectToServer();
    [[nodiscard]] QStringList texts(); ///< Of the messages that the server got.
    [[nodiscard]] QTreeWidget *list() { return m_sonde->find<QTreeWidget>(u"savedMessages"_s); }
    [[nodiscard]] QStringList names();
    [[nodiscard]] QString times(int row) { return list()->topLevelItem(row)->text(2); }
    void chooseFromMenu(const QString &text); ///< Of the list's context menu.

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<TestWindow> m_sonde;
};

namespace {

SavedMessage text(const QString &name, const QString &text)
{
    return {.name = name, .text = text, .note = {}};
}

/// In a dialog that is open, whichever window has the keys; or null.
QLineEdit *secretEdit(const QString &name)
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        auto *edit = window->findChild<QLineEdit *>(u"secret-"_s + name);
        if (edit && edit->isVisible())
            return edit;
    }
    return nullptr;
}

} // namespace

void tst_SavedMessages::init()
{
    failOnWarnings();
    m_server = std::make_unique<RawServer>();
    m_server->onRequest([](RawClient &client) { client.accept(); });
    m_sonde = std::make_unique<TestWindow>();
}

void tst_SavedMessages::cleanup()
{
    m_sonde.reset();
    m_server.reset();
}

void tst_SavedMessages::startWith(const QList<SavedMessage> &messages)
{
    Profile profile;
    profile.address = m_server->url().toString();
    profile.messages = messages;
    m_sonde->startWith(profile);
}

void tst_SavedMessages::connectToServer()
{
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
}

QStringList tst_SavedMessages::texts()
{
    QStringList texts;
    for (const RawFrame &frame : m_server->client()->frames())
        texts << QString::fromUtf8(frame.payload);
    return texts;
}

QStringList tst_SavedMessages::names()
{
    QStringList names;
    for (int i = 0; i < list()->topLevelItemCount(); ++i)
        names << list()->topLevelItem(i)->text(1);
    return names;
}

void tst_SavedMessages::chooseFromMenu(const QString &text)
{
    emit list()->customContextMenuRequested({});
    auto *menu = m_sonde->find<QMenu>(u"savedMessageMenu"_s);
    for (QAction *action : menu->actions()) {
        if (QString(action->text()).remove(u'&').section(u'\t', 0, 0) == text) {
            QVERIFY2(action->isEnabled(), qPrintable(text));
            action->trigger();
            menu->close();
            return;
        }
    }
    QFAIL(qPrintable(text + u" is not in the menu"_s));
}

void tst_SavedMessages::isKeptFromTheSendBox()
{
    startWith({});
    QVERIFY(!list()->isVisible());
    press(Qt::Key_M, Qt::ControlModifier);
    type(u"subscribe to all the news that there are, one by one"_s);
    press(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(list()->isVisible());
    QCOMPARE(names(), QStringList{u"subscribe to all the news that there ar…"_s});
    type(u"Subscribe"_s); // its name is being written
    press(Qt::Key_Return);
    QTRY_COMPARE(names(), QStringList{u"Subscribe"_s});
    QTRY_COMPARE(focusName(), u"savedMessages"_s);
    const QList<SavedMessage> kept = m_sonde->tab().profile().messages;
    QCOMPARE(kept.size(), 1);
    QCOMPARE(kept[0].name, u"Subscribe"_s);
    QCOMPARE(kept[0].text, u"subscribe to all the news that there are, one by one"_s);
    QVERIFY(kept[0].kind == MessageKind::Text);
}

void tst_SavedMessages::aPingCannotBeKept()
{
    startWith({});
    m_sonde->chooseKind(u"Ping"_s);
    QVERIFY(!m_sonde->find<QWidget>(u"saveMessage"_s)->isVisible());
    press(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY2(m_sonde->composerHint().contains(u"can't be saved"), qPrintable(m_sonde->composerHint()));
    QVERIFY(m_sonde->tab().profile().messages.isEmpty());
}

void tst_SavedMessages::goesOutByKeysAndClicks()
{
    startWith({text(u"One"_s, u"1"_s), text(u"Two"_s, u"2"_s), text(u"Three"_s, u"3"_s)});
    connectToServer();
    press(Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE(texts(), QStringList{u"2"_s});
    const QRect third = list()->visualItemRect(list()->topLevelItem(2));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, third.center());
    QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, third.center());
    QTRY_COMPARE(texts(), (QStringList{u"2"_s, u"3"_s}));
    list()->setFocus();
    press(Qt::Key_Home);
    press(Qt::Key_Return);
    QTRY_COMPARE(texts(), (QStringList{u"2"_s, u"3"_s, u"1"_s}));
}

void tst_SavedMessages::kindsGoOut()
{
    startWith({{.name = u"JSON"_s, .kind = MessageKind::Json, .text = u"{\"a\": 1}"_s, .note = {}},
               {.name = u"Hex"_s, .kind = MessageKind::Hex, .text = u"48 69"_s, .note = {}}});
    connectToServer();
    press(Qt::Key_1, Qt::ControlModifier);
    press(Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE(m_server->client()->frames().size(), 2);
    QCOMPARE(m_server->client()->frames()[0].opcode, Opcode::Text);
    QCOMPARE(m_server->client()->frames()[0].payload, "{\"a\": 1}");
    QCOMPARE(m_server->client()->frames()[1].opcode, Opcode::Binary);
    QCOMPARE(m_server->client()->frames()[1].payload, "Hi");
}

void tst_SavedMessages::missingOneIsTold()
{
    startWith({text(u"One"_s, u"1"_s)});
    connectToServer();
    press(Qt::Key_5, Qt::ControlModifier);
    QVERIFY2(m_sonde->text(u"footText"_s).contains(u"There is no saved message 5."),
             qPrintable(m_sonde->text(u"footText"_s)));
}

void tst_SavedMessages::notOpenIsTold()
{
    startWith({text(u"One"_s, u"1"_s)});
    press(Qt::Key_1, Qt::ControlModifier);
    QVERIFY2(m_sonde->text(u"footText"_s).contains(u"Not open"), qPrintable(m_sonde->text(u"footText"_s)));
}

void tst_SavedMessages::goesOutOnEveryOpening()
{
    startWith({text(u"By hand"_s, u"no"_s),
               {.name = u"Hello"_s, .text = u"hello {{counter}}"_s, .note = {}, .onOpen = true},
               {.name = u"Late"_s, .text = u"late"_s, .note = {}, .onOpen = true, .delay = 20ms}});
    QCOMPARE(times(1), u"on opening"_s);
    QCOMPARE(times(2), u"0.02 s after opening"_s);
    connectToServer();
    QTRY_COMPARE(texts(), (QStringList{u"hello 1"_s, u"late"_s}));
    press(Qt::Key_D, Qt::ControlModifier);
    m_server->client()->sendClose(1000);
    m_server->client()->finish();
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Idle);
    connectToServer();
    QTRY_COMPARE(texts(), (QStringList{u"hello 2"_s, u"late"_s}));
}

/// Those that are sent before the keychain has answered go out all, in their order.
void tst_SavedMessages::waitForTheirSecrets()
{
    QList<SavedMessage> messages;
    for (const QString &text : {u"1 {{secret:a}}"_s, u"2 {{secret:b}}"_s, u"3 {{secret:a}}"_s})
        messages.append({.name = text, .text = text, .note = {}});
    startWith(messages);
    connectToServer();
    auto *saved = m_sonde->tab().findChild<SavedMessages *>();
    QVERIFY(saved);
    for (int i = 0; i < 3; ++i)
        saved->send(i);
    for (const QString &name : {u"a"_s, u"b"_s}) {
        QLineEdit *edit = nullptr;
        QTRY_VERIFY2((edit = secretEdit(name)), qPrintable(name));
        edit->setText(name.toUpper());
        qobject_cast<QDialog *>(edit->window())->accept();
    }
    QTRY_COMPARE(texts().size(), 3);
    QCOMPARE(texts(), (QStringList{u"1 A"_s, u"2 B"_s, u"3 A"_s}));
}

void tst_SavedMessages::repeatsUntilStopped()
{
    startWith({{.name = u"Beat"_s, .text = u"{{counter}}"_s, .note = {}, .period = 10ms}});
    connectToServer();
    QVERIFY(!m_sonde->find<QWidget>(u"stopRepeating"_s)->isVisible());
    QVERIFY(!times(0).startsWith(u'⟳'));
    press(Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(texts().size() >= 3);
    QCOMPARE(texts().mid(0, 3), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    QVERIFY(times(0).startsWith(u'⟳'));
    m_sonde->click(u"stopRepeating"_s);
    QVERIFY(!times(0).startsWith(u'⟳'));
    QVERIFY(!m_sonde->find<QWidget>(u"stopRepeating"_s)->isVisible());
    QVERIFY(m_sonde->tab().profile().messages[0].period == 10ms);
}

void tst_SavedMessages::repeatingEndsWithTheConnection()
{
    startWith({{.name = u"Beat"_s, .text = u"beat"_s, .note = {}, .period = 10ms}});
    connectToServer();
    press(Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(texts().size() >= 2);
    m_server->client()->sendClose(1000);
    m_server->client()->finish();
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Idle);
    QVERIFY(!times(0).startsWith(u'⟳'));
}

void tst_SavedMessages::unknownPlaceholderIsTold()
{
    startWith({{.name = u"Beat"_s, .text = u"{{nobody}}"_s, .note = {}, .period = 10ms}, text(u"Fine"_s, u"fine"_s)});
    connectToServer();
    press(Qt::Key_1, Qt::ControlModifier);
    const QString problem = m_sonde->text(u"footText"_s);
    QVERIFY2(problem.contains(u"\"Beat\" was not sent.") && problem.contains(u"nobody"), qPrintable(problem));
    QVERIFY(!times(0).startsWith(u'⟳'));
    press(Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE(texts(), QStringList{u"fine"_s});
}

void tst_SavedMessages::isMovedDeletedAndBroughtBack()
{
    startWith({text(u"One"_s, u"1"_s), text(u"Two"_s, u"2"_s), text(u"Three"_s, u"3"_s)});
    list()->setFocus();
    press(Qt::Key_Home);
    press(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(names(), (QStringList{u"Two"_s, u"One"_s, u"Three"_s}));
    press(Qt::Key_Delete);
    QCOMPARE(names(), (QStringList{u"Two"_s, u"Three"_s}));
    QCOMPARE(m_sonde->tab().profile().messages.size(), 2);
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(names(), (QStringList{u"Two"_s, u"One"_s, u"Three"_s}));
    press(Qt::Key_F2);
    type(u"Uno"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(names(), (QStringList{u"Two"_s, u"Uno"_s, u"Three"_s}));
    press(Qt::Key_F2);
    press(Qt::Key_Delete);
    press(Qt::Key_Return); // without a name it keeps the one that it had
    QTRY_COMPARE(names(), (QStringList{u"Two"_s, u"Uno"_s, u"Three"_s}));
    QCOMPARE(m_sonde->tab().profile().messages[1].text, u"1"_s);
}

void tst_SavedMessages::isPutIntoTheSendBox()
{
    startWith({{.name = u"Hex"_s, .kind = MessageKind::Hex, .text = u"48 69"_s, .note = {}}});
    list()->setFocus();
    chooseFromMenu(u"Put into the send box"_s);
    QCOMPARE(m_sonde->find<QComboBox>(u"composerKind"_s)->currentText(), u"Binary, hex"_s);
    QCOMPARE(m_sonde->find<QPlainTextEdit>(u"composerText"_s)->toPlainText(), u"48 69"_s);
    QCOMPARE(focusName(), u"composerText"_s);
}

void tst_SavedMessages::isEditedInTheSettings()
{
    startWith({text(u"One"_s, u"1"_s), text(u"Two"_s, u"2"_s)});
    list()->setFocus();
    press(Qt::Key_End);
    chooseFromMenu(u"Edit…"_s);
    QDialog *dialog = openDialog(u"connectionSettingsDialog"_s);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"messageName"_s)->text(), u"Two"_s);
    QTRY_COMPARE(focusName(), u"messageText"_s);
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"[2]"_s);
    choose(dialog->findChild<QComboBox *>(u"messageKind"_s), u"JSON"_s);
    dialog->findChild<QWidget *>(u"messageOnOpen"_s)->setFocus();
    press(Qt::Key_Space);
    dialog->findChild<QWidget *>(u"messagePeriod"_s)->setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"30"_s);
    m_sonde->find<QWidget>(u"addMessage"_s)->setFocus();
    press(Qt::Key_Space);
    QTRY_COMPARE(focusName(), u"messageName"_s);
    type(u"Bye"_s);
    m_sonde->find<QWidget>(u"messageUp"_s)->setFocus();
    press(Qt::Key_Space);
    acceptDialog(dialog);
    const QList<SavedMessage> messages = m_sonde->tab().profile().messages;
    QCOMPARE(names(), (QStringList{u"One"_s, u"Bye"_s, u"Two"_s}));
    QCOMPARE(messages[2].text, u"[2]"_s);
    QVERIFY(messages[2].kind == MessageKind::Json);
    QVERIFY(messages[2].onOpen);
    QCOMPARE(messages[2].period, 30s);
    QVERIFY2(times(2).contains(u"on opening, every 30 s"), qPrintable(times(2)));
}

void tst_SavedMessages::menuShowsTheNames()
{
    startWith({text(u"Tom & Jerry"_s, u"1"_s)});
    connectToServer();
    auto *menu = m_sonde->find<QMenu>(u"savedMessagesMenu"_s);
    emit menu->aboutToShow();
    QCOMPARE(menu->actions()[0]->text(), u"&1  Tom && Jerry"_s);
    QVERIFY(menu->actions()[0]->isEnabled() && !menu->actions()[1]->isEnabled());
    emit menu->aboutToHide();
    menu->actions()[0]->trigger();
    QTRY_COMPARE(texts(), QStringList{u"1"_s});
}

void tst_SavedMessages::staysWithTheProfile()
{
    startWith({text(u"One"_s, u"1"_s)});
    m_sonde->restart();
    QCOMPARE(names(), QStringList{u"One"_s});
    QVERIFY(list()->isVisible());
}

QTEST_MAIN(tst_SavedMessages)
#include "tst_savedmessages.moc"
