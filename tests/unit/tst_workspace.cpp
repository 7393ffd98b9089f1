// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/workspace.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Workspace final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void absentFolderIsEmpty();
    void savesAndReadsAgain();
    void filesAreStable();
    void groupsAreFolders();
    void namesAreChecked_data();
    void namesAreChecked();
    void freeIdsAreNumbered();
    void renames();
    void movesAreTold();
    void removesWhatIsThereNow();
    void removesAndRestores();
    void restoredUnderAnotherName();
    void groupAndProfileOfOneName();
    void otherFilesStay();
    void damagedFilesAreNamedAndLeft_data();
    void damagedFilesAreNamedAndLeft();
    void changesOutsideAreTakenIn();
    void readOnlyFolder();
    void fiveThousandProfiles();

private:
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"work"_s); }
    void put(const QString &file, const QByteArray &bytes);
    [[nodiscard]] QByteArray get(const QString &file) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

Profile profileOf(const QString &address)
{
    Profile profile;
    profile.address = address;
    return profile;
}

QStringList idsOf(const Workspace &workspace)
{
    QStringList ids;
    for (const auto &[id, item] : workspace.profiles())
        ids << id;
    return ids;
}

} // namespace

void tst_Workspace::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void tst_Workspace::put(const QString &file, const QByteArray &bytes)
{
    const QString path = folder() + u'/' + file;
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile written(path);
    QVERIFY(written.open(QIODevice::WriteOnly));
    QCOMPARE(written.write(bytes), bytes.size());
}

QByteArray tst_Workspace::get(const QString &file) const
{
    QFile read(folder() + u'/' + file);
    return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
}

void tst_Workspace::absentFolderIsEmpty()
{
    const Workspace workspace(folder());
    QVERIFY(workspace.profiles().empty());
    QVERIFY(workspace.groups().empty());
    QVERIFY(!QFileInfo::exists(folder()));
}

void tst_Workspace::savesAndReadsAgain()
{
    Profile profile = profileOf(u"ws://{{host}}/"_s);
    profile.headers = {{u"X-A"_s, u"1"_s, false}};
    {
        Workspace workspace(folder());
        QSignalSpy changed(&workspace, &Workspace::changed);
        QVERIFY(workspace.save(u"Staging/Orders"_s, profile));
        QCOMPARE(changed.size(), 1);
    }
    const Workspace workspace(folder());
    QCOMPARE(idsOf(workspace), QStringList{u"Staging/Orders"_s});
    QCOMPARE(workspace.groups(), std::set<QString>{u"Staging"_s});
    QVERIFY(workspace.find(u"Staging/Orders"_s)->profile == profile);
    QVERIFY(!workspace.find(u"Staging/Orders"_s)->problem);
}

void tst_Workspace::filesAreStable()
{
    Workspace workspace(folder());
    QVERIFY(workspace.save(u"A"_s, profileOf(u"ws://h/"_s)));
    QCOMPARE(get(u"A.json"_s), "{\n    \"address\": \"ws://h/\",\n    \"version\": 1\n}\n");
}

void tst_Workspace::groupsAreFolders()
{
    Workspace workspace(folder());
    QVERIFY(workspace.addGroup(u"A/B"_s));
    QCOMPARE(workspace.groups(), (std::set<QString>{u"A"_s, u"A/B"_s}));
    put(u".git/config.json"_s, "{}");
    put(u"environments/dev.json"_s, "{}");
    put(u"README.md"_s, "");
    workspace.rescan();
    QCOMPARE(workspace.groups(), (std::set<QString>{u"A"_s, u"A/B"_s}));
    QVERIFY(workspace.profiles().empty());
}

void tst_Workspace::namesAreChecked_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("empty") << QString();
    QTest::newRow("empty group") << u"/a"_s;
    QTest::newRow("spaces") << u"A/ "_s;
    QTest::newRow("hidden") << u".a"_s;
    QTest::newRow("up") << u"../a"_s;
    QTest::newRow("colon") << u"a:b"_s;
    QTest::newRow("backslash") << u"a\\b"_s;
    QTest::newRow("line break") << u"a\nb"_s;
    QTest::newRow("long") << QString(121, u'a');
    QTest::newRow("environments") << u"Environments/dev"_s;
    QTest::newRow("case") << u"oRDERS"_s;
}

void tst_Workspace::namesAreChecked()
{
    QFETCH(const QString, id);
    Workspace workspace(folder());
    QVERIFY(workspace.save(u"Orders"_s, {}));
    const auto saved = workspace.save(id, {});
    QVERIFY(!saved);
    QVERIFY(!saved.error().what.isEmpty());
    QCOMPARE(idsOf(workspace), QStringList{u"Orders"_s});
    QVERIFY(!workspace.rename(u"Orders"_s, id) || id == u"oRDERS");
}

void tst_Workspace::freeIdsAreNumbered()
{
    Workspace workspace(folder());
    QCOMPARE(workspace.freeId(u"A"_s), u"A"_s);
    QVERIFY(workspace.save(u"A"_s, {}));
    QVERIFY(workspace.save(u"a 2"_s, {}));
    QCOMPARE(workspace.freeId(u"A"_s), u"A 3"_s);
}

void tst_Workspace::renames()
{
    Workspace workspace(folder());
    QVERIFY(workspace.save(u"A/One"_s, profileOf(u"ws://1/"_s)));
    QVERIFY(workspace.save(u"Two"_s, profileOf(u"ws://2/"_s)));
    QVERIFY(workspace.rename(u"Two"_s, u"A/Two"_s));
    QVERIFY(workspace.rename(u"A"_s, u"B"_s));
    QVERIFY(workspace.rename(u"B/One"_s, u"B/ONE"_s));
    QCOMPARE(idsOf(workspace), (QStringList{u"B/ONE"_s, u"B/Two"_s}));
    QCOMPARE(workspace.find(u"B/Two"_s)->profile.address, u"ws://2/"_s);
    QCOMPARE(idsOf(Workspace(folder())), (QStringList{u"B/ONE"_s, u"B/Two"_s}));
    QVERIFY(!workspace.rename(u"B/ONE"_s, u"B/Two"_s));
    QVERIFY(!workspace.rename(u"B"_s, u"B/C"_s));
}

void tst_Workspace::movesAreTold()
{
    Workspace workspace(folder());
    QVERIFY(workspace.save(u"A/One"_s, {}));
    QVERIFY(workspace.save(u"A/Two"_s, {}));
    QSignalSpy moved(&workspace, &Workspace::moved);
    QSignalSpy outside(&workspace, &Workspace::changedOutside);
    QVERIFY(workspace.rename(u"A"_s, u"B"_s));
    QCOMPARE(moved.takeFirst(), (QVariantList{u"A/One"_s, u"B/One"_s}));
    QCOMPARE(moved.takeFirst(), (QVariantList{u"A/Two"_s, u"B/Two"_s}));
    QVERIFY(moved.isEmpty());
    QVERIFY(outside.isEmpty());
}

void tst_Workspace::removesWhatIsThereNow()
{
    Workspace workspace(folder());
    QVERIFY(workspace.save(u"A"_s, profileOf(u"ws://1/"_s)));
    put(u"A.json"_s, R"({"version": 1, "address": "ws://changed/", "$schema": "s"})");
    const auto removed = workspace.remove(u"A"_s);
    QVERIFY(removed);
    QVERIFY(workspace.restore(*removed));
    QCOMPARE(workspace.find(u"A"_s)->profile.address, u"ws://changed/"_s);
}

void tst_Workspace::removesAndRestores()
{
    Workspace workspace(folder());
    QVERIFY(workspace.save(u"A/One"_s, profileOf(u"ws://1/"_s)));
    QVERIFY(workspace.save(u"A/B/Two"_s, profileOf(u"ws://2/"_s)));
    QVERIFY(workspace.save(u"AB"_s, {}));
    const QByteArray one = get(u"A/One.json"_s);
    QSignalSpy told(&workspace, &Workspace::removed);
    const auto removed = workspace.remove(u"A"_s);
    QVERIFY(removed);
    QCOMPARE(told, (QList<QVariantList>{{u"A/B/Two"_s}, {u"A/One"_s}}));
    QCOMPARE(idsOf(workspace), QStringList{u"AB"_s});
    QVERIFY(workspace.groups().empty());
    QVERIFY(!QFileInfo::exists(folder() + u"/A"_s));
    QVERIFY(workspace.restore(*removed));
    QCOMPARE(idsOf(workspace), (QStringList{u"A/B/Two"_s, u"A/One"_s, u"AB"_s}));
    QCOMPARE(get(u"A/One.json"_s), one);
}

void tst_Workspace::restoredUnderAnotherName()
{
    Workspace workspace(folder());
    QVERIFY(workspace.save(u"A"_s, profileOf(u"ws://old/"_s)));
    const auto removed = workspace.remove(u"A"_s);
    QVERIFY(removed);
    QVERIFY(workspace.save(u"A"_s, profileOf(u"ws://new/"_s)));
    QSignalSpy restored(&workspace, &Workspace::restored);
    QVERIFY(workspace.restore(*removed));
    QCOMPARE(restored, (QList<QVariantList>{{u"A"_s, u"A 2"_s}}));
    QCOMPARE(workspace.find(u"A"_s)->profile.address, u"ws://new/"_s);
    QCOMPARE(workspace.find(u"A 2"_s)->profile.address, u"ws://old/"_s);
}

void tst_Workspace::groupAndProfileOfOneName()
{
    put(u"A.json"_s, R"({"version": 1})");
    put(u"A/One.json"_s, R"({"version": 1})");
    Workspace workspace(folder());
    QSignalSpy moved(&workspace, &Workspace::moved);
    QVERIFY(workspace.rename(u"A"_s, u"B"_s)); // the group
    QCOMPARE(idsOf(workspace), (QStringList{u"A"_s, u"B/One"_s}));
    QCOMPARE(moved.size(), 1);
    QVERIFY(workspace.rename(u"B"_s, u"C"_s));
    QVERIFY(workspace.remove(u"C"_s));
    QCOMPARE(idsOf(workspace), QStringList{u"A"_s});
}

void tst_Workspace::otherFilesStay()
{
    Workspace workspace(folder());
    QVERIFY(workspace.save(u"A/One"_s, {}));
    put(u"A/notes.txt"_s, "mine");
    QVERIFY(workspace.remove(u"A"_s));
    QVERIFY(workspace.profiles().empty());
    QCOMPARE(get(u"A/notes.txt"_s), "mine");
}

void tst_Workspace::damagedFilesAreNamedAndLeft_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("reason");
    QTest::newRow("half written") << QByteArray("{\n  \"version\": 1,\n  \"addr") << u"3"_s << QString();
    QTest::newRow("empty") << QByteArray() << u"1"_s << QString();
    QTest::newRow("newer") << QByteArray("{\n\"version\": 99}") << u"2"_s << u"99"_s;
    QTest::newRow("no version") << QByteArray("{}") << u"1"_s << u"version"_s;
    QTest::newRow("typing error") << QByteArray("{\"version\": 1,\n\"adress\": \"ws://h/\"}") << u"2"_s << u"member"_s;
    QTest::newRow("wrong type") << QByteArray("{\"version\": 1,\n\n\"address\": 1}") << u"3"_s << u"text"_s;
    QTest::newRow("out of range") << QByteArray("{\"version\": 1,\n\"closeTimeoutMs\": 1}") << u"2"_s << u"600000"_s;
    QTest::newRow("in a list") << QByteArray("{\"version\": 1,\n\"headers\": [{\"name\": \"a\"},\n{\"valeu\": 1}]}")
                               << u"3"_s << u"member"_s;
}

void tst_Workspace::damagedFilesAreNamedAndLeft()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, place);
    QFETCH(const QString, reason);
    put(u"Bad.json"_s, bytes);
    put(u"Good.json"_s, R"({"version": 1, "address": "ws://h/"})");
    const Workspace workspace(folder());
    QCOMPARE(workspace.find(u"Good"_s)->profile.address, u"ws://h/"_s);
    const auto problem = workspace.find(u"Bad"_s)->problem;
    QVERIFY(problem);
    QVERIFY2(problem->what.contains(u"Bad.json"), qPrintable(problem->what));
    QVERIFY2(problem->what.contains(place), qPrintable(problem->what));
    QVERIFY2(problem->what.contains(reason), qPrintable(problem->what));
    QCOMPARE(get(u"Bad.json"_s), bytes);
}

void tst_Workspace::changesOutsideAreTakenIn()
{
    Workspace workspace(folder());
    QVERIFY(workspace.save(u"A"_s, profileOf(u"ws://1/"_s)));
    QSignalSpy changed(&workspace, &Workspace::changed);
    QSignalSpy outside(&workspace, &Workspace::changedOutside);
    put(u"A.json"_s, R"({"version": 1, "address": "ws://other/"})");
    QVERIFY(changed.wait());
    QCOMPARE(workspace.find(u"A"_s)->profile.address, u"ws://other/"_s);
    QCOMPARE(outside.takeFirst().first().toString(), u"A"_s);
    put(u"New group/B.json"_s, R"({"version": 1})");
    QTRY_VERIFY(workspace.find(u"New group/B"_s));
    QVERIFY(QDir(folder()).removeRecursively());
    QTRY_VERIFY(workspace.profiles().empty());
    put(u"Back.json"_s, R"({"version": 1})"); // and so is the folder
    QTRY_VERIFY(workspace.find(u"Back"_s));
    QVERIFY(QDir(folder()).removeRecursively());
    QTRY_VERIFY(workspace.profiles().empty());
    QVERIFY(workspace.save(u"A"_s, profileOf(u"ws://1/"_s)));
    QCOMPARE(idsOf(Workspace(folder())), QStringList{u"A"_s});
}

void tst_Workspace::readOnlyFolder()
{
    // A file where the folder should be: nobody, not even root, can write below it.
    QFile file(folder());
    QVERIFY(file.open(QIODevice::WriteOnly));
    Workspace workspace(folder());
    const auto saved = workspace.save(u"A"_s, {});
    QVERIFY(!saved);
    QVERIFY(saved.error().what.contains(u"A.json"));
    QVERIFY(!workspace.addGroup(u"B"_s));
    QVERIFY(workspace.profiles().empty());
}

void tst_Workspace::fiveThousandProfiles()
{
    for (int i = 0; i < 5000; ++i)
        put(u"Group %1/%2.json"_s.arg(i % 50).arg(i), R"({"version": 1, "address": "ws://h/"})");
    const Workspace workspace(folder());
    QCOMPARE(workspace.profiles().size(), 5000U);
    QCOMPARE(workspace.groups().size(), 50U);
}

QTEST_GUILESS_MAIN(tst_Workspace)
#include "tst_workspace.moc"
