// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/csvwriter.h"

#include <algorithm>

namespace sonde {

namespace {

/// The inside of a quoted field (RFC 4180 section 2, rule 7).
void writeQuoted(Output &output, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype quote = std::ranges::find(bytes, '"') - bytes.begin();
        const qsizetype end = std::min(quote + 1, bytes.size());
        output.write(bytes.first(end));
        if (quote < bytes.size())
            output.write("\"");
        bytes = bytes.sliced(end);
    }
}

/// The fields encoding and payload.
Result<> writePayload(Output &output, const Record &record, Payload &payload)
{
    const Result<bool> isText = isWrittenAsText(record, payload);
    if (!isText)
        return tl::unexpected(isText.error());
    output.write(*isText ? "utf-8,\"" : "base64,\"");
    const Result<> written = *isText ? payload.visit([&output](QByteArrayView part) {
        writeQuoted(output, part);
        return output.status();
    })
                                     : writeBase64(output, payload);
    output.write("\"");
    return written;
}

} // namespace

void CsvWriter::begin(Output &output)
{
    output.write("seq,time,direction,kind,size,encoding,payload,detail\r\n");
}

Result<> CsvWriter::write(Output &output, const Record &record, Payload &payload)
{
    const QByteArray start = QByteArray::number(toInt(record.seq)) + ',' + isoTime(record.time) + ','
        + nameInFiles(record.direction).data() + ',' + nameInFiles(record.kind).data() + ','
        + QByteArray::number(record.size) + ',';
    output.write(start);
    if (hasPayload(record)) {
        if (const auto written = writePayload(output, record, payload); !written)
            return written;
    } else {
        output.write(",");
    }
    output.write(",");
    if (!record.detail.isEmpty()) {
        output.write("\"");
        writeQuoted(output, record.detail);
        output.write("\"");
    }
    output.write("\r\n");
    return output.status();
}

} // namespace sonde
