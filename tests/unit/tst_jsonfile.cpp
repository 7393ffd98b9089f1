// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/jsonfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_JsonFile final : public QObject
{
    Q_OBJECT

private slots:
    void tellsThePlaceOfAMistake_data();
    void tellsThePlaceOfAMistake();
    void tellsOfAMergeConflict();
    void missingIsNoProblem();
    void comesBackAsItWas();
    void makesTheFolder();
    void damagedIsSetAside_data();
    void damagedIsSetAside();
    void setAsideUnderAFreeName();
    void nameWithoutSuffix();
    void writesAfterDamage();
    void saysWhyItCanNotRead();
    void saysWhyItCanNotWrite_data();
    void saysWhyItCanNotWrite();
    void failedWriteKeepsTheOldFile();
};

namespace {

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

void tst_JsonFile::tellsThePlaceOfAMistake_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("line");
    QTest::newRow("empty") << QByteArray() << 1;
    QTest::newRow("cut off") << QByteArray("{\n\"version\": 1,\n\"b\":") << 3;
    QTest::newRow("zeros, as after a power cut") << QByteArray(4096, '\0') << 1;
    QTest::newRow("a comma too many") << QByteArray("{\n\"version\": 1,\n}\n") << 3;
    QTest::newRow("a comma too few") << QByteArray("{\n\"version\": 1\n  \"b\": 2\n}\n") << 3;
    QTest::newRow("something behind it") << QByteArray("{\"version\": 1}\n}") << 2;
}

void tst_JsonFile::tellsThePlaceOfAMistake()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, line);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"team.json"_s);
    write(path, bytes);
    const auto text = readJsonFile(path, 1);
    QVERIFY(!text);
    QVERIFY2(text.error().what.contains(u"team.json has a mistake in line %1, column"_s.arg(line)),
             qPrintable(text.error().what));
    QCOMPARE(contents(path), bytes);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"team.json"_s});
}

void tst_JsonFile::tellsOfAMergeConflict()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"team.json"_s);
    write(path, "{\n<<<<<<< HEAD\n\"version\": 1\n=======\n\"version\": 1\n>>>>>>> other\n}\n");
    const auto text = readJsonFile(path, 1);
    QVERIFY(!text);
    QVERIFY2(text.error().text().contains(u"line 2, column 1"), qPrintable(text.error().text()));
    QCOMPARE(text.error().hint, u"It holds the marks of a merge conflict; settle that first."_s);
}

void tst_JsonFile::missingIsNoProblem()
{
    const QTemporaryDir folder;
    const LoadedJson loaded = loadJsonFile(folder.filePath(u"none.json"_s));
    QVERIFY(loaded.object.isEmpty());
    QVERIFY(!loaded.problem);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void tst_JsonFile::comesBackAsItWas()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.json"_s);
    for (const QJsonObject &object :
         {QJsonObject(), QJsonObject{{u"a"_s, 1}, {u"ж"_s, u"世界\n\"😀"_s}}, QJsonObject{{u"n"_s, qint64(1) << 62}}}) {
        QVERIFY(saveJsonFile(path, object));
        const LoadedJson loaded = loadJsonFile(path);
        QVERIFY(!loaded.problem);
        QCOMPARE(loaded.object, object);
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"settings.json"_s});
}

void tst_JsonFile::makesTheFolder()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a/b/settings.json"_s);
    QVERIFY(saveJsonFile(path, {{u"a"_s, 1}}));
    QCOMPARE(loadJsonFile(path).object.size(), 1);
}

void tst_JsonFile::damagedIsSetAside_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray("{\"a\": 1, \"b\":");
    QTest::newRow("zeros, as after a power cut") << QByteArray(4096, '\0');
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("an array") << QByteArray("[1, 2]");
    QTest::newRow("not UTF-8") << QByteArray("{\"a\": \"\xFF\"}");
    QTest::newRow("something behind it") << QByteArray("{\"a\": 1}}");
}

void tst_JsonFile::damagedIsSetAside()
{
    QFETCH(const QByteArray, bytes);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.json"_s);
    write(path, bytes);
    const LoadedJson loaded = loadJsonFile(path);
    QVERIFY(loaded.object.isEmpty());
    QVERIFY(loaded.problem);
    QVERIFY2(loaded.problem->what.contains(u"settings.json"), qPrintable(loaded.problem->text()));
    QVERIFY2(loaded.problem->hint.contains(u"settings.damaged-1.json"), qPrintable(loaded.problem->text()));
    QVERIFY(!QFileInfo::exists(path));
    QCOMPARE(contents(folder.filePath(u"settings.damaged-1.json"_s)), bytes);
    QVERIFY(!loadJsonFile(path).problem);
}

void tst_JsonFile::setAsideUnderAFreeName()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.json"_s);
    for (int n = 1; n <= 3; ++n) {
        write(path, "damaged " + QByteArray::number(n));
        QVERIFY(loadJsonFile(path).problem);
    }
    for (int n = 1; n <= 3; ++n)
        QCOMPARE(contents(folder.filePath(u"settings.damaged-%1.json"_s.arg(n))), "damaged " + QByteArray::number(n));
}

void tst_JsonFile::nameWithoutSuffix()
{
    const QTemporaryDir folder;
    write(folder.filePath(u"settings"_s), "?");
    QVERIFY(loadJsonFile(folder.filePath(u"settings"_s)).problem);
    QCOMPARE(contents(folder.filePath(u"settings.damaged-1"_s)), "?");
}

void tst_JsonFile::writesAfterDamage()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.json"_s);
    write(path, "?");
    QVERIFY(loadJsonFile(path).problem);
    QVERIFY(saveJsonFile(path, {{u"a"_s, 1}}));
    QCOMPARE(loadJsonFile(path).object.size(), 1);
    QCOMPARE(contents(folder.filePath(u"settings.damaged-1.json"_s)), "?");
}

void tst_JsonFile::saysWhyItCanNotRead()
{
    const QTemporaryDir folder; // a folder where a file should be: unreadable for root, too
    const LoadedJson loaded = loadJsonFile(folder.path());
    QVERIFY(loaded.object.isEmpty());
    QVERIFY(loaded.problem);
    QVERIFY2(loaded.problem->what.contains(u"can't be read"), qPrintable(loaded.problem->text()));
    QVERIFY(QFileInfo(folder.path()).isDir()); // not set aside
}

void tst_JsonFile::saysWhyItCanNotWrite_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("below a file") << u"file/settings.json"_s;
    QTest::newRow("far below a file") << u"file/a/b/settings.json"_s;
    QTest::newRow("a folder") << u"folder"_s;
}

void tst_JsonFile::saysWhyItCanNotWrite()
{
    QFETCH(const QString, name);
    const QTemporaryDir folder;
    write(folder.filePath(u"file"_s), "regular");
    QVERIFY(QDir(folder.path()).mkdir(u"folder"_s));
    const Result<> saved = saveJsonFile(folder.filePath(name), {{u"a"_s, 1}});
    QVERIFY(!saved);
    QVERIFY2(saved.error().what.contains(u"can't be written"), qPrintable(saved.error().text()));
    QVERIFY2(saved.error().what.contains(name), qPrintable(saved.error().text()));
    QVERIFY(!saved.error().hint.isEmpty());
    QCOMPARE(contents(folder.filePath(u"file"_s)), "regular");
}

void tst_JsonFile::failedWriteKeepsTheOldFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.json"_s);
    QVERIFY(saveJsonFile(path, {{u"old"_s, 1}}));
    const QByteArray old = contents(path);

    // As on a full disk: this process may write no file of over 64 bytes.
    rlimit usual{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &usual), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit tight{64, usual.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    const Result<> saved = saveJsonFile(path, {{u"new"_s, QString(10'000, u'x')}});
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &usual), 0);
    std::signal(SIGXFSZ, handler);

    QVERIFY(!saved);
    QVERIFY2(saved.error().what.contains(u"settings.json"), qPrintable(saved.error().text()));
    QCOMPARE(contents(path), old);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1); // no half file beside it
}

QTEST_GUILESS_MAIN(tst_JsonFile)
#include "tst_jsonfile.moc"
