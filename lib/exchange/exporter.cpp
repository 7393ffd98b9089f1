// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/exporter.h"

#include "capture/capturereader.h"
#include "exchange/rowwriter.h"
#include "exchange/selectedrows.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <vector>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Exchange)
};

constexpr int PageRows = 256;
constexpr qint64 HeadBytes = 32 * 1024; // Of each row of a page; larger payloads are read one at a time.
constexpr qint64 SparseShare = 8; // Where less than one row in so many is wanted, each is read alone.

tl::unexpected<Error> notWritten(const QString &path, const QString &reason)
{
    return fail(Texts::tr("The file %1 can't be written: %2.").arg(QDir::toNativeSeparators(path), reason),
                Texts::tr("Check the free space and the permissions there, or choose another place."));
}

bool isSameFile(const QString &one, const QString &other)
{
    const QString canonical = QFileInfo(one).canonicalFilePath();
    return !canonical.isEmpty() && canonical == QFileInfo(other).canonicalFilePath();
}

} // namespace

Exporter::Exporter(CaptureReader &reader, ExportFormat format, QIODevice &device)
    : m_reader(reader)
    , m_output(device)
    , m_writer(createRowWriter(format))
{
}

Exporter::~Exporter() = default;

Result<> Exporter::write(const RowSelection &rows, const Progress &progress)
{
    begin();
    const Result<qint64> inFile = m_reader.rows();
    if (!inFile)
        return tl::unexpected(inFile.error());
    RowSelection bounded = rows;
    bounded.last = std::min(rows.last, Seq{*inFile});
    SelectedRows selection(m_reader, bounded, progress);
    const bool needsAll = m_writer->needsContext();
    const qint64 start = needsAll ? toInt(m_passed) + 1 : toInt(rows.first);
    const qint64 total = std::max<qint64>(0, toInt(bounded.last) - start + 1);
    for (qint64 seq = start; seq <= toInt(bounded.last); seq += PageRows) {
        if (!needsAll) {
            const auto next = selection.next(Seq{seq});
            if (!next)
                return tl::unexpected(next.error());
            if (!*next)
                break;
            seq = toInt(**next);
        }
        const int count = int(std::min<qint64>(PageRows, toInt(bounded.last) - seq + 1));
        const auto check = [&progress, done = seq - start, total] { return report(progress, done, total); };
        if (const auto written = writePage(Seq{seq}, count, selection, check); !written)
            return written;
    }
    m_passed = std::max(m_passed, bounded.last);
    return report(progress, total, total);
}

Result<> Exporter::writePage(Seq first, int count, SelectedRows &selection, const Check &check)
{
    const auto wanted = selection.in(first, Seq{toInt(first) + count - 1});
    if (!wanted)
        return tl::unexpected(wanted.error());
    const bool isSparse = std::ssize(*wanted) * SparseShare < count;
    if (m_writer->needsContext() || !isSparse)
        return writeRows(first, count, *wanted, check);
    for (const Seq seq : *wanted) {
        if (const auto written = writeRows(seq, 1, *wanted, check); !written)
            return written;
    }
    return {};
}

/// Of `count` rows from `first` on those that are in `wanted`, which is sorted.
Result<> Exporter::writeRows(Seq first, int count, const std::vector<Seq> &wanted, const Check &check)
{
    if (const auto goesOn = check(); !goesOn)
        return goesOn;
    const auto records = m_reader.read(first, count, HeadBytes);
    if (!records)
        return tl::unexpected(records.error());
    for (const Record &record : *records) {
        if (!std::ranges::binary_search(wanted, record.seq)) {
            m_writer->pass(m_output, record);
            continue;
        }
        Payload payload(record, m_reader, check);
        if (const auto written = m_writer->write(m_output, record, payload); !written)
            return written;
        ++m_count;
    }
    return m_output.status();
}

Result<> Exporter::finish()
{
    begin();
    m_writer->end(m_output);
    return flush();
}

Result<> Exporter::flush()
{
    return m_output.flush();
}

void Exporter::begin()
{
    if (!std::exchange(m_hasBegun, true))
        m_writer->begin(m_output);
}

Result<qint64> exportToFile(const QString &capture, const RowSelection &rows, ExportFormat format, const QString &path,
                            const Progress &progress)
{
    if (isSameFile(capture, path)) {
        return fail(Texts::tr("The export would replace the capture itself."), Texts::tr("Choose another file."));
    }
    const auto reader = CaptureReader::open(capture);
    if (!reader)
        return tl::unexpected(reader.error());
    // A pipe or a device can only be written to; renaming a file over it would take it away.
    const QFileInfo info(path);
    const bool isFile = info.isFile() || !info.exists();
    QFile device(path);
    QSaveFile file(path);
    QFileDevice &target = isFile ? static_cast<QFileDevice &>(file) : device;
    if (!target.open(QIODevice::WriteOnly))
        return notWritten(path, target.errorString());
    Exporter exporter(**reader, format, target);
    // finish() flushes, because commit() (Qt 6.4) does not notice when its own flushing fails.
    const auto written = exporter.write(rows, progress).and_then([&exporter] { return exporter.finish(); });
    if (!written && target.error() != QFileDevice::NoError)
        return notWritten(path, target.errorString());
    if (!written)
        return tl::unexpected(written.error());
    if (isFile && !file.commit())
        return notWritten(path, file.errorString());
    return exporter.count();
}

} // namespace sonde
