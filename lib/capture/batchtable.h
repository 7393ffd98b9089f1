// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"

#include <span>

struct sqlite3;

namespace sonde {

/// Records in memory as a virtual table `batch` (time, kind, direction, detail, payload) of one SQLite connection, so
/// that a single statement inserts them all. It must outlive the connection.
class BatchTable final
{
public:
    BatchTable() = default;
    BatchTable(const BatchTable &) = delete;
    BatchTable &operator=(const BatchTable &) = delete;

    /// Returns SQLite's result code.
    [[nodiscard]] int attach(sqlite3 *database);

    /// What the table holds from now on; not copied.
    void show(const Batch &batch, std::span<const Batch::Entry> entries)
    {
        m_batch = &batch;
        m_entries = entries;
    }
    void clear() { m_entries = {}; }

    [[nodiscard]] const Batch &batch() const { return *m_batch; }
    [[nodiscard]] std::span<const Batch::Entry> entries() const { return m_entries; }

private:
    const Batch *m_batch = nullptr;
    std::span<const Batch::Entry> m_entries;
};

} // namespace sonde
