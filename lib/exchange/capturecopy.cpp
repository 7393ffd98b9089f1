// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/capturecopy.h"

#include "capture/capturereader.h"
#include "capture/sqliteerror.h"
#include "exchange/newcapture.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <string>

namespace sonde {

namespace {

constexpr int PagesAtATime = 64; // Of 64 KiB.
constexpr int BusyTimeoutMs = 1000;

/// On a read-only medium SQLite could not make the shared memory that it wants beside the file.
SQLite::Database openForReading(const QString &path)
{
    const QFileInfo file(path);
    if (file.isWritable() || QFileInfo(file.path()).isWritable() || QFileInfo::exists(path + u"-wal"))
        return SQLite::Database(path.toStdString(), SQLite::OPEN_READONLY, BusyTimeoutMs);
    const QByteArray uri = QUrl::fromLocalFile(file.absoluteFilePath()).toEncoded() + "?immutable=1";
    return SQLite::Database(uri.toStdString(), SQLite::OPEN_READONLY | SQLite::OPEN_URI, BusyTimeoutMs);
}

/// What people sent may be secret, so nobody else may read the copy, either.
bool createPrivate(const QString &path)
{
    return QFile(path).open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
}

Result<> copyPages(SQLite::Database &source, const QString &to, const Progress &progress)
{
    SQLite::Database target(to.toStdString(), SQLite::OPEN_READWRITE, BusyTimeoutMs);
    target.exec("PRAGMA journal_mode = OFF"); // A copy that fails is thrown away.
    // The transaction keeps this moment's pages while others write; without it the copying would begin anew each time.
    source.exec("BEGIN");
    (void)source.execAndGet("SELECT count(*) FROM sqlite_schema");
    SQLite::Backup backup(target, source);
    for (int code = SQLITE_OK; code != SQLITE_DONE;) {
        code = backup.executeStep(PagesAtATime);
        if (code != SQLITE_OK && code != SQLITE_DONE)
            throw SQLite::Exception(target.getHandle(), code);
        const qint64 total = backup.getTotalPageCount();
        if (const auto goesOn = report(progress, total - backup.getRemainingPageCount(), total); !goesOn)
            return goesOn;
    }
    return {};
}

} // namespace

Result<qint64> copyCapture(const QString &path, const QString &copy, const Progress &progress)
{
    if (!QFileInfo(copy).canonicalFilePath().isEmpty()
        && QFileInfo(copy).canonicalFilePath() == QFileInfo(path).canonicalFilePath()) {
        return fail(QCoreApplication::translate("sonde::Exchange", "A capture can't be copied onto itself."),
                    QCoreApplication::translate("sonde::Exchange", "Choose another name."));
    }
    // Refuses what is no capture, and recovers one that was interrupted. It stays open, so that what SQLite needs
    // beside the file is there.
    const auto reader = CaptureReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error());
    auto made = NewCapture::at(copy, NewCapture::Existing::Replace);
    if (!made)
        return tl::unexpected(made.error());
    try {
        createPrivate(made->path());
        SQLite::Database source = openForReading(path);
        if (const auto copied = copyPages(source, made->path(), progress); !copied)
            return tl::unexpected(copied.error());
    } catch (const SQLite::Exception &exception) {
        return tl::unexpected(toError(exception, Access::Recording, copy));
    }
    const qint64 bytes = QFileInfo(made->path()).size();
    return made->keep().map([bytes] { return bytes; });
}

} // namespace sonde
