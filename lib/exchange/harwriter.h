// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/rowwriter.h"

#include <QJsonObject>

#include <optional>

namespace sonde {

/// ExportFormat::Har, as HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/) and Chrome's DevTools have it.
///
/// Where nothing of a connection attempt is written it has no entry; what is known of an attempt whose messages are
/// written stands in its entry, whether those rows are written or not. Beyond Chrome, Pings and Pongs are messages of
/// opcodes 9 and 10 with base64 data, and text that is not valid UTF-8 has its bytes in `_base64`.
class HarWriter final : public RowWriter
{
public:
    void begin(Output &output) override;
    [[nodiscard]] Result<> write(Output &output, const Record &record, Payload &payload) override;
    void end(Output &output) override;

    [[nodiscard]] bool needsContext() const override { return true; }
    void pass(Output &output, const Record &record) override;

private:
    struct Entry
    {
        Timestamp start;
        Timestamp end;
        QString url = {};
        QJsonObject handshake = {}; ///< The detail of that row.
        QString comment = {}; ///< How it ended.
        bool isWanted = false; ///< Something of it is written.
        bool isBegun = false; ///< It is, up to its messages.
        bool hasMessages = false;
    };

    void look(Output &output, const Record &record);
    void beginMessages(Output &output);
    void finishEntry(Output &output);
    [[nodiscard]] static Result<> writeMessage(Output &output, const Record &record, Payload &payload);
    [[nodiscard]] static QJsonObject request(const Entry &entry);
    [[nodiscard]] static QJsonObject response(const Entry &entry);

    std::optional<Entry> m_entry;
    bool m_hasEntries = false;
};

} // namespace sonde
