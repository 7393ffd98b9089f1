// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/filter.h"
#include "capture/record.h"
#include "exchange/exportformat.h"
#include "exchange/output.h"
#include "exchange/progress.h"

#include <QString>

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

class QIODevice;

namespace sonde {

class CaptureReader;
class RowWriter;
class SelectedRows;

/// Which rows of a capture are exported.
struct RowSelection
{
    Seq first{1};
    Seq last{std::numeric_limits<qint64>::max()}; ///< What the capture gains while it is exported is left out.
    /// The first selected row from `seq` on, where not all are. Called in the thread that exports, with rising numbers.
    std::function<std::optional<Seq>(Seq seq)> next = {};
    Filter filter = {};
};

/// Writes rows of a capture to a device. Its memory does not grow with the rows, nor with a payload.
class Exporter final
{
public:
    Exporter(CaptureReader &reader, ExportFormat format, QIODevice &device);
    ~Exporter();
    Exporter(const Exporter &) = delete;
    Exporter &operator=(const Exporter &) = delete;

    /// May be called again for later rows. `progress` counts rows.
    [[nodiscard]] Result<> write(const RowSelection &rows, const Progress &progress = {});
    /// Writes what a file of this format ends with, and hands all to the device.
    [[nodiscard]] Result<> finish();
    /// Hands to the device what was written so far.
    [[nodiscard]] Result<> flush();

    [[nodiscard]] qint64 count() const { return m_count; } ///< Rows written.

private:
    using Check = std::function<Result<>()>; ///< Whether to go on.

    void begin();
    [[nodiscard]] Result<> writePage(Seq first, int count, SelectedRows &selection, const Check &check);
    [[nodiscard]] Result<> writeRows(Seq first, int count, const std::vector<Seq> &wanted, const Check &check);

    CaptureReader &m_reader;
    Output m_output;
    std::unique_ptr<RowWriter> m_writer;
    Seq m_passed{0}; ///< The writer has seen the rows up to this one.
    qint64 m_count = 0;
    bool m_hasBegun = false;
};

/// Exports to the file at `path`, which is the old one or the whole new one, never a part of it. Where there is
/// something else than a file, such as a named pipe, writes to that. Returns the number of rows.
[[nodiscard]] Result<qint64> exportToFile(const QString &capture, const RowSelection &rows, ExportFormat format,
                                          const QString &path, const Progress &progress = {});

} // namespace sonde
