// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/fieldtable.h"
#include "gui/textview.h"
#include "profile/environment.h"
#include "support/rawserver.h"
#include "testwindow.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_TabVariables final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void comeBeforeEnvironments();
    void countForOneTab();
    void comeBackOnlyWhereAsked();
    void valueOfANodeBecomesOne();
    void bracesFromAServerAskForNothing();
    void ruleKeepsItUpToDate();
    void ruleComesBackAndCanBeRemoved();
    void wrongNamesAreRefused();
    void sentMessageIsNotFollowed();
    void environmentBoxLeadsToThem();

private:
    void connectToServer();
    void sendText(const QString &text);
    [[nodiscard]] QDialog *openVariables();
    void typeVariable(QDialog *dialog, const QString &name, const QString &value);
    void receive(const QByteArray &json);
    void selectRow(int row);
    [[nodiscard]] QDialog *useNode(const QString &word);
    [[nodiscard]] QByteArray lastMessage();
    [[nodiscard]] bool isInFiles(const QByteArray &text);

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<TestWindow> m_sonde;
};

void tst_TabVariables::init()
{
    failOnWarnings();
    m_server = std::make_unique<RawServer>();
    m_server->onRequest([](RawClient &client) { client.accept(); });
    m_sonde = std::make_unique<TestWindow>();
    m_sonde->start();
}

void tst_TabVariables::cleanup()
{
    m_sonde.reset();
    m_server.reset();
}

void tst_TabVariables::connectToServer()
{
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_A, Qt::ControlModifier);
    type(m_server->url().toString());
    press(Qt::Key_Return);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
}

void tst_TabVariables::sendText(const QString &text)
{
    press(Qt::Key_M, Qt::ControlModifier);
    press(Qt::Key_A, Qt::ControlModifier);
    type(text);
    press(Qt::Key_Return, Qt::ControlModifier);
}

QByteArray tst_TabVariables::lastMessage()
{
    const auto &frames = m_server->client()->frames();
    return frames.isEmpty() ? QByteArray() : frames.last().payload;
}

QDialog *tst_TabVariables::openVariables()
{
    press(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    return openDialog(u"tabVariablesDialog"_s);
}

void tst_TabVariables::typeVariable(QDialog *dialog, const QString &name, const QString &value)
{
    auto *table = dialog->findChild<FieldTable *>(u"tabVariables"_s);
    table->setFocus();
    table->setCurrentCell(table->rowCount() - 1, 0);
    type(name);
    press(Qt::Key_Tab);
    QTRY_COMPARE(table->currentColumn(), 1);
    type(value);
    press(Qt::Key_Return);
    QTRY_COMPARE(table->fields().last().value, value);
}

/// From the server, and shows its row.
void tst_TabVariables::receive(const QByteArray &json)
{
    const qsizetype texts = m_sonde->kinds().count(Kind::Text);
    m_server->client()->sendFrame(Opcode::Text, json);
    QTRY_COMPARE(m_sonde->kinds().count(Kind::Text), texts + 1);
    selectRow(int(m_sonde->kinds().lastIndexOf(Kind::Text)));
}

void tst_TabVariables::selectRow(int row)
{
    auto *table = m_sonde->find<QTableView>(u"log"_s);
    table->scrollTo(table->model()->index(row, 0));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(row, 0)).center());
}

/// A right click on `word` in the selected message, and "Use as variable…".
QDialog *tst_TabVariables::useNode(const QString &word)
{
    auto *view = m_sonde->find<TextView>(u"detailText"_s);
    const QStringList lines = view->visibleText().split(u'\n');
    for (int line = 0; line < lines.size(); ++line) {
        const qsizetype column = lines[line].indexOf(word);
        if (column < 0)
            continue;
        const QFontMetrics metrics = view->fontMetrics();
        const QPoint at(20 + int(column + 1) * metrics.horizontalAdvance(u'0'), line * metrics.height() + 4);
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, view->viewport()->mapToGlobal(at));
        QApplication::sendEvent(view->viewport(), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QAction *action = menu->findChild<QAction *>(u"useAsVariable"_s);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        return openDialog(u"variableDialog"_s);
    }
    qFatal("There is no such node.");
}

bool tst_TabVariables::isInFiles(const QByteArray &text)
{
    QDirIterator it(m_sonde->places().data, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

void tst_TabVariables::comeBeforeEnvironments()
{
    QVERIFY(saveEnvironment(m_sonde->program().values().folder(),
                            {u"default"_s, {{u"name"_s, u"env"_s}, {u"other"_s, u"{{name}}!"_s}}}));
    connectToServer();
    sendText(u"{{name}} {{other}}"_s);
    QTRY_COMPARE(lastMessage(), "env env!");
    QDialog *dialog = openVariables();
    typeVariable(dialog, u"name"_s, u"tab"_s);
    acceptDialog(dialog);
    sendText(u"{{name}} {{other}}"_s);
    QTRY_COMPARE(lastMessage(), "tab tab!");

    dialog = openVariables();
    auto *table = dialog->findChild<FieldTable *>(u"tabVariables"_s);
    table->setFocus();
    table->setCurrentCell(0, 0);
    press(Qt::Key_Delete);
    acceptDialog(dialog);
    sendText(u"{{name}} {{other}}"_s);
    QTRY_COMPARE(lastMessage(), "env env!");
}

void tst_TabVariables::countForOneTab()
{
    connectToServer();
    QDialog *dialog = openVariables();
    typeVariable(dialog, u"name"_s, u"tab"_s);
    acceptDialog(dialog);
    for (const char *number : {"tab 1", "tab 2"}) {
        sendText(u"{{name}} {{counter}}"_s);
        QTRY_COMPARE(lastMessage(), number);
    }
    press(Qt::Key_T, Qt::ControlModifier);
    connectToServer();
    sendText(u"{{name}}"_s);
    QVERIFY(m_sonde->composerHint().contains(u"{{name}}"));
    sendText(u"{{counter}}"_s);
    QTRY_COMPARE(lastMessage(), "1"); // not 3
}

void tst_TabVariables::comeBackOnlyWhereAsked()
{
    QDialog *dialog = openVariables();
    typeVariable(dialog, u"name"_s, u"v4lue"_s);
    acceptDialog(dialog);
    m_sonde->restart();
    QVERIFY(!isInFiles("v4lue"));
    dialog = openVariables();
    QVERIFY(dialog->findChild<FieldTable *>(u"tabVariables"_s)->fields().isEmpty());
    typeVariable(dialog, u"name"_s, u"v4lue"_s);
    dialog->findChild<QCheckBox *>(u"keepVariables"_s)->click();
    acceptDialog(dialog);
    m_sonde->restart();
    QVERIFY(isInFiles("v4lue"));
    dialog = openVariables();
    QCOMPARE(dialog->findChild<FieldTable *>(u"tabVariables"_s)->fields(),
             (QList<Field>{{u"name"_s, u"v4lue"_s, true}}));
    acceptDialog(dialog);
}

void tst_TabVariables::valueOfANodeBecomesOne()
{
    connectToServer();
    receive(R"({"user": {"session id": "a\"b", "n": 1.50}})");
    QDialog *dialog = useNode(u"session"_s);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"variableName"_s)->text(), u"session_id"_s);
    QVERIFY(dialog->findChild<QLabel *>(u"variableNotice"_s)->text().contains(u"{{session_id}}"));
    acceptDialog(dialog);
    dialog = useNode(u"1.50"_s);
    dialog->findChild<QLineEdit *>(u"variableName"_s)->setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"number"_s);
    acceptDialog(dialog);
    sendText(u"{{session_id}} {{number}}"_s);
    QTRY_COMPARE(lastMessage(), "a\"b 1.50");
    m_server->client()->sendFrame(Opcode::Text, R"({"user": {"session id": "c", "n": 2}})");
    QTRY_COMPARE(m_sonde->kinds().count(Kind::Text), 3);
    sendText(u"{{session_id}} {{number}} again"_s);
    QTRY_COMPARE(lastMessage(), "a\"b 1.50 again");
}

void tst_TabVariables::bracesFromAServerAskForNothing()
{
    connectToServer();
    receive(R"({"x": "{{counter}} {{secret:token}}"})");
    acceptDialog(useNode(u"\"x\""_s));
    sendText(u"{{x}}"_s);
    QTRY_COMPARE(lastMessage(), "{{counter}} {{secret:token}}");
}

void tst_TabVariables::ruleKeepsItUpToDate()
{
    connectToServer();
    receive(R"({"token": "one"})");
    QDialog *dialog = useNode(u"token"_s);
    dialog->findChild<QCheckBox *>(u"followValue"_s)->click();
    acceptDialog(dialog);
    sendText(u"{{token}}"_s);
    QTRY_COMPARE(lastMessage(), "one");
    // What was sent does not count, nor what has no such value.
    sendText(u"{\"token\": \"mine\"}"_s);
    m_server->client()->sendFrame(Opcode::Text, R"({"token": "two"})");
    m_server->client()->sendFrame(Opcode::Text, R"({"other": 1})");
    QTRY_COMPARE(m_sonde->tab().variables().values().variables().first().value, u"two"_s);
    sendText(u"{{token}}"_s);
    QTRY_COMPARE(lastMessage(), "two");
    for (int i = 1; i <= 300; ++i)
        m_server->client()->sendFrame(Opcode::Text, "{\"token\": " + QByteArray::number(i) + '}');
    QTRY_COMPARE(m_sonde->tab().variables().values().variables().first().value, u"300"_s);
}

void tst_TabVariables::ruleComesBackAndCanBeRemoved()
{
    connectToServer();
    receive(R"({"a": [{"token": "one"}]})");
    QDialog *dialog = useNode(u"token"_s);
    dialog->findChild<QCheckBox *>(u"followValue"_s)->click();
    auto *path = dialog->findChild<QLineEdit *>(u"variablePath"_s);
    QCOMPARE(path->text(), u"$.a[0].token"_s);
    path->setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"$.a[*].token"_s);
    acceptDialog(dialog);
    m_sonde->restart();
    connectToServer();
    receive(R"({"a": [{}, {"token": "two"}]})");
    QTRY_COMPARE(m_sonde->tab().variables().values().variables(), (QList<Variable>{{u"token"_s, u"two"_s}}));

    dialog = openVariables();
    auto *rules = dialog->findChild<FieldTable *>(u"tabRules"_s);
    QCOMPARE(rules->fields(), (QList<Field>{{u"token"_s, u"$.a[*].token"_s, true}}));
    rules->setFocus();
    rules->setCurrentCell(0, 0);
    press(Qt::Key_Delete);
    acceptDialog(dialog);
    receive(R"({"a": [{"token": "three"}]})");
    QVERIFY(m_sonde->tab().variables().rules().rules().isEmpty());
    sendText(u"{{token}}"_s);
    QTRY_COMPARE(lastMessage(), "two");
}

void tst_TabVariables::wrongNamesAreRefused()
{
    connectToServer();
    receive(R"({"a": 1})");
    QPointer<QDialog> dialog = useNode(u"\"a\""_s);
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"a b"_s);
    press(Qt::Key_Return);
    QVERIFY(dialog->isVisible());
    QVERIFY(dialog->findChild<QLabel *>(u"variableNotice"_s)->text().contains(u"\"a b\""));
    press(Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    m_sonde->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_sonde->window()));
    dialog = openVariables();
    typeVariable(dialog, u"a b"_s, u"1"_s);
    QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    QVERIFY(dialog->isVisible());
    QVERIFY(dialog->findChild<QLabel *>(u"tabVariablesProblem"_s)->text().contains(u"\"a b\""));
    press(Qt::Key_Escape);
    QVERIFY(m_sonde->tab().variables().values().variables().isEmpty());
}

void tst_TabVariables::sentMessageIsNotFollowed()
{
    connectToServer();
    sendText(u"{\"a\": 1}"_s);
    QTRY_COMPARE(m_sonde->kinds().count(Kind::Text), 1);
    selectRow(int(m_sonde->kinds().lastIndexOf(Kind::Text)));
    QDialog *dialog = useNode(u"\"a\""_s);
    QVERIFY(!dialog->findChild<QCheckBox *>(u"followValue"_s)->isEnabled());
    acceptDialog(dialog);
    QCOMPARE(m_sonde->tab().variables().values().variables(), (QList<Variable>{{u"a"_s, u"1"_s}}));
}

void tst_TabVariables::environmentBoxLeadsToThem()
{
    auto *box = m_sonde->find<QComboBox>(u"environment"_s);
    box->setFocus();
    press(Qt::Key_Space);
    QTRY_VERIFY(box->view()->isVisible());
    QTest::keyClick(box->view(), Qt::Key_End);
    QTest::keyClick(box->view(), Qt::Key_Return);
    acceptDialog(openDialog(u"tabVariablesDialog"_s));
    QCOMPARE(box->currentIndex(), 0);
}

QTEST_MAIN(tst_TabVariables)
#include "tst_tabvariables.moc"
