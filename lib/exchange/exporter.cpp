// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/exporter.h"

#include "capture/capturereader.h"
#include "exchange/rowwriter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <deque>
#include <vector>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Exchange)
};

constexpr int PageRows = 256;
constexpr qint64 HeadBytes = 32 * 1024; // Of each row of a page; larger payloads are read one at a time.
constexpr size_t SparseShare = 8; // Where less than one row in so many is wanted, each is read alone.

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

/// The selected rows, asked for in rising order.
class Exporter::Selection final
{
public:
    Selection(CaptureReader &reader, const RowSelection &rows, const Progress &progress)
        : m_reader(reader)
        , m_rows(rows)
        , m_progress(progress)
        , m_scanned(toInt(rows.first) - 1)
    {
    }

    /// The first from `seq` on.
    [[nodiscard]] Result<std::optional<Seq>> next(Seq seq)
    {
        seq = std::max(seq, m_rows.first);
        if (!m_next || *m_next < seq) {
            const auto found = m_rows.filter.isEmpty() ? listed(seq) : matching(seq);
            if (!found)
                return found;
            m_next = *found;
        }
        return m_next && *m_next <= m_rows.last ? m_next : std::nullopt;
    }
    [[nodiscard]] Result<std::vector<Seq>> in(Seq first, Seq last)
    {
        std::vector<Seq> seqs;
        auto seq = next(first);
        for (; seq && *seq && **seq <= last; seq = next(Seq{toInt(**seq) + 1}))
            seqs.push_back(**seq);
        return seq.map([&seqs](const auto &) { return seqs; });
    }

private:
    [[nodiscard]] std::optional<Seq> next(const RowSelection &rows, Seq seq) const
    {
        return rows.next ? rows.next(seq) : seq;
    }
    [[nodiscard]] Result<std::optional<Seq>> listed(Seq seq) const { return next(m_rows, seq); }
    [[nodiscard]] Result<std::optional<Seq>> matching(Seq seq);
    [[nodiscard]] Result<> scan();
    [[nodiscard]] Result<> readMarks();

    CaptureReader &m_reader;
    const RowSelection &m_rows;
    const Progress &m_progress;
    std::optional<Seq> m_next;
    std::deque<Seq> m_matches; ///< Found, and not yet asked for.
    qint64 m_scanned; ///< The rows up to this one.
    std::optional<Marks> m_marks;
};

Result<std::optional<Seq>> Exporter::Selection::matching(Seq seq)
{
    m_scanned = std::max(m_scanned, toInt(seq) - 1);
    while (!m_matches.empty() && m_matches.front() < seq)
        m_matches.pop_front();
    if (m_matches.empty() && m_scanned < toInt(m_rows.last)) {
        if (const auto scanned = readMarks().and_then([this] { return scan(); }); !scanned)
            return tl::unexpected(scanned.error());
    }
    return m_matches.empty() ? std::nullopt : std::optional(m_matches.front());
}

Result<> Exporter::Selection::scan()
{
    constexpr qint64 askEvery = 1024;
    Result<> goesOn;
    const qint64 begin = m_scanned;
    const auto visit = [&](const FilterRow &read) {
        FilterRow row = read;
        row.isMarked = m_marks && m_marks->contains(row.seq);
        m_scanned = toInt(row.seq);
        if (m_rows.filter.matches(row) && next(m_rows, row.seq) == row.seq)
            m_matches.push_back(row.seq);
        if ((m_scanned - begin) % askEvery == 0)
            goesOn = report(m_progress, m_scanned - toInt(m_rows.first), toInt(m_rows.last) - toInt(m_rows.first) + 1);
        return goesOn.has_value() && m_matches.size() < std::size_t(PageRows);
    };
    const auto scanned = m_reader.scan(Seq{begin + 1}, m_rows.last, m_rows.filter.needsPayload(), visit);
    if (!scanned || !goesOn)
        return scanned ? goesOn : scanned;
    if (m_matches.size() < std::size_t(PageRows))
        m_scanned = toInt(m_rows.last);
    const auto trouble = m_rows.filter.trouble();
    return trouble ? tl::unexpected(*trouble) : Result<>();
}

Result<> Exporter::Selection::readMarks()
{
    if (m_marks || !m_rows.filter.needsMarks())
        return {};
    auto marks = m_reader.marks();
    if (!marks)
        return tl::unexpected(marks.error());
    m_marks = std::move(*marks);
    return {};
}

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
    Selection selection(m_reader, bounded, progress);
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
        if (const auto written = writePage(Seq{seq}, count, selection, progress, seq - start, total); !written)
            return written;
    }
    m_passed = std::max(m_passed, bounded.last);
    return report(progress, total, total);
}

Result<> Exporter::writePage(Seq first, int count, Selection &selection, const Progress &progress, qint64 done,
                             qint64 total)
{
    const Seq last{toInt(first) + count - 1};
    const auto selected = selection.in(first, last);
    if (!selected)
        return tl::unexpected(selected.error());
    const std::vector<Seq> &wanted = *selected;
    const bool isSparse = !m_writer->needsContext() && wanted.size() * SparseShare < std::size_t(count);
    const auto check = [&progress, done, total] { return report(progress, done, total); };
    const auto writeRead = [&](Seq from, int rows) -> Result<> {
        if (const auto goesOn = check(); !goesOn)
            return goesOn;
        const auto records = m_reader.read(from, rows, HeadBytes);
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
    };
    if (!isSparse)
        return writeRead(first, count);
    for (const Seq seq : wanted) {
        if (const auto written = writeRead(seq, 1); !written)
            return written;
    }
    return {};
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
