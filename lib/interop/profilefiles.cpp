// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/profilefiles.h"

#include "profile/environment.h"
#include "profile/workspace.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <archive.h>
#include <archive_entry.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Export)
};

tl::unexpected<Error> cannotWrite(const QString &path, const QString &why)
{
    return fail(Texts::tr("%1 can't be written: %2.").arg(QDir::toNativeSeparators(path), why),
                Texts::tr("Check the free space and the permissions there."));
}

Result<> saveFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) // a buffer forgets why it could not be written
        return cannotWrite(path, file.errorString());
    // Where a disk gets full a file takes a part first, and says why not more only when it is asked again.
    for (qint64 done = 0; done < bytes.size();) {
        const qint64 written = file.write(bytes.constData() + done, bytes.size() - done);
        if (written <= 0)
            return cannotWrite(path, file.errorString());
        done += written;
    }
    if (!file.commit())
        return cannotWrite(path, file.errorString());
    return {};
}

struct FreeArchive
{
    void operator()(archive *writer) const { archive_write_free(writer); }
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};
using Writer = std::unique_ptr<archive, FreeArchive>;
using Entry = std::unique_ptr<archive_entry, FreeArchive>;

/// Takes all of it: libarchive leaks what it holds where a writer fails.
la_ssize_t append(archive * /*writer*/, void *context, const void *bytes, size_t size)
{
    static_cast<QByteArray *>(context)->append(static_cast<const char *>(bytes), qsizetype(size));
    return la_ssize_t(size);
}

bool addFile(archive *writer, const QString &path, const ArchiveFile &file)
{
    const Entry entry(archive_entry_new());
    archive_entry_set_pathname_utf8(entry.get(), path.toUtf8().constData());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), file.bytes.size());
    if (file.modified.isValid())
        archive_entry_set_mtime(entry.get(), file.modified.toSecsSinceEpoch(), 0);
    return archive_write_header(writer, entry.get()) == ARCHIVE_OK
        && archive_write_data(writer, file.bytes.constData(), size_t(file.bytes.size())) == file.bytes.size();
}

Result<QByteArray> zipOf(const ArchiveFiles &files)
{
    const Writer writer(archive_write_new());
    archive_write_set_format_zip(writer.get());
    archive_write_set_options(writer.get(), "zip:hdrcharset=UTF-8");
    archive_write_set_bytes_in_last_block(writer.get(), 1); // no padding
    QByteArray bytes;
    bool isFine = archive_write_open(writer.get(), &bytes, nullptr, append, nullptr) == ARCHIVE_OK;
    for (const auto &[path, content] : files)
        isFine = isFine && addFile(writer.get(), path, content);
    isFine = archive_write_close(writer.get()) == ARCHIVE_OK && isFine;
    if (!isFine)
        return fail(QString::fromUtf8(archive_error_string(writer.get())));
    return bytes;
}

Result<> addEnvironments(ArchiveFiles &files, const QString &folder)
{
    for (const QString &name : environmentNames(folder)) {
        const QFileInfo info(environmentPath(folder, name));
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly))
            return fail(
                Texts::tr("%1 can't be read: %2.").arg(QDir::toNativeSeparators(info.filePath()), file.errorString()),
                Texts::tr("Check its permissions."));
        files.insert_or_assign(u"environments/"_s + info.fileName(), ArchiveFile{file.readAll(), info.lastModified()});
    }
    return {};
}

} // namespace

Result<ArchiveFiles> filesOf(const Workspace &workspace, const QString &group)
{
    ArchiveFiles files;
    const QString above = groupOf(group);
    for (const auto &[id, item] : workspace.profiles()) {
        if (group.isEmpty() || id.startsWith(group + u'/'))
            files.insert_or_assign(id.sliced(above.isEmpty() ? 0 : above.size() + 1) + u".json",
                                   ArchiveFile{item.bytes, item.modified});
    }
    const Result<> added = group.isEmpty() ? addEnvironments(files, workspace.folder()) : Result<>();
    return added.map([&] { return files; });
}

Result<> writeZip(const QString &path, const ArchiveFiles &files)
{
    const auto bytes = zipOf(files);
    return bytes ? saveFile(path, *bytes) : cannotWrite(path, bytes.error().what);
}

Result<> exportProfileFile(const Workspace &workspace, const QString &id, const QString &path)
{
    const Workspace::Item *item = workspace.find(id);
    if (!item)
        return fail(Texts::tr("There is no profile \"%1\" any more.").arg(id));
    return saveFile(path, item->bytes);
}

} // namespace sonde
