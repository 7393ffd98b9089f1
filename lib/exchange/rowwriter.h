// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/exportformat.h"
#include "exchange/output.h"
#include "exchange/payload.h"

#include <memory>

namespace sonde {

/// Writes records in one format. The calls: begin(), then in the capture's order write() or pass(), then end().
class RowWriter
{
public:
    RowWriter() = default;
    virtual ~RowWriter() = default;
    Q_DISABLE_COPY_MOVE(RowWriter)

    virtual void begin(Output &) {}
    [[nodiscard]] virtual Result<> write(Output &output, const Record &record, Payload &payload) = 0;
    virtual void end(Output &) {}

    /// Whether it must see the rows that are not written, too.
    [[nodiscard]] virtual bool needsContext() const { return false; }
    /// Sees a row that is not written.
    virtual void pass(Output &, const Record &) {}
};

[[nodiscard]] std::unique_ptr<RowWriter> createRowWriter(ExportFormat format);

/// Writes a payload as the inside of a string in base64.
[[nodiscard]] Result<> writeBase64(Output &output, Payload &payload);

/// Whether a payload is written as text: that of a text message, a Ping or a Pong, where it is valid UTF-8.
[[nodiscard]] Result<bool> isWrittenAsText(const Record &record, Payload &payload);

/// Whether there is a payload to write, be it an empty one.
[[nodiscard]] inline bool hasPayload(const Record &record)
{
    return isMessage(record.kind) || record.kind == Kind::Ping || record.kind == Kind::Pong || record.size > 0;
}

} // namespace sonde
