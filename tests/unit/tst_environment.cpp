// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/environment.h"
#include "profile/jsonfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_Environment final : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWas();
    void writesTheSameBytesEachTime();
    void readsWhatAPersonWrote();
    void leavesDamagedFilesAlone_data();
    void leavesDamagedFilesAlone();
    void saysThatThereIsNone();
    void refusesNames_data();
    void refusesNames();
    void refusesVariables();
    void listsNames();
    void renames();
    void refusesToRename_data();
    void refusesToRename();
    void removesAndRestores();
    void unwritableFolder();
};

namespace {

void write(const QTemporaryDir &folder, const QByteArray &bytes)
{
    QVERIFY(QDir(folder.path()).mkpath(u"environments"_s));
    QFile file(environmentPath(folder.path(), u"dev"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray written(const QTemporaryDir &folder)
{
    QFile file(environmentPath(folder.path(), u"dev"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

void tst_Environment::comesBackAsItWas()
{
    const QTemporaryDir folder;
    for (const Environment &environment :
         {Environment{u"dev"_s, {}},
          Environment{u"Entwicklung 2.b"_s,
                      {{u"z"_s, u"{{a}}\n\"😀"_s}, {u"a"_s, u""_s, false}, {u"a"_s, u"1"_s}, {u"имя"_s, u"знач"_s}}}}) {
        QVERIFY(saveEnvironment(folder.path(), environment));
        QCOMPARE(loadEnvironment(folder.path(), environment.name).value(), environment);
    }
}

void tst_Environment::writesTheSameBytesEachTime()
{
    const QTemporaryDir folder;
    QVERIFY(saveEnvironment(folder.path(), {u"dev"_s, {{u"host"_s, u"h"_s}, {u"a"_s, u"b"_s, false}}}));
    QCOMPARE(written(folder), QByteArray(R"({
    "values": [
        {
            "name": "host",
            "value": "h"
        },
        {
            "enabled": false,
            "name": "a",
            "value": "b"
        }
    ],
    "version": 1
}
)"));
}

void tst_Environment::readsWhatAPersonWrote()
{
    const QTemporaryDir folder;
    write(folder, R"({"$schema": "x", "version": 1, "values": [{"value": "1", "name": "a", "enabled": true}]})");
    QCOMPARE(loadEnvironment(folder.path(), u"dev"_s).value(), (Environment{u"dev"_s, {{u"a"_s, u"1"_s}}}));
}

void tst_Environment::leavesDamagedFilesAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("mistake"); // what follows the file's name
    const auto row = [](const char *name, const QByteArray &bytes, const QString &mistake) {
        QTest::newRow(name) << bytes << mistake;
    };
    row("an array", "[]", u"line 1, column 1. It holds no JSON object."_s);
    row("no version", "{\n \"values\": []}", u"line 1, column 1. \"version\" must be a whole number from 1 on."_s);
    row("a version that is no number", "{\n \"version\": \"1\"}",
        u"line 2, column 13. \"version\" must be a whole number from 1 on."_s);
    row("a version that is no whole number", "{\"version\": 1.5}",
        u"line 1, column 13. \"version\" must be a whole number from 1 on."_s);
    row("a newer version", "{\n\n \"version\": 2}",
        u"line 3, column 13. It has version 2, and this Sonde reads versions up to 1."_s);
    row("no values", "{\"version\": 1}", u"line 1, column 1. \"values\" must be a list."_s);
    row("values that are no list", "{\"version\": 1, \"values\": {}}",
        u"line 1, column 26. \"values\" must be a list."_s);
    row("a variable that is none", "{\"version\": 1, \"values\": [\n3]}",
        u"line 2, column 1. Each of \"values\" must be an object."_s);
    row("no name", "{\"version\": 1, \"values\": [{\"name\": \"ä\", \"value\": \"\"},\n {\"value\": \"\"}]}",
        u"line 2, column 2. \"name\" must be a text."_s);
    row("a name that is none", "{\"version\": 1, \"values\": [{\"name\":\"a b\"}]}",
        u"line 1, column 35. \"a b\" is no name: names are made of letters, digits, _, - and . only."_s);
    row("a value that is no text", "{\"version\": 1, \"values\": [\n{\"name\":\"ж\", \"value\": 1}]}",
        u"line 2, column 23. \"value\" must be a text."_s);
    row("a switch that is none", "{\"version\": 1, \"values\": [{\"name\":\"a\", \"value\": \"\", \"enabled\": 0}]}",
        u"line 1, column 64. \"enabled\" must be true or false."_s);
}

void tst_Environment::leavesDamagedFilesAlone()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, mistake);
    const QTemporaryDir folder;
    write(folder, bytes);
    const auto environment = loadEnvironment(folder.path(), u"dev"_s);
    QVERIFY(!environment);
    QCOMPARE(environment.error().what,
             u"The file %1 has a mistake in %2"_s.arg(environmentPath(folder.path(), u"dev"_s), mistake));
    QCOMPARE(environment.error().hint, u"It was left as it is."_s);
    QCOMPARE(written(folder), bytes);
    QCOMPARE(QDir(folder.filePath(u"environments"_s)).entryList(QDir::Files).size(), 1);
}

void tst_Environment::saysThatThereIsNone()
{
    const QTemporaryDir folder;
    const auto environment = loadEnvironment(folder.path(), u"dev"_s);
    QVERIFY(!environment);
    QVERIFY(environment.error().what.contains(u"dev.json can't be read"));
}

void tst_Environment::refusesNames_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name :
         {u""_s, u" dev"_s, u".dev"_s, u".."_s, u"a/b"_s, u"a\\b"_s, u"a\nb"_s, u"a:b"_s, QString(61, u'a'), u"Dev"_s})
        QTest::newRow(qPrintable(u'"' + name + u'"')) << name;
}

void tst_Environment::refusesNames()
{
    QFETCH(const QString, name);
    const QTemporaryDir folder;
    QVERIFY(saveEnvironment(folder.path(), {u"dev"_s, {}}));
    const auto saved = saveEnvironment(folder.path(), {name, {}});
    QVERIFY(!saved);
    QVERIFY2(saved.error().what.contains(name == u"Dev" ? u"dev already" : u"cannot have the name"),
             qPrintable(saved.error().what));
    QCOMPARE(environmentNames(folder.path()), QStringList(u"dev"_s));
}

void tst_Environment::refusesVariables()
{
    const QTemporaryDir folder;
    const auto saved = saveEnvironment(folder.path(), {u"dev"_s, {{u"a b"_s, u""_s}}});
    QVERIFY(!saved);
    QCOMPARE(saved.error().what, u"\"a b\" is no name: names are made of letters, digits, _, - and . only."_s);
    QVERIFY(environmentNames(folder.path()).isEmpty());
}

void tst_Environment::listsNames()
{
    const QTemporaryDir folder;
    QCOMPARE(environmentNames(folder.path()), QStringList());
    for (const QString &name : {u"staging"_s, u"dev"_s, u"a.b"_s})
        QVERIFY(saveEnvironment(folder.path(), {name, {}}));
    QVERIFY(saveJsonFile(folder.filePath(u"other.json"_s), {}));
    QCOMPARE(environmentNames(folder.path()), QStringList({u"a.b"_s, u"dev"_s, u"staging"_s}));
}

void tst_Environment::renames()
{
    const QTemporaryDir folder;
    write(folder, R"({"version": 1, "values": [], "note": "mine"})");
    const QByteArray bytes = written(folder);
    QVERIFY(renameEnvironment(folder.path(), u"dev"_s, u"dev"_s));
    QVERIFY(renameEnvironment(folder.path(), u"dev"_s, u"Dev"_s)); // its own name is not in its way
    QVERIFY(renameEnvironment(folder.path(), u"Dev"_s, u"Local machine"_s));
    QCOMPARE(environmentNames(folder.path()), QStringList{u"Local machine"_s});
    QVERIFY(renameEnvironment(folder.path(), u"Local machine"_s, u"dev"_s));
    QCOMPARE(written(folder), bytes);
}

void tst_Environment::refusesToRename_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("named");
    QTest::newRow("no name") << u"dev"_s << u"a/b"_s << u"\"a/b\""_s;
    QTest::newRow("taken") << u"dev"_s << u"staging"_s << u"staging already"_s;
    QTest::newRow("taken in other case") << u"dev"_s << u"Staging"_s << u"staging already"_s;
    QTest::newRow("not there") << u"none"_s << u"other"_s << u"none.json can't be renamed"_s;
}

void tst_Environment::refusesToRename()
{
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    QFETCH(const QString, named);
    const QTemporaryDir folder;
    for (const QString &name : {u"dev"_s, u"staging"_s})
        QVERIFY(saveEnvironment(folder.path(), {name, {}}));
    const auto renamed = renameEnvironment(folder.path(), from, to);
    QVERIFY(!renamed);
    QVERIFY2(renamed.error().what.contains(named), qPrintable(renamed.error().text()));
    QCOMPARE(environmentNames(folder.path()), (QStringList{u"dev"_s, u"staging"_s}));
}

void tst_Environment::removesAndRestores()
{
    const QTemporaryDir folder;
    write(folder, "{\n half");
    const auto removed = removeEnvironment(folder.path(), u"dev"_s); // also what Sonde can't read
    QVERIFY(removed);
    QVERIFY(environmentNames(folder.path()).isEmpty());
    QVERIFY(!removeEnvironment(folder.path(), u"dev"_s));
    QVERIFY(restoreEnvironment(folder.path(), u"dev"_s, *removed));
    QCOMPARE(written(folder), "{\n half");
    QVERIFY(!restoreEnvironment(folder.path(), u"dev"_s, "other"));
    QVERIFY(!restoreEnvironment(folder.path(), u"Dev"_s, "other"));
    QCOMPARE(written(folder), "{\n half");
}

void tst_Environment::unwritableFolder()
{
    const QTemporaryDir folder;
    QFile blocking(folder.filePath(u"environments"_s)); // a file, so that not even root can write below it
    QVERIFY(blocking.open(QIODevice::WriteOnly));
    const auto restored = restoreEnvironment(folder.path(), u"dev"_s, "{}");
    QVERIFY(!restored);
    QVERIFY2(restored.error().what.contains(u"dev.json can't be written"), qPrintable(restored.error().text()));
}

QTEST_APPLESS_MAIN(tst_Environment)
#include "tst_environment.moc"
