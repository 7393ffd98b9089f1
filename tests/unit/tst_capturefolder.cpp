// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturefolder.h"
#include "capturefixture.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>

#include <SQLiteCpp/Database.h>

#include <cstdio>

using namespace sonde;
using namespace sonde::test;

namespace {

/// Makes a capture that was last changed `daysAgo` days ago, and returns its path.
QString makeCapture(const QTemporaryDir &folder, const QString &name, int daysAgo)
{
    const QString path = folder.filePath(name + u".sonde");
    record(path, messages(1, 10));
    QFile file(path);
    const bool isDated = file.open(QIODevice::ReadWrite)
        && file.setFileTime(QDateTime::currentDateTime().addDays(-daysAgo), QFileDevice::FileModificationTime);
    return isDated ? path : QString();
}

QStringList namesIn(const QTemporaryDir &folder)
{
    return QDir(folder.path()).entryList(QDir::Files, QDir::Name);
}

/// Another program that has a capture open, in the way that argument says, until it is told to end.
class Holder final
{
public:
    Holder(const QString &way, const QString &path)
    {
        m_process.start(QCoreApplication::applicationFilePath(), {way, path});
        m_isReady = m_process.waitForReadyRead() && m_process.readLine() == "ready\n";
    }
    ~Holder()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }

    [[nodiscard]] bool isReady() const { return m_isReady; }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
    bool m_isReady = false;
};

int hold(const QString &way, const QString &path)
{
    CaptureThread thread;
    std::unique_ptr<CaptureWriter> writer;
    std::unique_ptr<CaptureReader> reader;
    if (way == u"--hold-writing") {
        writer = thread.createWriter(path);
        writer->append(messages(1, 10));
        if (!writer->flush(patience))
            return 1;
    } else {
        auto opened = CaptureReader::open(path);
        if (!opened)
            return 1;
        reader = std::move(*opened);
    }
    std::puts("ready");
    std::fflush(stdout);
    std::getchar();
    return 0;
}

} // namespace

class TestCaptureFolder final : public QObject
{
    Q_OBJECT

private slots:
    void newPathsDiffer();
    void deletesTheOldestFirst();
    void deletesNothingWithinTheLimit();
    void sparesKeptCaptures();
    void sparesCapturesInUseHere();
    void sparesCapturesInUseElsewhere_data();
    void sparesCapturesInUseElsewhere();
    void deletesInterruptedCaptures();
    void sparesForeignFiles();
    void folderNeedNotExist();
    void setsAside();
    void setAsideFailsWithASentence();
};

void TestCaptureFolder::newPathsDiffer()
{
    const QTemporaryDir temporary;
    const CaptureFolder folder(temporary.path());
    QSet<QString> paths;
    for (int i = 0; i < 1000; ++i)
        paths.insert(folder.newPath());
    QCOMPARE(paths.size(), 1000);
    static const QRegularExpression form(
        QStringLiteral("^%1/\\d{4}-\\d\\d-\\d\\d_\\d\\d-\\d\\d-\\d\\d-\\d{3}-[0-9a-f]{8}\\.sonde$")
            .arg(temporary.path()));
    QVERIFY2(form.match(folder.newPath()).hasMatch(), qPrintable(folder.newPath()));
    QVERIFY(namesIn(temporary).isEmpty());
}

void TestCaptureFolder::deletesTheOldestFirst()
{
    const QTemporaryDir temporary;
    const CaptureFolder folder(temporary.path());
    makeCapture(temporary, QStringLiteral("a-new"), 1);
    makeCapture(temporary, QStringLiteral("b-oldest"), 9);
    const QString path = makeCapture(temporary, QStringLiteral("c-old"), 5);
    const qint64 size = QFileInfo(path).size();
    QVERIFY(folder.enforceLimit(2 * size, {}));
    QCOMPARE(namesIn(temporary), (QStringList{QStringLiteral("a-new.sonde"), QStringLiteral("c-old.sonde")}));
    QVERIFY(folder.enforceLimit(2 * size - 1, {}));
    QCOMPARE(namesIn(temporary), QStringList{QStringLiteral("a-new.sonde")});
    QVERIFY(folder.enforceLimit(0, {}));
    QVERIFY(namesIn(temporary).isEmpty());
}

void TestCaptureFolder::deletesNothingWithinTheLimit()
{
    const QTemporaryDir temporary;
    makeCapture(temporary, QStringLiteral("a"), 1);
    makeCapture(temporary, QStringLiteral("b"), 2);
    QVERIFY(CaptureFolder(temporary.path()).enforceLimit(100'000'000, {}));
    QCOMPARE(namesIn(temporary).size(), 2);
}

void TestCaptureFolder::sparesKeptCaptures()
{
    const QTemporaryDir temporary;
    makeCapture(temporary, QStringLiteral("a"), 1);
    const QString oldest = makeCapture(temporary, QStringLiteral("b"), 2);
    const QString unusualName = temporary.path() + u"/./b.sonde";
    QVERIFY(CaptureFolder(temporary.path()).enforceLimit(0, {unusualName}));
    QCOMPARE(namesIn(temporary), QStringList{QStringLiteral("b.sonde")});
}

void TestCaptureFolder::sparesCapturesInUseHere()
{
    const QTemporaryDir temporary;
    const QString path = makeCapture(temporary, QStringLiteral("a"), 1);
    auto reader = CaptureReader::open(path);
    QVERIFY(reader);
    QVERIFY(CaptureFolder(temporary.path()).enforceLimit(0, {}));
    QVERIFY(QFile::exists(path));
    QCOMPARE((*reader)->rows().value(), 10);
    reader->reset();
    QVERIFY(CaptureFolder(temporary.path()).enforceLimit(0, {}));
    QVERIFY(namesIn(temporary).isEmpty());
}

void TestCaptureFolder::sparesCapturesInUseElsewhere_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("writing") << QStringLiteral("--hold-writing");
    QTest::newRow("reading") << QStringLiteral("--hold-reading");
}

void TestCaptureFolder::sparesCapturesInUseElsewhere()
{
    QFETCH(QString, way);
    const QTemporaryDir temporary;
    const QString path = makeCapture(temporary, QStringLiteral("a"), 1);
    const int before = int(readAll(path).size());
    {
        const Holder holder(way, path);
        QVERIFY(holder.isReady());
        QVERIFY(CaptureFolder(temporary.path()).enforceLimit(0, {}));
        QVERIFY(QFile::exists(path));
    }
    const auto records = readAll(path);
    QCOMPARE(records.size(), std::size_t(before + (way == u"--hold-writing" ? 10 : 0)));
    QVERIFY(CaptureFolder(temporary.path()).enforceLimit(0, {}));
    QVERIFY(namesIn(temporary).isEmpty());
}

void TestCaptureFolder::deletesInterruptedCaptures()
{
    const QTemporaryDir temporary;
    const QString path = temporary.filePath(QStringLiteral("a.sonde"));
    Holder holder(QStringLiteral("--hold-writing"), path);
    QVERIFY(holder.isReady());
    holder.kill();
    QVERIFY2(QFileInfo(path + u"-wal").size() > 0, "the log was left behind");
    // What is in the log counts, too.
    const qint64 size = QFileInfo(path).size() + QFileInfo(path + u"-wal").size() + QFileInfo(path + u"-shm").size();
    QVERIFY(CaptureFolder(temporary.path()).enforceLimit(size, {}));
    QCOMPARE(namesIn(temporary).size(), 3);
    QVERIFY(CaptureFolder(temporary.path()).enforceLimit(size - 1, {}));
    QCOMPARE(namesIn(temporary), QStringList{});
}

void TestCaptureFolder::sparesForeignFiles()
{
    const QTemporaryDir temporary;
    makeCapture(temporary, QStringLiteral("a"), 1);
    QFile foreign(temporary.filePath(QStringLiteral("notes.sonde")));
    QVERIFY(foreign.open(QIODevice::WriteOnly));
    foreign.write("Something that a person wrote.");
    foreign.close();
    SQLite::Database(temporary.filePath(QStringLiteral("other.sonde")).toStdString(),
                     SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE t (a)");
    QVERIFY(CaptureFolder(temporary.path()).enforceLimit(0, {}));
    QCOMPARE(namesIn(temporary), (QStringList{QStringLiteral("notes.sonde"), QStringLiteral("other.sonde")}));
}

void TestCaptureFolder::folderNeedNotExist()
{
    const QTemporaryDir temporary;
    QVERIFY(CaptureFolder(temporary.filePath(QStringLiteral("none"))).enforceLimit(0, {}));
}

void TestCaptureFolder::setsAside()
{
    const QTemporaryDir temporary;
    const QString path = makeCapture(temporary, QStringLiteral("a"), 1);
    for (const auto &name :
         {path, QString(path + u"-wal"), temporary.filePath(QStringLiteral("a.damaged-1.sonde-shm"))})
        QVERIFY(QFile(name).open(QIODevice::ReadWrite));
    const auto renamed = CaptureFolder::setAside(path);
    QVERIFY(renamed);
    QCOMPARE(*renamed, temporary.filePath(QStringLiteral("a.damaged-2.sonde")));
    QCOMPARE(namesIn(temporary),
             (QStringList{QStringLiteral("a.damaged-1.sonde-shm"), QStringLiteral("a.damaged-2.sonde"),
                          QStringLiteral("a.damaged-2.sonde-wal")}));
    QCOMPARE(readAll(*renamed).size(), std::size_t(10));
}

void TestCaptureFolder::setAsideFailsWithASentence()
{
    const QTemporaryDir temporary;
    const auto renamed = CaptureFolder::setAside(temporary.filePath(QStringLiteral("none.sonde")));
    QVERIFY(!renamed);
    QVERIFY(renamed.error().what.contains(u"none.sonde"));
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1).startsWith(u"--hold-"))
        return hold(arguments.at(1), arguments.at(2));
    TestCaptureFolder test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_capturefolder.moc"
