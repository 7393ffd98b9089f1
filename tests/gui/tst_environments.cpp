// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/environmentbox.h"
#include "gui/fieldtable.h"
#include "profile/environment.h"
#include "support/rawserver.h"
#include "testwindow.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTemporaryFile>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Environments final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void valuesGoOut();
    void changedValueCountsFromTheNextMessage();
    void unresolvedStopsAndIsNamed();
    void damagedEnvironmentIsNamedAndKept();
    void secretsAreAskedForAndNeverWritten();
    void secretsAreAskedForOnce();
    void filesOutsideNeedASetting();

private:
    void saveValues(const QString &environment, const QList<Variable> &values);
    void connectTo(const QString &address);
    void write(const QString &text);
    void send() { press(Qt::Key_Return, Qt::ControlModifier); }
    [[nodiscard]] QByteArray lastMessage();

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<TestWindow> m_sonde;
};

void tst_Environments::init()
{
    m_server = std::make_unique<RawServer>();
    m_server->onRequest([](RawClient &client) { client.accept(); });
    m_sonde = std::make_unique<TestWindow>();
    m_sonde->start();
}

void tst_Environments::cleanup()
{
    m_sonde.reset();
    m_server.reset();
}

void tst_Environments::saveValues(const QString &environment, const QList<Variable> &values)
{
    QVERIFY(saveEnvironment(m_sonde->program().values().folder(), {environment, values}));
}

void tst_Environments::connectTo(const QString &address)
{
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_A, Qt::ControlModifier);
    type(address);
    press(Qt::Key_Return);
}

void tst_Environments::write(const QString &text)
{
    press(Qt::Key_M, Qt::ControlModifier);
    press(Qt::Key_A, Qt::ControlModifier);
    type(text);
}

QByteArray tst_Environments::lastMessage()
{
    const auto &frames = m_server->client()->frames();
    return frames.isEmpty() ? QByteArray() : frames.last().payload;
}

void tst_Environments::valuesGoOut()
{
    m_sonde->find<QAction>(u"editEnvironments"_s)->trigger();
    QPointer<QDialog> dialog = openDialog(u"environmentDialog"_s);
    dialog->findChild<QLineEdit *>()->setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    type(u"dev"_s);
    auto *table = dialog->findChild<FieldTable *>(u"environmentValues"_s);
    table->setFocus();
    type(u"host"_s);
    press(Qt::Key_Tab);
    QTRY_COMPARE(table->currentColumn(), 1);
    type(u"127.0.0.1:%1"_s.arg(m_server->url().port()));
    press(Qt::Key_Return);
    QTRY_COMPARE(table->fields().size(), 1);
    acceptDialog(dialog);
    QCOMPARE(m_sonde->program().values().environments(), QStringList{u"dev"_s});

    auto *box = m_sonde->find<EnvironmentBox>(u"environment"_s);
    box->setFocus();
    choose(box, u"dev"_s);
    emit box->activated(box->currentIndex());
    QCOMPARE(m_sonde->program().settings().environment, u"dev"_s);
    connectTo(u"ws://{{host}}/"_s);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    for (const char *number : {"1", "2"}) {
        write(u"n={{counter}}"_s);
        send();
        QTRY_COMPARE(lastMessage(), QByteArray("n=") + number);
    }
}

void tst_Environments::changedValueCountsFromTheNextMessage()
{
    saveValues(u"default"_s, {{u"name"_s, u"one"_s}});
    connectTo(m_server->url().toString());
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    write(u"{{name}}"_s);
    send();
    QTRY_COMPARE(lastMessage(), "one");
    saveValues(u"default"_s, {{u"name"_s, u"two"_s}});
    send();
    QTRY_COMPARE(lastMessage(), "two");
}

void tst_Environments::unresolvedStopsAndIsNamed()
{
    connectTo(m_server->url().toString());
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    write(u"a {{first}} b {{second}}"_s);
    send();
    const QString hint = m_sonde->composerHint();
    QVERIFY2(hint.contains(u"first") && hint.contains(u"second"), qPrintable(hint));
    write(u"{{{{literal"_s);
    send();
    QTRY_COMPARE(lastMessage(), "{{literal");
    QCOMPARE(m_server->client()->frames().size(), 1);
}

void tst_Environments::damagedEnvironmentIsNamedAndKept()
{
    saveValues(u"default"_s, {{u"name"_s, u"one"_s}});
    const QString path = environmentPath(m_sonde->program().values().folder(), u"default"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\n half");
    file.close();
    connectTo(u"ws://{{name}}/"_s);
    const QString problem = m_sonde->text(u"statusText"_s);
    QVERIFY2(problem.contains(u"default.json") && problem.contains(u"2"), qPrintable(problem));
    m_sonde->find<QAction>(u"editEnvironments"_s)->trigger();
    QPointer<QDialog> dialog = openDialog(u"environmentDialog"_s);
    QVERIFY(dialog->findChild<QLabel *>(u"environmentProblem"_s)->text().contains(u"default.json"));
    acceptDialog(dialog);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "{\n half");
}

void tst_Environments::secretsAreAskedForAndNeverWritten()
{
    const QByteArray secret = "s3cr3t/ value";
    saveValues(u"default"_s, {{u"auth"_s, u"Token {{secret:api-key}}"_s}});
    Profile profile;
    profile.address = m_server->url().toString();
    profile.headers = {{u"X-Auth"_s, u"{{auth}}"_s}};
    profile.options.auth.kind = AuthKind::Basic;
    profile.options.auth.user = u"me"_s;
    profile.options.auth.password = u"{{secret:api-key}}"_s;
    m_sonde->tab().takeProfile(profile);
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QPointer<QDialog> dialog = openDialog(u"secretDialog"_s);
    dialog->findChild<QLineEdit *>(u"secret-api-key"_s)->setFocus();
    type(QString::fromUtf8(secret));
    acceptDialog(dialog);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    QCOMPARE(m_server->client()->header("X-Auth"), "Token " + secret);
    QCOMPARE(m_server->client()->header("Authorization"), "Basic " + QByteArray("me:" + secret).toBase64());
    write(u"{{secret:api-key}}"_s);
    send();
    QTRY_COMPARE(lastMessage(), secret);
    QTRY_COMPARE(m_sonde->kinds().count(Kind::Text), 1);
    m_sonde->restart();

    int files = 0;
    for (const QString &folder : {m_sonde->places().data, m_sonde->places().config}) {
        QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            for (const QByteArray &form :
                 {secret, secret.toBase64(), QByteArray("me:" + secret).toBase64(), secret.toPercentEncoding()})
                QVERIFY2(!bytes.contains(form), qPrintable(file.fileName()));
            ++files;
        }
    }
    QVERIFY(files >= 3);
}

void tst_Environments::secretsAreAskedForOnce()
{
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_A, Qt::ControlModifier);
    type(m_server->url({}).toString() + u"/{{secret:path}}"_s);
    press(Qt::Key_Return);
    press(Qt::Key_Return); // before the keychain has answered
    const auto dialogs = [] {
        QList<QDialog *> found;
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (widget->objectName() == u"secretDialog" && widget->isVisible())
                found << qobject_cast<QDialog *>(widget);
        }
        return found;
    };
    QTRY_VERIFY(!dialogs().isEmpty());
    QCOMPARE(dialogs().size(), 1);
    QPointer<QDialog> dialog = dialogs().first();
    QWidget *window = dialog->parentWidget()->window();
    dialog->reject();
    QTRY_VERIFY(!dialog);
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window));
    QVERIFY(dialogs().isEmpty());
    QVERIFY(!m_server->client());

    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return); // who declined may be asked again
    dialog = openDialog(u"secretDialog"_s);
    dialog->findChild<QLineEdit *>(u"secret-path"_s)->setFocus();
    type(u"door"_s);
    acceptDialog(dialog);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    QVERIFY(m_server->request().startsWith("GET /door "));
    QCOMPARE(m_server->clients().size(), 1);
}

void tst_Environments::filesOutsideNeedASetting()
{
    QTemporaryFile outside;
    QVERIFY(outside.open());
    outside.write("from elsewhere");
    outside.close();
    connectTo(m_server->url().toString());
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    write(u"{{file:%1}}"_s.arg(QFileInfo(outside.fileName()).absoluteFilePath()));
    send();
    QVERIFY2(m_sonde->composerHint().contains(u"is not allowed"), qPrintable(m_sonde->composerHint()));

    m_sonde->find<QAction>(u"settings"_s)->trigger();
    QPointer<QDialog> dialog = openDialog(u"settingsDialog"_s);
    dialog->findChild<QCheckBox *>(u"outsideFiles"_s)->click();
    acceptDialog(dialog);
    QVERIFY(m_sonde->program().settings().allowsOutsideFiles);
    press(Qt::Key_M, Qt::ControlModifier);
    send();
    QTRY_COMPARE(lastMessage(), "from elsewhere");
}

QTEST_MAIN(tst_Environments)
#include "tst_environments.moc"
