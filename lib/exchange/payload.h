// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "core/result.h"

#include <functional>

namespace sonde {

class CaptureReader;

/// A record's whole payload, read in parts where it is large, so that it need not fit into memory.
class Payload final
{
public:
    using Visitor = std::function<Result<>(QByteArrayView part)>;

    /// A multiple of 3, so that the base64 of the parts put together is that of the whole; large, because each part
    /// makes SQLite walk to it from the payload's beginning.
    static constexpr qint64 PartBytes = 24 << 20;

    /// Of a record that holds all of it.
    explicit Payload(const Record &record);
    /// Of a record that may hold its first bytes only. Both must outlive this. `check` is asked before each part is
    /// read; where it fails, so does what reads.
    Payload(const Record &record, CaptureReader &reader, std::function<Result<>()> check = {});

    [[nodiscard]] qint64 size() const { return m_record.size; }
    /// Visits the bytes in parts of PartBytes. Ends with the visitor's first failure.
    [[nodiscard]] Result<> visit(const Visitor &visitor);
    /// The same, but cuts no UTF-8 character in two.
    [[nodiscard]] Result<> visitText(const Visitor &visitor);
    [[nodiscard]] Result<bool> isUtf8();

private:
    enum class Cut : quint8 { Anywhere, BetweenCharacters };
    [[nodiscard]] Result<> visit(const Visitor &visitor, Cut cut);
    [[nodiscard]] Result<QByteArray> part(qint64 offset);

    const Record &m_record;
    CaptureReader *m_reader;
    std::function<Result<>()> m_check;
    QByteArray m_only; ///< The payload, where it is one part that has been read.
};

/// How many bytes at the end of `text` begin a UTF-8 character that is not complete; 0 to 3.
[[nodiscard]] qsizetype incompleteTail(QByteArrayView text);

} // namespace sonde
