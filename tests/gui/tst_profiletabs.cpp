// SPDX-License-Identifier: GPL-3.0-or-later
// How tabs and their saved profiles stay together.
#include "gui/profilebar.h"
#include "gui/profilepanel.h"
#include "gui/profiletabs.h"
#include "testwindow.h"

#include <QLabel>
#include <QLineEdit>
#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_ProfileTabs final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void builtInServerIsSavedByName_data();
    void builtInServerIsSavedByName();
    void otherServersAreSavedAsTheyAre();
    void builtInServerIsFoundAtTheNextStart();
    void otherTabTakesOverWhatWasSaved();
    void otherTabWithChangesAsks_data();
    void otherTabWithChangesAsks();
    void undoneDeletionOntoATakenName();
    void undoneDeletionOfAGroup();
    void newProfileOfTheNameIsAnotherOne();
    void savedAgainAfterDeletion();

private:
    [[nodiscard]] Workspace &workspace() { return m_sonde->program().workspace(); }
    [[nodiscard]] QString saved(const QString &id);
    void put(const QString &id, const QString &address);
    void openTwice(const QString &id); ///< Leads to the second tab.
    void writeAddress(const QString &address);
    [[nodiscard]] QString address() { return m_sonde->find<QLineEdit>(u"address"_s)->text(); }
    [[nodiscard]] bool isAsked() { return m_sonde->tab().profileBar().asksWhich(); }
    void removeProfile(const QString &id);

    std::unique_ptr<TestWindow> m_sonde;
};

void tst_ProfileTabs::init()
{
    failOnWarnings();
    m_sonde = std::make_unique<TestWindow>();
    m_sonde->start();
}

QString tst_ProfileTabs::saved(const QString &id)
{
    const Workspace::Item *item = workspace().find(id);
    return item ? item->profile.address : u"(none)"_s;
}

void tst_ProfileTabs::put(const QString &id, const QString &address)
{
    Profile profile;
    profile.address = address;
    QVERIFY(workspace().save(id, profile));
}

void tst_ProfileTabs::openTwice(const QString &id)
{
    m_sonde->window().profileTabs().open(id, false);
    TabState state = m_sonde->tab().state();
    state.capture.clear();
    (void)m_sonde->window().openTab(state); // as reopening a closed tab does
    QCOMPARE(m_sonde->window().tabCount(), 3);
}

void tst_ProfileTabs::writeAddress(const QString &address)
{
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_A, Qt::ControlModifier);
    type(address);
}

void tst_ProfileTabs::removeProfile(const QString &id)
{
    m_sonde->window().profiles().select(id);
    m_sonde->window().profiles().remove();
    QCOMPARE(saved(id), u"(none)"_s);
}

void tst_ProfileTabs::builtInServerIsSavedByName_data()
{
    QTest::addColumn<QString>("rest");
    QTest::newRow("path") << u"/echo"_s;
    QTest::newRow("query") << u"/close?code=1001&reason={{why}}"_s;
    QTest::newRow("nothing") << QString();
}

void tst_ProfileTabs::builtInServerIsSavedByName()
{
    QFETCH(const QString, rest);
    const int port = m_sonde->program().echoAddress()->port();
    writeAddress(u"ws://127.0.0.1:%1"_s.arg(port) + rest);
    press(Qt::Key_S, Qt::ControlModifier);
    type(u"Mine"_s);
    press(Qt::Key_Return);
    QCOMPARE(saved(u"Mine"_s), QString(u"{{echo}}"_s + rest));
    QCOMPARE(address(), QString(u"{{echo}}"_s + rest));
    QCOMPARE(m_sonde->tabText(0), u"○ Mine"_s);
    // Also where it was saved before.
    writeAddress(u"ws://127.0.0.1:%1/slow"_s.arg(port));
    press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(saved(u"Mine"_s), u"{{echo}}/slow"_s);
    QVERIFY(!isAsked());
    QCOMPARE(m_sonde->tabText(0), u"○ Mine"_s);
}

void tst_ProfileTabs::otherServersAreSavedAsTheyAre()
{
    const int port = m_sonde->program().echoAddress()->port();
    for (const QString &other : {u"ws://127.0.0.1:%1%2/"_s.arg(port).arg(1), u"wss://127.0.0.1:%1/"_s.arg(port),
                                 u"ws://127.0.0.2:%1/"_s.arg(port), u"ws://127.0.0.1/"_s}) {
        writeAddress(other);
        m_sonde->window().profileTabs().saveAs(&m_sonde->tab());
        press(Qt::Key_Return);
        QCOMPARE(saved(m_sonde->tab().profileId()), other);
    }
}

void tst_ProfileTabs::builtInServerIsFoundAtTheNextStart()
{
    const QTemporaryDir folder;
    const Places places{folder.filePath(u"data"_s), folder.filePath(u"config"_s)};
    m_sonde = std::make_unique<TestWindow>(places);
    m_sonde->start();
    const auto port = quint16(m_sonde->program().echoAddress()->port());
    press(Qt::Key_S, Qt::ControlModifier);
    type(u"Mine"_s);
    press(Qt::Key_Return);
    m_sonde.reset();
    QTcpServer other; // has taken its port
    QVERIFY2(other.listen(QHostAddress::LocalHost, port), qPrintable(other.errorString()));
    m_sonde = std::make_unique<TestWindow>(places);
    m_sonde->start();
    QCOMPARE(m_sonde->tabText(0), u"○ Mine"_s);
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_Return);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    QVERIFY(m_sonde->program().echoAddress()->port() != port);
    m_sonde.reset(); // before its folder
}

void tst_ProfileTabs::otherTabTakesOverWhatWasSaved()
{
    put(u"Orders"_s, u"ws://127.0.0.1:1/"_s);
    openTwice(u"Orders"_s);
    writeAddress(u"ws://127.0.0.1:1/new"_s);
    press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(m_sonde->tabText(2), u"○ Orders"_s);
    m_sonde->window().moveTab(-1);
    QCOMPARE(address(), u"ws://127.0.0.1:1/new"_s);
    QVERIFY(!isAsked());
    QCOMPARE(m_sonde->tabText(1), u"○ Orders"_s);
}

void tst_ProfileTabs::otherTabWithChangesAsks_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("result");
    QTest::newRow("theirs") << u"takeTheirs"_s << u"ws://127.0.0.1:1/second"_s;
    QTest::newRow("mine") << u"keepMine"_s << u"ws://127.0.0.1:1/first"_s;
}

void tst_ProfileTabs::otherTabWithChangesAsks()
{
    QFETCH(const QString, button);
    QFETCH(const QString, result);
    put(u"Orders"_s, u"ws://127.0.0.1:1/"_s);
    openTwice(u"Orders"_s);
    m_sonde->window().moveTab(-1);
    writeAddress(u"ws://127.0.0.1:1/first"_s);
    m_sonde->window().moveTab(1);
    writeAddress(u"ws://127.0.0.1:1/second"_s);
    press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!isAsked());
    m_sonde->window().moveTab(-1);
    QVERIFY(isAsked());
    QCOMPARE(m_sonde->text(u"profileConflict"_s), u"Another tab has saved \"Orders\" with other settings."_s);
    put(u"Other"_s, u"ws://127.0.0.1:1/"_s); // which looks at all tabs again
    QCOMPARE(m_sonde->text(u"profileConflict"_s), u"Another tab has saved \"Orders\" with other settings."_s);
    m_sonde->click(button);
    QCOMPARE(address(), result);
    press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(saved(u"Orders"_s), result);
    m_sonde->window().moveTab(1);
    QCOMPARE(address(), result);
    QVERIFY(!isAsked());
}

void tst_ProfileTabs::undoneDeletionOntoATakenName()
{
    put(u"Orders"_s, u"ws://127.0.0.1:1/old"_s);
    m_sonde->window().profileTabs().open(u"Orders"_s, false);
    writeAddress(u"ws://127.0.0.1:1/mine"_s);
    removeProfile(u"Orders"_s);
    QCOMPARE(m_sonde->tab().profileId(), QString());
    put(u"Orders"_s, u"ws://127.0.0.1:1/new"_s);
    m_sonde->window().profiles().undoRemove();
    QCOMPARE(saved(u"Orders 2"_s), u"ws://127.0.0.1:1/old"_s);
    QCOMPARE(m_sonde->tab().profileId(), u"Orders 2"_s);
    QCOMPARE(address(), u"ws://127.0.0.1:1/mine"_s);
    QCOMPARE(m_sonde->tabText(1), u"○ Orders 2 •"_s);
    QVERIFY(!isAsked());
}

void tst_ProfileTabs::undoneDeletionOfAGroup()
{
    put(u"Team/Orders"_s, u"ws://127.0.0.1:1/"_s);
    m_sonde->window().profileTabs().open(u"Team/Orders"_s, false);
    m_sonde->window().profiles().select(u"Team"_s);
    m_sonde->window().profiles().remove();
    QCOMPARE(m_sonde->tab().profileId(), QString());
    m_sonde->window().profiles().undoRemove();
    QCOMPARE(m_sonde->tab().profileId(), u"Team/Orders"_s);
}

void tst_ProfileTabs::newProfileOfTheNameIsAnotherOne()
{
    put(u"Orders"_s, u"ws://127.0.0.1:1/old"_s);
    m_sonde->window().profileTabs().open(u"Orders"_s, false);
    removeProfile(u"Orders"_s);
    put(u"Orders"_s, u"ws://127.0.0.1:1/new"_s);
    QCOMPARE(m_sonde->tab().profileId(), QString());
    QCOMPARE(address(), u"ws://127.0.0.1:1/old"_s);
}

void tst_ProfileTabs::savedAgainAfterDeletion()
{
    put(u"Orders"_s, u"ws://127.0.0.1:1/old"_s);
    m_sonde->window().profileTabs().open(u"Orders"_s, false);
    removeProfile(u"Orders"_s);
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_S, Qt::ControlModifier);
    press(Qt::Key_Return); // under the name that it had
    QCOMPARE(m_sonde->tab().profileId(), u"Orders"_s);
    m_sonde->window().profiles().undoRemove();
    QCOMPARE(m_sonde->tab().profileId(), u"Orders"_s);
    QCOMPARE(saved(u"Orders 2"_s), u"ws://127.0.0.1:1/old"_s);
}

QTEST_MAIN(tst_ProfileTabs)
#include "tst_profiletabs.moc"
