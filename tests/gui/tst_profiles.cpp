// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profilemodel.h"
#include "testwindow.h"

#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Profiles final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void firstStartHasExamples();
    void savedProfileComesBack();
    void ctrlEnterConnects();
    void examplesDoWhatTheySay();
    void openProfileIsNotOpenedTwice();
    void newProfileIsNamedInPlace();
    void savedUnderATakenName();
    void saveAsMakesAnother();
    void changesAreMarkedAndSaved();
    void renamingKeepsTheTab();
    void namesOfProblemsAreTold();
    void duplicateAndDelete();
    void deletedGroupComesBack();
    void movesByKeysAndByDragging();
    void menuOfTheTree();
    void searchFinds();
    void changedOutside();
    void nameIsEditedMeanwhile();
    void manyProfiles();
    void changedOutsideWithEdits_data();
    void changedOutsideWithEdits();
    void changedOutsideAtTheLastMoment();
    void deletedOutsideAndBack();
    void changedWhileNotRunning();
    void damagedFileIsTold();
    void unwritableFolder();
    void vanishedFolder();
    void closedTabComesBackWithItsChanges();
    void otherWorkspace();
    void panelHidesAndKeepsItsWidth();
    void emptyWorkspaceSaysWhatToDo();

private:
    [[nodiscard]] QString file(const QString &id) const { return m_data + u"/workspace/"_s + id + u".json"_s; }
    void startWithoutExamples();
    void put(const QString &id, const QString &address);
    [[nodiscard]] QString savedAddress(const QString &id) const;
    [[nodiscard]] QTreeView *tree() { return m_sonde->find<QTreeView>(u"profiles"_s); }
    [[nodiscard]] QStringList shown(); ///< The ids, from top to bottom.
    [[nodiscard]] QString currentId();
    void select(const QString &id);
    void open(const QString &id);
    void run(const QString &action);
    [[nodiscard]] QString address();
    [[nodiscard]] QString title();
    [[nodiscard]] QString foot(); ///< Of the sidebar; empty while it is hidden.

    std::unique_ptr<TestWindow> m_sonde;
    QString m_data;
};

void tst_Profiles::init()
{
    failOnWarnings();
    m_sonde = std::make_unique<TestWindow>();
    m_data = m_sonde->places().data;
}

void tst_Profiles::startWithoutExamples()
{
    QVERIFY(QDir().mkpath(m_data + u"/workspace"_s));
    m_sonde->start();
}

void tst_Profiles::put(const QString &id, const QString &address)
{
    QVERIFY(QDir().mkpath(QFileInfo(file(id)).path()));
    QFile written(file(id));
    QVERIFY(written.open(QIODevice::WriteOnly));
    QVERIFY(written.write(u"{\"version\": 1, \"address\": \"%1\"}"_s.arg(address).toUtf8()) > 0);
}

QString tst_Profiles::savedAddress(const QString &id) const
{
    const Workspace workspace(m_data + u"/workspace"_s);
    const Workspace::Item *item = workspace.find(id);
    return item ? item->profile.address : u"(none)"_s;
}

QStringList tst_Profiles::shown()
{
    QStringList ids;
    for (QModelIndex index = tree()->model()->index(0, 0); index.isValid(); index = tree()->indexBelow(index))
        ids << index.data(ProfileModel::IdRole).toString();
    return ids;
}

QString tst_Profiles::currentId()
{
    return tree()->currentIndex().data(ProfileModel::IdRole).toString();
}

void tst_Profiles::select(const QString &id)
{
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(focusName(), u"profiles"_s);
    press(Qt::Key_Home);
    for (qsizetype i = 0; i < shown().indexOf(id); ++i)
        press(Qt::Key_Down);
    QCOMPARE(currentId(), id);
}

void tst_Profiles::open(const QString &id)
{
    select(id);
    press(Qt::Key_Return);
}

void tst_Profiles::run(const QString &action)
{
    m_sonde->window().findChild<QAction *>(action)->trigger();
}

QString tst_Profiles::address()
{
    return m_sonde->find<QLineEdit>(u"address"_s)->text();
}

QString tst_Profiles::title()
{
    return m_sonde->tabText(m_sonde->find<QTabWidget>(u"tabs"_s)->currentIndex());
}

QString tst_Profiles::foot()
{
    const auto *label = m_sonde->find<QLabel>(u"profilesText"_s);
    return label->isVisible() ? label->text() : QString();
}

void tst_Profiles::firstStartHasExamples()
{
    m_sonde->start();
    QCOMPARE(shown(),
             (QStringList{u"Examples"_s, u"Examples/Closed by the server"_s, u"Examples/Echo"_s,
                          u"Examples/Many messages"_s, u"Examples/Refused"_s}));
    QCOMPARE(focusName(), u"address"_s);
    // Who deletes them is rid of them.
    select(u"Examples"_s);
    press(Qt::Key_Delete);
    QCOMPARE(shown(), QStringList());
    m_sonde->restart();
    QCOMPARE(shown(), QStringList());
}

void tst_Profiles::savedProfileComesBack()
{
    m_sonde->start();
    press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(focusName(), u"newProfileName"_s);
    QVERIFY(m_sonde->find<QLineEdit>(u"newProfileName"_s)->text().startsWith(u"127.0.0.1 "_s));
    type(u"Orders"_s);
    press(Qt::Key_Return);
    QCOMPARE(title(), u"○ Orders"_s);
    QCOMPARE(savedAddress(u"Orders"_s), u"{{echo}}/echo"_s);
    QVERIFY(shown().contains(u"Orders"_s));
    press(Qt::Key_W, Qt::ControlModifier);

    m_sonde->restart();
    QCOMPARE(m_sonde->window().tabCount(), 1);
    open(u"Orders"_s);
    QCOMPARE(m_sonde->window().tabCount(), 2);
    QCOMPARE(title(), u"○ Orders"_s);
    QCOMPARE(focusName(), u"address"_s);
    QCOMPARE(address(), u"{{echo}}/echo"_s);
    m_sonde->restart(); // the tab belongs to its profile still
    QCOMPARE(title(), u"○ Orders"_s);
}

void tst_Profiles::ctrlEnterConnects()
{
    m_sonde->start();
    select(u"Examples/Echo"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_sonde->state(), ConnectionState::Open);
    QCOMPARE(title(), u"● Echo"_s);
    const auto *model = qobject_cast<ProfileModel *>(tree()->model());
    const QModelIndex index = model->indexOf(u"Examples/Echo"_s);
    QCOMPARE(index.data(ProfileModel::ShapeRole).toString(), u"●"_s);
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), u"Echo, Open"_s);
    press(Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(model->indexOf(u"Examples/Echo"_s).data(ProfileModel::ShapeRole).toString(), QString());
}

void tst_Profiles::examplesDoWhatTheySay()
{
    m_sonde->start();
    select(u"Examples/Many messages"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_sonde->log().rowCount(), 1002);
    select(u"Examples/Refused"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(title(), u"✕ Refused"_s);
    select(u"Examples/Closed by the server"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_sonde->log().rowCount(), 4);
    QVERIFY(m_sonde->preview(2).contains(u"1001"_s));
}

void tst_Profiles::openProfileIsNotOpenedTwice()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    press(Qt::Key_Tab, Qt::ControlModifier);
    open(u"Examples/Echo"_s);
    QCOMPARE(m_sonde->window().tabCount(), 2);
    QCOMPARE(title(), u"○ Echo"_s);
    // By the mouse, likewise.
    const auto *model = qobject_cast<ProfileModel *>(tree()->model());
    const QRect rect = tree()->visualRect(model->indexOf(u"Examples/Refused"_s));
    QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, rect.center());
    QTest::mouseDClick(tree()->viewport(), Qt::LeftButton, {}, rect.center());
    QCOMPARE(m_sonde->window().tabCount(), 3);
    QCOMPARE(title(), u"○ Refused"_s);
}

void tst_Profiles::newProfileIsNamedInPlace()
{
    startWithoutExamples();
    press(Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(shown(), QStringList{u"New profile"_s});
    QCOMPARE(focusName(), u"profileName"_s);
    type(u"Ticker"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(shown(), QStringList{u"Ticker"_s});
    QCOMPARE(currentId(), u"Ticker"_s);
    QCOMPARE(m_sonde->window().tabCount(), 1);
    press(Qt::Key_Return);
    QCOMPARE(m_sonde->window().tabCount(), 2);
    QCOMPARE(title(), u"○ Ticker"_s);
}

void tst_Profiles::savedUnderATakenName()
{
    startWithoutExamples();
    put(u"Orders"_s, u"ws://127.0.0.1:1/"_s);
    press(Qt::Key_S, Qt::ControlModifier);
    type(u"Orders"_s);
    press(Qt::Key_Return);
    QVERIFY(m_sonde->text(u"newProfileProblem"_s).contains(u"already"_s));
    QCOMPARE(savedAddress(u"Orders"_s), u"ws://127.0.0.1:1/"_s);
    type(u"a:b"_s);
    press(Qt::Key_Return);
    QVERIFY(m_sonde->text(u"newProfileProblem"_s).contains(u"a:b"_s));
    press(Qt::Key_Escape);
    QCOMPARE(focusName(), u"address"_s);
    QVERIFY(!m_sonde->find<QWidget>(u"profileBar"_s)->isVisible());
}

void tst_Profiles::saveAsMakesAnother()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    run(u"saveProfileAs"_s);
    QCOMPARE(m_sonde->find<QLineEdit>(u"newProfileName"_s)->text(), u"Echo 2"_s);
    QCOMPARE(m_sonde->find<QComboBox>(u"newProfileGroup"_s)->currentText(), u"Examples"_s);
    m_sonde->find<QComboBox>(u"newProfileGroup"_s)->setCurrentText(u"Mine"_s);
    press(Qt::Key_Return);
    QCOMPARE(title(), u"○ Echo 2"_s);
    QCOMPARE(currentId(), u"Mine/Echo 2"_s);
    QCOMPARE(savedAddress(u"Mine/Echo 2"_s), u"{{echo}}/echo"_s);
}

void tst_Profiles::changesAreMarkedAndSaved()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    type(u"ws://127.0.0.1:1/new"_s);
    QCOMPARE(title(), u"○ Echo •"_s);
    m_sonde->restart();
    QCOMPARE(title(), u"○ Echo •"_s);
    QCOMPARE(address(), u"ws://127.0.0.1:1/new"_s);
    press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(title(), u"○ Echo"_s);
    QCOMPARE(savedAddress(u"Examples/Echo"_s), u"ws://127.0.0.1:1/new"_s);
    QCOMPARE(m_sonde->text(u"footText"_s), u"Saved \"Examples/Echo\"."_s);
}

void tst_Profiles::renamingKeepsTheTab()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    type(u"ws://127.0.0.1:1/"_s);
    select(u"Examples/Echo"_s);
    press(Qt::Key_F2);
    QCOMPARE(focusName(), u"profileName"_s);
    type(u"Mirror"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(title(), u"○ Mirror •"_s);
    select(u"Examples"_s);
    press(Qt::Key_F2);
    type(u"Samples"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(shown().contains(u"Samples/Mirror"_s));
    QCOMPARE(title(), u"○ Mirror •"_s);
    press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(savedAddress(u"Samples/Mirror"_s), u"ws://127.0.0.1:1/"_s);
    QCOMPARE(savedAddress(u"Examples/Echo"_s), u"(none)"_s);
}

void tst_Profiles::namesOfProblemsAreTold()
{
    m_sonde->start();
    select(u"Examples/Echo"_s);
    press(Qt::Key_F2);
    type(u"refused"_s); // differs in case only
    press(Qt::Key_Return);
    QTRY_VERIFY2(foot().contains(u"already"_s), qPrintable(foot()));
    QVERIFY(shown().contains(u"Examples/Echo"_s));
    press(Qt::Key_F2);
    type(u"a/b"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY2(foot().contains(u'/'), qPrintable(foot()));
    m_sonde->click(u"dismissProfilesText"_s);
    QCOMPARE(foot(), QString());
    select(u"Examples/Echo"_s);
    press(Qt::Key_F2);
    press(Qt::Key_Escape);
    QCOMPARE(foot(), QString());
}

void tst_Profiles::duplicateAndDelete()
{
    m_sonde->start();
    select(u"Examples/Echo"_s);
    press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(focusName(), u"profileName"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(focusName(), u"profiles"_s);
    QCOMPARE(currentId(), u"Examples/Echo 2"_s);
    QCOMPARE(savedAddress(u"Examples/Echo 2"_s), u"{{echo}}/echo"_s);
    press(Qt::Key_Return);
    QCOMPARE(title(), u"○ Echo 2"_s);

    select(u"Examples/Echo 2"_s);
    press(Qt::Key_Delete);
    QVERIFY(!shown().contains(u"Examples/Echo 2"_s));
    QCOMPARE(foot(), u"\"Echo 2\" was deleted."_s);
    QVERIFY(!QFile::exists(file(u"Examples/Echo 2"_s)));
    QVERIFY2(title().startsWith(u"○ 127.0.0.1:"_s), qPrintable(title()));
    QCOMPARE(address(), u"{{echo}}/echo"_s);
    m_sonde->click(u"undoDelete"_s);
    QCOMPARE(title(), u"○ Echo 2"_s);
    QCOMPARE(currentId(), u"Examples/Echo 2"_s);
    QCOMPARE(foot(), QString());
}

void tst_Profiles::deletedGroupComesBack()
{
    m_sonde->start();
    const QStringList before = shown();
    select(u"Examples/Echo"_s);
    press(Qt::Key_Delete);
    QCOMPARE(currentId(), u"Examples/Many messages"_s);
    select(u"Examples"_s);
    press(Qt::Key_Delete);
    QCOMPARE(shown(), QStringList());
    run(u"undoDeleteAction"_s);
    run(u"undoDeleteAction"_s);
    QCOMPARE(shown(), before);
    QVERIFY(!m_sonde->window().findChild<QAction *>(u"undoDeleteAction"_s)->isEnabled());
}

void tst_Profiles::movesByKeysAndByDragging()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    select(u"Examples"_s);
    run(u"newGroup"_s);
    type(u"Inner"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(shown().contains(u"Examples/Inner"_s));

    select(u"Examples/Echo"_s);
    auto *groups = m_sonde->window().findChild<QMenu *>(u"moveToGroup"_s);
    groups->popup(m_sonde->window().pos());
    QCOMPARE(groups->actions().size(), 2); // the top and the inner group
    QTest::keyClick(groups, Qt::Key_Down);
    QTest::keyClick(groups, Qt::Key_Down);
    QTest::keyClick(groups, Qt::Key_Return);
    QCOMPARE(currentId(), u"Examples/Inner/Echo"_s);
    QCOMPARE(title(), u"○ Echo"_s);
    QCOMPARE(m_sonde->tab().profileId(), u"Examples/Inner/Echo"_s);

    const auto *model = qobject_cast<ProfileModel *>(tree()->model());
    const std::unique_ptr<QMimeData> data(model->mimeData({model->indexOf(u"Examples/Inner/Echo"_s)}));
    // What the view does when it is dropped below the last row; a test can't make the view's own drag.
    QVERIFY(!tree()->model()->dropMimeData(data.get(), Qt::MoveAction, -1, -1, QModelIndex()));
    QTRY_VERIFY(shown().contains(u"Echo"_s));
    QCOMPARE(m_sonde->tab().profileId(), u"Echo"_s);
    QCOMPARE(savedAddress(u"Echo"_s), u"{{echo}}/echo"_s);
}

void tst_Profiles::menuOfTheTree()
{
    m_sonde->start();
    select(u"Examples/Echo"_s);
    const QPoint at = tree()->visualRect(tree()->currentIndex()).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, tree()->viewport()->mapToGlobal(at));
    QApplication::sendEvent(tree()->viewport(), &event);
    QAction *remove = m_sonde->window().findChild<QAction *>(u"deleteProfile"_s);
    auto *menu = qobject_cast<QMenu *>(remove->parent());
    QVERIFY(menu->isVisible());
    QVERIFY(remove->isEnabled());
    QTest::keyClick(menu, Qt::Key_L);
    QVERIFY(!menu->isVisible());
    QVERIFY(!shown().contains(u"Examples/Echo"_s));
    QCOMPARE(foot(), u"\"Echo\" was deleted."_s);
}

void tst_Profiles::searchFinds()
{
    m_sonde->start();
    m_sonde->find<QLineEdit>(u"profileSearch"_s)->setFocus();
    type(u"refu"_s);
    QCOMPARE(shown(), (QStringList{u"Examples"_s, u"Examples/Refused"_s}));
    press(Qt::Key_Return);
    QCOMPARE(currentId(), u"Examples/Refused"_s);
    press(Qt::Key_Return);
    QCOMPARE(title(), u"○ Refused"_s);
    m_sonde->find<QLineEdit>(u"profileSearch"_s)->setFocus();
    type(u"nothing"_s);
    QVERIFY(m_sonde->text(u"noProfiles"_s).contains(u"No profile"_s));
    press(Qt::Key_Escape);
    QCOMPARE(shown().size(), 5);
}

void tst_Profiles::changedOutside()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    put(u"Examples/Echo"_s, u"ws://127.0.0.1:1/theirs"_s);
    QTRY_COMPARE(address(), u"ws://127.0.0.1:1/theirs"_s);
    QCOMPARE(title(), u"○ Echo"_s);
    QVERIFY(!m_sonde->find<QWidget>(u"profileBar"_s)->isVisible());
    put(u"New"_s, u"ws://127.0.0.1:1/new"_s);
    QTRY_VERIFY(shown().contains(u"New"_s));
}

void tst_Profiles::nameIsEditedMeanwhile()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    select(u"Examples/Refused"_s);
    press(Qt::Key_F2);
    type(u"Turned"_s);
    put(u"Examples/Echo"_s, u"ws://127.0.0.1:1/theirs"_s);
    QTRY_COMPARE(address(), u"ws://127.0.0.1:1/theirs"_s);
    QCOMPARE(focusName(), u"profileName"_s);
    type(u" away"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(shown().contains(u"Examples/Turned away"_s));
}

void tst_Profiles::manyProfiles()
{
    QVERIFY(QDir().mkpath(m_data + u"/workspace"_s));
    for (int i = 0; i < 1000; ++i)
        put(u"Group %1/%2"_s.arg(i % 20).arg(i), u"ws://127.0.0.1:1/"_s);
    m_sonde->start();
    QCOMPARE(shown().size(), 1020);
    QCOMPARE(shown().mid(0, 2), (QStringList{u"Group 0"_s, u"Group 0/0"_s}));
    QCOMPARE(shown().at(51 * 2), u"Group 2"_s); // as people count: 2 before 10
    m_sonde->find<QLineEdit>(u"profileSearch"_s)->setFocus();
    type(u"777"_s);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    QCOMPARE(title(), u"○ 777"_s);
}

void tst_Profiles::changedOutsideWithEdits_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("result");
    QTest::newRow("theirs") << u"takeTheirs"_s << u"ws://127.0.0.1:1/theirs"_s;
    QTest::newRow("mine") << u"keepMine"_s << u"ws://127.0.0.1:1/mine"_s;
}

void tst_Profiles::changedOutsideWithEdits()
{
    QFETCH(const QString, button);
    QFETCH(const QString, result);
    m_sonde->start();
    open(u"Examples/Echo"_s);
    type(u"ws://127.0.0.1:1/mine"_s);
    put(u"Examples/Echo"_s, u"ws://127.0.0.1:1/theirs"_s);
    auto *bar = m_sonde->find<QWidget>(u"profileBar"_s);
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(address(), u"ws://127.0.0.1:1/mine"_s);
    press(Qt::Key_S, Qt::ControlModifier); // asks the same
    QCOMPARE(savedAddress(u"Examples/Echo"_s), u"ws://127.0.0.1:1/theirs"_s);
    QVERIFY(bar->isVisible());
    QCOMPARE(focusName(), u"takeTheirs"_s);
    m_sonde->click(button);
    QVERIFY(!bar->isVisible());
    QCOMPARE(address(), result);
    press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(savedAddress(u"Examples/Echo"_s), result);
    QCOMPARE(title(), u"○ Echo"_s);
}

void tst_Profiles::changedOutsideAtTheLastMoment()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    type(u"ws://127.0.0.1:1/mine"_s);
    put(u"Examples/Echo"_s, u"ws://127.0.0.1:1/theirs"_s);
    press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(savedAddress(u"Examples/Echo"_s), u"ws://127.0.0.1:1/theirs"_s);
    QCOMPARE(focusName(), u"takeTheirs"_s);
}

void tst_Profiles::deletedOutsideAndBack()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    type(u"ws://127.0.0.1:1/mine"_s);
    QVERIFY(QFile::remove(file(u"Examples/Echo"_s)));
    QTRY_COMPARE(m_sonde->tab().profileId(), QString());
    QCOMPARE(address(), u"ws://127.0.0.1:1/mine"_s);
    put(u"Examples/Echo"_s, u"{{echo}}/echo"_s);
    QTRY_COMPARE(title(), u"○ Echo •"_s);
}

void tst_Profiles::changedWhileNotRunning()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    type(u"ws://127.0.0.1:1/mine"_s);
    open(u"Examples/Refused"_s);
    m_sonde->window().close();
    put(u"Examples/Echo"_s, u"ws://127.0.0.1:1/theirs"_s);
    put(u"Examples/Refused"_s, u"ws://127.0.0.1:1/other"_s);
    m_sonde->restart();
    QCOMPARE(title(), u"○ Refused"_s);
    QCOMPARE(address(), u"ws://127.0.0.1:1/other"_s);
    open(u"Examples/Echo"_s);
    QCOMPARE(address(), u"ws://127.0.0.1:1/mine"_s);
    QVERIFY(m_sonde->find<QWidget>(u"profileBar"_s)->isVisible());
}

void tst_Profiles::damagedFileIsTold()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    type(u"ws://127.0.0.1:1/mine"_s);
    const QByteArray half = "{\n\"version\": 1,\n\"addr";
    QFile damaged(file(u"Examples/Echo"_s));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    QVERIFY(damaged.write(half) > 0);
    damaged.close();
    const auto *model = qobject_cast<ProfileModel *>(tree()->model());
    const auto index = [&] { return model->indexOf(u"Examples/Echo"_s); };
    QTRY_VERIFY(index().data(ProfileModel::HasProblemRole).toBool());
    QVERIFY(index().data(Qt::ToolTipRole).toString().contains(u"Echo.json"_s));
    press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(m_sonde->text(u"footText"_s).contains(u"Echo.json"_s));
    QVERIFY(damaged.open(QIODevice::ReadOnly));
    QCOMPARE(damaged.readAll(), half);
    open(u"Examples/Echo"_s);
    QVERIFY2(foot().contains(u"Echo.json"_s), qPrintable(foot()));
    QCOMPARE(m_sonde->window().tabCount(), 2);
}

void tst_Profiles::unwritableFolder()
{
    // A file where the folder should be: nobody, not even root, can write below it.
    QVERIFY(QDir().mkpath(m_data));
    QFile blocking(m_data + u"/workspace"_s);
    QVERIFY(blocking.open(QIODevice::WriteOnly));
    m_sonde->start();
    press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY2(foot().contains(u"can't be written"_s), qPrintable(foot()));
    press(Qt::Key_L, Qt::ControlModifier);
    press(Qt::Key_S, Qt::ControlModifier);
    type(u"Orders"_s);
    press(Qt::Key_Return);
    QVERIFY(m_sonde->text(u"newProfileProblem"_s).contains(u"can't be written"_s));
}

void tst_Profiles::vanishedFolder()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    const QString folder = m_data + u"/workspace"_s;
    QVERIFY(QDir().rename(folder, folder + u"-away"_s));
    QTRY_COMPARE(shown(), QStringList());
    QCOMPARE(m_sonde->tab().profileId(), QString());
    QVERIFY(QDir().rename(folder + u"-away"_s, folder));
    QTRY_COMPARE(title(), u"○ Echo"_s);
    QCOMPARE(shown().size(), 5);

    QVERIFY(QDir(folder).removeRecursively());
    QTRY_COMPARE(shown(), QStringList());
    QCOMPARE(address(), u"{{echo}}/echo"_s);
    press(Qt::Key_S, Qt::ControlModifier); // the name that it had is offered
    QCOMPARE(m_sonde->find<QLineEdit>(u"newProfileName"_s)->text(), u"Echo"_s);
    press(Qt::Key_Return);
    QCOMPARE(savedAddress(u"Examples/Echo"_s), u"{{echo}}/echo"_s);
}

void tst_Profiles::closedTabComesBackWithItsChanges()
{
    m_sonde->start();
    open(u"Examples/Echo"_s);
    type(u"ws://127.0.0.1:1/mine"_s);
    press(Qt::Key_W, Qt::ControlModifier);
    QVERIFY(m_sonde->text(u"footText"_s).contains(u"Ctrl+Shift+T"_s));
    m_sonde->restart();
    QCOMPARE(m_sonde->window().tabCount(), 1);
    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_sonde->window().tabCount(), 2);
    QCOMPARE(title(), u"○ Echo •"_s);
    QCOMPARE(address(), u"ws://127.0.0.1:1/mine"_s);
    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_sonde->window().tabCount(), 2);
}

void tst_Profiles::otherWorkspace()
{
    const QTemporaryDir folder;
    Profile profile;
    profile.address = u"ws://127.0.0.1:1/"_s;
    QVERIFY(Workspace(folder.path()).save(u"Team/Orders"_s, profile));
    m_sonde->start();
    open(u"Examples/Echo"_s);
    m_sonde->window().openWorkspace(folder.path());
    QCOMPARE(shown(), (QStringList{u"Team"_s, u"Team/Orders"_s}));
    QCOMPARE(m_sonde->tab().profileId(), QString());
    QCOMPARE(address(), u"{{echo}}/echo"_s);
    QVERIFY(m_sonde->window().windowTitle().startsWith(QDir(folder.path()).dirName()));
    m_sonde->restart();
    open(u"Team/Orders"_s);
    QCOMPARE(title(), u"○ Orders"_s);
    run(u"defaultWorkspace"_s);
    QVERIFY(shown().contains(u"Examples/Echo"_s));
    QCOMPARE(m_sonde->window().windowTitle(), u"Sonde"_s);
}

void tst_Profiles::panelHidesAndKeepsItsWidth()
{
    m_sonde->start();
    auto *panel = m_sonde->find<QWidget>(u"profilePanel"_s);
    QVERIFY(panel->isVisible());
    m_sonde->find<QSplitter>(u"profilePanes"_s)->setSizes({300, 700});
    const int width = panel->width();
    press(Qt::Key_F9);
    QVERIFY(!panel->isVisible());
    m_sonde->restart();
    panel = m_sonde->find<QWidget>(u"profilePanel"_s);
    QVERIFY(!panel->isVisible());
    press(Qt::Key_F9);
    QVERIFY(panel->isVisible());
    QCOMPARE(panel->width(), width);
}

void tst_Profiles::emptyWorkspaceSaysWhatToDo()
{
    startWithoutExamples();
    QVERIFY(m_sonde->find<QLabel>(u"noProfiles"_s)->isVisible());
    QVERIFY(m_sonde->text(u"noProfiles"_s).contains(u"Ctrl+S"_s));
    press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(!m_sonde->find<QLabel>(u"noProfiles"_s)->isVisible());
}

QTEST_MAIN(tst_Profiles)
#include "tst_profiles.moc"
