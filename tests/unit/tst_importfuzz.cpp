// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/importprofiles.h"
#include "profile/workspace.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace sonde;

/// Files that are cut off or damaged are read or refused with a reason, and never end the program.
class tst_ImportFuzz final : public QObject
{
    Q_OBJECT

private slots:
    void damagedFiles_data();
    void damagedFiles();

private:
    void check(const QByteArray &bytes);

    QTemporaryDir m_folder;
    QString m_path; ///< What is imported.
    QString m_file; ///< What is damaged: the same, or a file in it.
};

void tst_ImportFuzz::damagedFiles_data()
{
    QTest::addColumn<QString>("file");
    const QString root = QStringLiteral(SONDE_TEST_DATA) + u"/imports/"_s;
    QDirIterator it(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString file = it.next().sliced(root.size());
        QTest::newRow(qPrintable(file)) << file;
    }
}

/// What comes out can be used: profiles have names of their own, and files would take them.
void tst_ImportFuzz::check(const QByteArray &bytes)
{
    QFile::remove(m_file); // some file systems wait for the disk where a file is cut and written anew
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const auto imported = importProfiles(m_path);
    if (!imported) {
        QVERIFY(!imported.error().what.isEmpty());
        return;
    }
    QSet<QString> ids;
    for (const ImportedProfile &profile : imported->profiles) {
        QVERIFY(!ids.contains(profile.id.toLower()));
        ids.insert(profile.id.toLower());
        for (const QString &part : profile.id.split(u'/'))
            QVERIFY2(!part.isEmpty() && idPart(part) == part, qPrintable(profile.id));
        QVERIFY(!findMistake(toJson(profile.profile)));
    }
}

void tst_ImportFuzz::damagedFiles()
{
    QFETCH(QString, file);
    const QString root = QStringLiteral(SONDE_TEST_DATA) + u"/imports/"_s;
    QFile original(root + file);
    QVERIFY(original.open(QIODevice::ReadOnly));
    const QByteArray bytes = original.readAll();
    QVERIFY(!bytes.isEmpty());

    // Of a folder there is a copy, in which one file is damaged.
    const QString top = file.section(u'/', 0, 0);
    m_path = m_folder.filePath(top);
    m_file = m_folder.filePath(file);
    if (file.contains(u'/')) {
        QDirIterator it(root + top, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString other = it.next();
            const QString copy = m_folder.filePath(other.sliced(root.size()));
            QVERIFY(QDir().mkpath(QFileInfo(copy).path()));
            QFile::remove(copy);
            QVERIFY(QFile::copy(other, copy));
            QVERIFY(QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner));
        }
    }
    check(bytes);
    for (qsizetype length = 0; length < bytes.size(); length += std::max<qsizetype>(1, bytes.size() / 30))
        check(bytes.first(length));

    std::mt19937 random(7); // NOLINT: the same each time
    const QByteArrayList pieces{"{",  "}",  "[",   "]",    "\"",      ":",    ",",  "null", "-1",     "1e999", "\n",
                                " ",  "{{", "'''", "}}",   "%",       "&a",   "*a", "<<",   "\xff",   "\0",    "$ref",
                                "#/", "{%", "~",   "true", "\\u0000", "[[[[", "/",  "://",  "?x=%zz", "|"};
    const int rounds = file.contains(u'/') ? 10 : 40;
    for (int round = 0; round < rounds; ++round) {
        QByteArray damaged = bytes;
        for (int change = 0; change < 1 + round % 4; ++change) {
            const auto at = qsizetype(random() % size_t(damaged.size() + 1));
            const QByteArray &piece = pieces[qsizetype(random() % size_t(pieces.size()))];
            switch (random() % 4) {
            case 0:
                damaged.insert(at, piece);
                break;
            case 1:
                damaged.replace(at, std::min<qsizetype>(piece.size(), damaged.size() - at), piece);
                break;
            case 2:
                damaged.remove(at, qsizetype(random() % 20));
                break;
            default: // one member takes another's value
                damaged.insert(at, damaged.mid(qsizetype(random() % size_t(damaged.size() + 1)), 30));
            }
        }
        check(damaged);
        if (QTest::currentTestFailed()) {
            qWarning().noquote() << damaged;
            return;
        }
    }
}

QTEST_GUILESS_MAIN(tst_ImportFuzz)
#include "tst_importfuzz.moc"
