// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesizelimit.h"
#include "interop/profilefiles.h"
#include "profile/environment.h"
#include "profile/workspace.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sonde;

class tst_ProfileFiles final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void profile();
    void group();
    void workspace();
    void oldFileStays();
    void fullDisk();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;

    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
};

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

/// What python's zipfile finds in it: contents by path.
QJsonObject unzipped(const QString &path)
{
    const QString program = u"import json, sys, zipfile\n"
                            "z = zipfile.ZipFile(sys.argv[1])\n"
                            "assert z.testzip() is None\n"
                            "print(json.dumps({n: z.read(n).decode() for n in z.namelist()}))\n"_s;
    QProcess python;
    python.start(u"python3"_s, {u"-c"_s, program, path});
    if (!python.waitForFinished())
        return {};
    return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
}

} // namespace

void tst_ProfileFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace = std::make_unique<Workspace>(path(u"workspace"_s));
    Profile profile;
    for (const QString &id : {u"One"_s, u"Gruppe/Zwei"_s, u"Gruppe/Größer/Drei"_s, u"Gruppe 2/Vier"_s}) {
        profile.address = u"ws://"_s + QString::number(qHash(id)) + u".example"_s;
        QVERIFY(m_workspace->save(id, profile));
    }
    QVERIFY(saveEnvironment(m_workspace->folder(), {u"staging"_s, {{u"a"_s, u"b"_s}}}));
}

void tst_ProfileFiles::profile()
{
    const QString file = path(u"out.json"_s);
    QVERIFY(exportProfileFile(*m_workspace, u"Gruppe/Zwei"_s, file));
    QCOMPARE(read(file), read(m_workspace->pathOf(u"Gruppe/Zwei"_s)));
    const auto gone = exportProfileFile(*m_workspace, u"Gone"_s, file);
    QVERIFY(!gone && gone.error().what.contains(u"Gone"));
}

void tst_ProfileFiles::group()
{
    const QString file = path(u"out.zip"_s);
    QVERIFY(writeZip(file, *filesOf(*m_workspace, u"Gruppe"_s)));
    const QJsonObject found = unzipped(file);
    QCOMPARE(found.keys(), (QStringList{u"Gruppe/Größer/Drei.json"_s, u"Gruppe/Zwei.json"_s}));
    QCOMPARE(found[u"Gruppe/Zwei.json"].toString().toUtf8(), read(m_workspace->pathOf(u"Gruppe/Zwei"_s)));

    QVERIFY(writeZip(file, *filesOf(*m_workspace, u"Gruppe/Größer"_s)));
    QCOMPARE(unzipped(file).keys(), (QStringList{u"Größer/Drei.json"_s}));
}

void tst_ProfileFiles::workspace()
{
    QFile damaged(m_workspace->folder() + u"/Damaged.json"_s);
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("{ hmm");
    damaged.close();
    m_workspace->rescan();
    const QString file = path(u"out.zip"_s);
    QVERIFY(writeZip(file, *filesOf(*m_workspace, QString())));
    const QJsonObject found = unzipped(file);
    QCOMPARE(found.keys(),
             (QStringList{u"Damaged.json"_s, u"Gruppe 2/Vier.json"_s, u"Gruppe/Größer/Drei.json"_s,
                          u"Gruppe/Zwei.json"_s, u"One.json"_s, u"environments/staging.json"_s}));
    QCOMPARE(found[u"Damaged.json"].toString(), u"{ hmm"_s);
}

void tst_ProfileFiles::oldFileStays()
{
    QVERIFY(QDir().mkpath(path(u"out.zip"_s))); // a folder has the name
    const auto written = writeZip(path(u"out.zip"_s), *filesOf(*m_workspace, QString()));
    QVERIFY(!written);
    QVERIFY(written.error().what.contains(u"out.zip"));
    QVERIFY(!writeZip(path(u"nowhere/out.zip"_s), *filesOf(*m_workspace, QString())));
}

void tst_ProfileFiles::fullDisk()
{
    const QString file = path(u"out.zip"_s);
    QVERIFY(writeZip(file, *filesOf(*m_workspace, u"Gruppe"_s)));
    const QByteArray before = read(file);
    ArchiveFiles files = *filesOf(*m_workspace, QString());
    QByteArray noise(1 << 20, '\0');
    quint32 state = 1;
    for (char &c : noise)
        c = char((state = state * 1664525 + 1013904223) >> 24);
    files[u"noise"_s] = {noise, {}};
    {
        const test::FileSizeLimit limit(100'000);
        const auto written = writeZip(file, files);
        QVERIFY(!written);
        QVERIFY2(written.error().what.contains(u"large"), qPrintable(written.error().what));
    }
    QCOMPARE(read(file), before);
    QCOMPARE(QDir(m_folder->path()).entryList({u"out*"_s}, QDir::Files | QDir::Hidden), QStringList{u"out.zip"_s});
}

QTEST_GUILESS_MAIN(tst_ProfileFiles)
#include "tst_profilefiles.moc"
